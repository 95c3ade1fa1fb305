"""A series of several columns over HTTP: what is read, what is predicted, each in its own unit."""

import pytest
from fastapi.testclient import TestClient

READ = ["precipitation", "temp_max", "temp_min", "wind"]


def test_a_run_of_several_columns_says_which_they_are(client: TestClient) -> None:
    run = client.post("/api/runs", json={"task": {"name": "weather"}, "updates": 20}).json()
    task, series = run["task"], run["task"]["series"]
    assert (task["input_columns"], task["output_columns"]) == (READ, ["temp_max"])
    assert (task["input_size"], task["output_size"], task["feeds_back"]) == (4, 1, False)
    units = {one["name"]: one["units"] for one in run["quantities"]}
    assert (units["inputs"], units["outputs"]) == (4, 1)
    assert [column["unit"] for column in series["inputs"]] == ["mm", "°C", "°C", "m/s"]
    (target,) = series["targets"]
    assert (target["scale"], target["offset"]) == (series["scale"], series["offset"]) == (50, -10)
    frame = client.get(f"/api/runs/{run['id']}/frames/20").json()
    asked = frame["targets"][-1][0][0] * target["scale"] + target["offset"]
    start = frame["window_starts"][0]
    assert asked == pytest.approx(series["values"][start + len(frame["targets"])])
    read = frame["inputs"][-1][0][1] * target["scale"] + target["offset"]
    assert read == pytest.approx(series["values"][start + len(frame["inputs"]) - 1])


def test_predict_reads_as_many_numbers_as_there_are_columns(client: TestClient) -> None:
    run = client.post("/api/runs", json={"task": {"name": "weather"}, "updates": 20}).json()
    url = f"/api/runs/{run['id']}/predict"
    found = client.post(url, json={"update": 20, "inputs": [[0.0, 0.6, 0.4, 0.2]] * 3}).json()
    assert found["has_output"] == [False, False, True]
    assert [len(row) for row in found["outputs"]] == [1, 1, 1]
    refused = client.post(url, json={"update": 20, "inputs": [[0.6]]})
    assert refused.status_code == 422
    error = refused.json()["error"]
    assert (error["code"], error["params"]) == ("wrong_width", {"count": 4})


def test_a_number_is_told_by_its_column(client: TestClient) -> None:
    run = client.post("/api/runs", json={"task": {"name": "weather"}, "updates": 20}).json()
    asked: dict[str, str | int] = {"what": "inputs", "t": 3, "unit": 4}
    found = client.get(f"/api/runs/{run['id']}/inspect/20", params=asked).json()
    assert found["column"] == "wind"
    plain = client.post("/api/runs", json={"task": {"name": "sine"}, "updates": 20}).json()
    asked["unit"] = 1
    found = client.get(f"/api/runs/{plain['id']}/inspect/20", params=asked).json()
    assert found["column"] is None
