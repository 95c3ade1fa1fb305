"""Readers' own data and what trained networks answer, over HTTP."""

from math import sin
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]


def made(client: TestClient, **config: Any) -> str:
    answer = client.post("/api/runs", json=config)
    assert answer.status_code == 201, answer.text
    return f"/api/runs/{answer.json()['id']}"


def refused(client: TestClient, url: str, body: Json, field: str) -> str:
    answer = client.post(url, json=body)
    assert answer.status_code == 422
    error: Json = answer.json()["error"]
    assert error["field"] == field
    return str(error["message"])


def test_a_table_of_ones_own_is_learnt(client: TestClient) -> None:
    text = "when;height\n" + "\n".join(f"{i};{sin(i / 4) + 2:.4f}" for i in range(100))
    answer = client.post("/api/datasets", json={"kind": "series", "text": text})
    assert answer.status_code == 201
    found = answer.json()
    assert found["report"] == (
        "100 rows, column height, cells separated by semicolons, it repeats itself every 25 values."
    )
    assert [column["name"] for column in found["columns"]] == ["when", "height"]
    assert found["config"]["task"] == {"name": "own_series", "dataset": found["id"]}
    url = made(client, task=found["config"]["task"], updates=200)
    run = client.get(url).json()
    assert run["task"]["series"]["values"][:2] == [2.0, 2.2474]
    frame = client.get(f"{url}/frames/200").json()
    series = run["task"]["series"]
    first = series["values"][frame["window_start"]]
    scaled = (first - series["offset"]) / series["scale"]
    assert frame["inputs"][0][0][0] == pytest.approx(scaled, rel=1e-12)
    assert frame["held_out_metric"] < 1


def test_a_text_of_ones_own_is_learnt_and_sampled(client: TestClient) -> None:
    text = "the cat sat on the mat. " * 20
    found = client.post("/api/datasets", json={"kind": "text", "text": text}).json()
    assert found["report"] == "479 letters, 11 different ones."
    url = made(client, task=found["config"]["task"], updates=300)
    asked = {"update": 300, "length": 40, "temperature": 0, "start": list("the ")}
    words = client.post(f"{url}/sample", json=asked).json()["words"]
    assert len(words) == 40
    assert set(words) <= set(text)
    assert client.post(f"{url}/sample", json=asked).json()["words"] == words
    message = refused(client, f"{url}/sample", asked | {"start": ["ß"]}, "start")
    assert message == "“ß” is not among the 11 words that it knows."


def test_what_cannot_be_learnt_is_refused(client: TestClient) -> None:
    short = {"kind": "text", "text": "abc"}
    assert "at least 200 characters" in refused(client, "/api/datasets", short, "text")
    table = {"kind": "series", "text": "1\n2\nx"}
    assert "Line 3, column 1: “x”" in refused(client, "/api/datasets", table, "text")
    unknown = {"task": {"name": "own_series", "dataset": "0" * 16}}
    message = refused(client, "/api/runs", unknown, "task.dataset")
    assert message.startswith("There are no data 0000000000000000 here")


def test_predictions_are_the_networks_own(client: TestClient) -> None:
    url = made(client, task={"name": "binary_addition"}, updates=60)
    found = client.post(f"{url}/predict", json={"update": 60, "text": "5+9"}).json()
    assert found["tokens"]["inputs"] == ["1 1", "0 0", "1 0", "0 1", *["0 0"] * 4]
    params = {
        k: np.array(v) for k, v in client.get(f"{url}/frames/60").json()["new_params"].items()
    }
    h = np.zeros(8)
    for t, word in enumerate(found["tokens"]["inputs"]):
        x = np.array([float(bit) for bit in word.split()])
        h = np.tanh(params["W_x"] @ x + params["W_h"] @ h + params["b_h"])
        y = 1 / (1 + np.exp(-(params["W_y"] @ h + params["b_y"])))
        np.testing.assert_allclose(found["outputs"][t], y, rtol=1e-10)
    inputs = [[1, 1], [0, 0], [1, 0], [0, 1], *[[0, 0]] * 4]
    same = client.post(f"{url}/predict", json={"update": 60, "inputs": inputs}).json()
    assert same["outputs"] == found["outputs"]


def test_influence_is_the_derivative(client: TestClient) -> None:
    """x_t · ∂y/∂x_t by a finite difference, for a sentence: its words made a little stronger."""
    url = made(client, task={"name": "first_bit"}, schedule={"k": 4}, updates=5)
    inputs = np.array([[1.0], [0.3], [-0.2], [0.5]])

    def answer(values: Any) -> Json:
        body = {"update": 5, "inputs": values.tolist()}
        found: Json = client.post(f"{url}/predict", json=body).json()
        return found

    found, eps = answer(inputs), 1e-6
    for t in range(4):
        more = inputs.copy()
        more[t] *= 1 + eps
        slope = (answer(more)["outputs"][-1][0] - found["outputs"][-1][0]) / eps
        assert found["influence"][t] == pytest.approx(slope, rel=1e-3, abs=1e-8)


def test_a_series_runs_free(client: TestClient) -> None:
    url = made(client, task={"name": "sine"}, updates=40)
    found = client.post(f"{url}/forecast", json={"update": 40, "steps": 2}).json()
    series = client.get(url).json()["task"]["series"]
    scaled = [(v - series["offset"]) / series["scale"] for v in series["values"][:320]]
    for value in found["values"]:
        body = {"update": 40, "inputs": [[x] for x in scaled[-8:]]}
        y = client.post(f"{url}/predict", json=body).json()["outputs"][-1][0]
        scaled.append(y)
        assert value == pytest.approx(y * series["scale"] + series["offset"], rel=1e-12)


def test_what_cannot_be_asked(client: TestClient) -> None:
    sine, adding = (made(client, task={"name": n}, updates=3) for n in ("sine", "binary_addition"))
    text = {"update": 1, "text": "5+9"}
    assert refused(client, f"{sine}/predict", text, "text").startswith(
        "The task sine reads no text"
    )
    bad = {"update": 1, "text": "5-9"}
    message = refused(client, f"{adding}/predict", bad, "text")
    assert message == "“5-9” is not an addition such as 5+9."
    assert refused(client, f"{adding}/predict", {"update": 1}, "text").startswith("text or inputs")
    wide = {"update": 1, "inputs": [[1.0]]}
    assert "2 numbers for each step" in refused(client, f"{adding}/predict", wide, "inputs")
    assert "go on by itself" in refused(client, f"{sine}/sample", {"update": 1}, "update")
    assert "no series" in refused(client, f"{adding}/forecast", {"update": 1}, "update")
    assert refused(client, f"{sine}/forecast", {"update": 9}, "update")


@pytest.mark.parametrize(
    "dataset", ["../secret", "\0", "/etc/passwd", "ABCDEF0123456789", 5, [], {}]
)
def test_the_name_of_data_is_no_path(client: TestClient, dataset: object) -> None:
    task = {"name": "own_text", "dataset": dataset}
    message = refused(client, "/api/runs", {"task": task}, "task.dataset")
    assert message in ("Data are named by 16 hexadecimal digits.", "task.dataset must be a text.")
