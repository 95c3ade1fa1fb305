"""A pass of any network, and of an update, over the wire: numbers, formats, refusals."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from ...compare import same
from ...golden import GOLDEN

EVERYTHING = ["itemised", "jacobians", "truncations", "gradient_check"]
TRACE: dict[str, Any] = {
    "model": {"input_size": 1, "hidden_size": 2, "output_size": 1},
    "inputs": [[[0.5]], [[1.0]]],
    "targets": [[[0.0]], [[0.0]]],
}


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_trace_takes_a_reference_case_as_it_stands(
    client: TestClient, case: dict[str, Any]
) -> None:
    answer = client.post("/api/trace", json=case).json()
    for name, values in case["expected"].items():
        if name == "grad_params":
            for param, gradient in values.items():
                np.testing.assert_allclose(answer[name][param], gradient, rtol=1e-9, atol=1e-10)
        else:
            np.testing.assert_allclose(answer[name], values, rtol=1e-9, atol=1e-10)


def test_a_query_parameter_that_is_not_there_is_refused(client: TestClient) -> None:
    answer = client.post("/api/trace?include=itemised", json=TRACE)
    error = answer.json()["error"]
    assert answer.status_code == 422
    assert (error["code"], error["field"]) == ("unknown_parameter", "include")
    assert client.get("/api/limits?updates=3").status_code == 422


def test_trace_draws_parameters_from_the_seed(client: TestClient) -> None:
    body = TRACE | {"seed": 3}
    first = client.post("/api/trace", json=body)
    params = first.json()["params"]
    assert first.content == client.post("/api/trace", json=body).content
    assert first.content == client.post("/api/trace", json=TRACE | {"params": params}).content
    assert first.content != client.post("/api/trace", json=body | {"seed": 4}).content


RUNS: list[dict[str, Any]] = [
    {"task": {"name": "sunspots"}, "schedule": {"k": 5}, "batch_size": 3, "detached": [3]},
    {"task": {"name": "sunspots"}, "cell": "lstm", "schedule": {"k": 4, "carry_state": True}},
    {"task": {"name": "sine"}, "sequence_type": "encoder_decoder", "feedback": "free"},
    {"task": {"name": "translation"}, "feedback": "teacher"},
    {"task": {"name": "fill_the_gap"}, "cell": "gru", "bidirectional": True},
]


@pytest.mark.parametrize("config", RUNS, ids=lambda config: config["task"]["name"])
def test_the_trace_of_an_update_is_that_of_its_parameters_and_data(
    client: TestClient, config: dict[str, Any]
) -> None:
    run = client.post("/api/runs", json=config).json()
    cut = run["config"]["detached"]
    include = ["itemised", "jacobians", "truncations", *([] if cut else ["gradient_check"])]
    url = f"/api/runs/{run['id']}"
    answer = client.get(f"{url}/trace", params={"update": 7, "include": ",".join(include)})
    found = answer.json()
    settings = run["config"]
    model = {name: settings[name] for name in ("cell", "activation", "hidden_size")}
    model |= {name: settings[name] for name in ("output_activation", "bidirectional")}
    model |= {name: run["task"][name] for name in ("input_size", "output_size")}
    names = ("inputs", "targets", "has_input", "has_output", "params", "initial_hidden")
    body = {
        "model": model,
        "loss": settings["loss"],
        "feedback": settings["feedback"],
        "detached": cut,
        "include": include,
        **{name: found[name] for name in names},
    }
    if model["cell"] == "lstm":
        body["initial_cell_state"] = found["initial_cell_state"]
    same(client.post("/api/trace", json=body).json(), found)
    frame = client.get(f"{url}/frames/7?fields=default,flow,itemised").json()
    for name in ("loss", "hidden", "params", "grad_params", "flow", "itemised", "detached"):
        assert found[name] == frame[name], name


def test_the_trace_of_an_update_is_kept_by_caches(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/trace?update=3"
    answer = client.get(url)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept"
    tag = answer.headers["etag"]
    again = client.get(url, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    for other in ("&include=itemised", "&format=npz", "&enc=b64", "&format=csv&array=hidden"):
        assert client.get(url + other).headers["etag"] != tag


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"inputs": [[0.5], [1.0]]}, "inputs", "inputs must have 3 axes (steps, sequences, feat"),
        (
            {"inputs": [[[0.5, 1.0]]]},
            "inputs",
            "inputs must have length 1 on axis 2 (features), but it has 2.",
        ),
        (
            {"inputs": [[[0.5]], []]},
            "inputs",
            "inputs must have one length from 1 on axis 1 (sequences), but it has 0, 1.",
        ),
        ({"inputs": []}, "inputs", "inputs must have 3 axes (steps, sequences, features), but"),
        (
            {"targets": [[[0.0]]]},
            "targets",
            "targets must have length 2 on axis 0 (steps), but it has 1.",
        ),
        (
            {"has_output": [True]},
            "has_output",
            "has_output must have length 2 on axis 0 (steps), but it has 1.",
        ),
        (
            {"has_input": [True] * 3},
            "has_input",
            "has_input must have length 2 on axis 0 (steps), but it has 3.",
        ),
        (
            {"initial_hidden": [[1.0]]},
            "initial_hidden",
            "initial_hidden must have length 2 on axis 1 (units), but it has 1.",
        ),
        (
            {"initial_cell_state": [[1.0, 1.0]]},
            "initial_cell_state",
            "initial_cell_state must be left out: the cell rnn has no cell_state.",
        ),
        (
            {"initial_hidden_reverse": [[1.0, 1.0]]},
            "initial_hidden_reverse",
            "initial_hidden_reverse must be left out: the network reads in one direction alone.",
        ),
        (
            {"params": {"W_x": [[1.0]]}},
            "params",
            "params must be exactly W_x, W_h, b_h, W_y, b_y for the cell rnn.",
        ),
        (
            {
                "model": TRACE["model"] | {"cell": "lstm"},
                "params": {
                    "W_x": [[1.0]] * 2,
                    "W_h": [[1.0] * 2] * 2,
                    "b_h": [0.0] * 2,
                    "W_y": [[1.0] * 2],
                    "b_y": [0.0],
                },
            },
            "params.W_x",
            "params.W_x must have length 8 on axis 0 (rows), but it has 2.",
        ),
        ({"model": {"input_size": 1}}, "model.hidden_size", "model.hidden_size is required."),
        (
            {"model": TRACE["model"] | {"hidden_size": 65}},
            "model.hidden_size",
            "model.hidden_size must be a whole number from 1 to 64.",
        ),
        ({"inputs": [[["x"]], [[1.0]]]}, "inputs.0.0.0", "inputs.0.0.0 must be a number."),
        ({"detached": [3]}, "detached", "detached must hold steps from 1 to 2."),
        (
            {"include": ["itemized"]},
            "include.0",
            "include.0 must be one of: flow, itemised, jacobians, truncations, gradient_check.",
        ),
        (
            {"sequence_type": "encoder_decoder", "inputs": [[[1.0]]], "targets": [[[1.0]]]},
            "sequence_type",
            "The sequence type encoder_decoder cannot have 1 steps.",
        ),
    ],
)
def test_trace_says_what_does_not_fit(
    client: TestClient, change: dict[str, Any], field: str, message: str
) -> None:
    answer = client.post("/api/trace", json=TRACE | change)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["field"] == field
    assert message in error["message"]
    assert error["message"].endswith(".")


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("?update=0", "update", "update must be from 1 to 5000, the last update of this run."),
        ("?update=1&include=flows", "include", "include must be among flow, itemised, jacobians,"),
        ("?update=1&format=csv", "array", "array must be one array, such as loss,"),
        ("?update=1&format=csv&array=params", "array", "array must be one array, such as loss,"),
    ],
)
def test_the_trace_of_an_update_says_what_does_not_fit(
    client: TestClient, run: dict[str, Any], query: str, field: str, message: str
) -> None:
    answer = client.get(f"/api/runs/{run['id']}/trace{query}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["field"] == field
    assert error["message"].startswith(message)
