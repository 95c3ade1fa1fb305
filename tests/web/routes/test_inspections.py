"""One number over the wire, explained; and a gradient, checked."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient


def asked(client: TestClient, run: dict[str, Any], query: str, kind: str = "inspect") -> Any:
    answer = client.get(f"/api/runs/{run['id']}/{kind}/3?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_result_is_the_frames(client: TestClient, run: dict[str, Any]) -> None:
    frame = client.get(f"/api/runs/{run['id']}/frames/3").json()
    for what in ("hidden", "preactivation", "grad_hidden", "delta"):
        found = asked(client, run, f"what={what}&t=4&unit=2")
        assert found["result"] == frame[what][3][0][1]
        assert (found["what"], found["t"], found["unit"]) == (what, 4, 2)
    assert asked(client, run, "what=loss")["result"] == frame["loss"]
    start = asked(client, run, "what=grad_hidden&t=0&unit=3")
    assert start["result"] == frame["grad_initial_hidden"][0][2]


def test_a_state_says_what_it_is_made_of(client: TestClient, run: dict[str, Any]) -> None:
    found = asked(client, run, "what=preactivation&t=4&unit=2")
    assert found["formula"].startswith("a_{4}[2] = ")
    names = [(place["name"], place["t"], place["unit"]) for place in found["depends"]]
    assert ("inputs", 4, 1) in names
    assert [("hidden", 3, unit) in names for unit in range(1, 9)] == [True] * 8
    assert {"name": "W_h", "t": None, "unit": None, "index": [1, 0]} in found["depends"]


def test_a_weight_has_a_term_for_each_step(client: TestClient, run: dict[str, Any]) -> None:
    frame = client.get(f"/api/runs/{run['id']}/frames/3").json()
    found = asked(client, run, "what=parameter&name=W_h&index=0,1")
    assert found["result"] == frame["grad_params"]["W_h"][0][1]
    assert len(found["parts"]) == 12
    assert sum(part["result"] for part in found["parts"]) == pytest.approx(found["result"])
    parameter = found["parameter"]
    assert parameter["value"] == frame["params"]["W_h"][0][1]
    assert parameter["after"] == frame["new_params"]["W_h"][0][1]
    assert parameter["values"] == frame["params"]["W_h"]
    assert max(abs(x) for row in parameter["shades"] for x in row) == 1


def test_a_gradient_is_checked(client: TestClient, run: dict[str, Any]) -> None:
    weight = asked(client, run, "what=parameter&name=W_h&index=0,1")
    assert weight["check"] == {"name": "W_h", "index": [0, 1]}
    found = asked(client, run, "name=W_h&index=0,1", "check")
    assert found["analytic"] == weight["result"]
    assert found["relative_error"] < 1e-5
    state = asked(client, run, "what=grad_hidden&t=11&unit=2")
    found = asked(client, run, "name=grad_hidden&index=10,0,1", "check")
    assert found["analytic"] == state["result"]
    assert found["relative_error"] < 1e-5


def test_at_the_kink_of_relu_a_check_says_that_there_is_no_derivative(client: TestClient) -> None:
    """Xavier's biases are 0, and so are both bits that are read first."""
    config: dict[str, Any] = {"task": {"name": "binary_addition"}, "updates": 20}
    config |= {"cell": "rnn", "activation": "relu", "initializer": {"name": "xavier"}}
    url = f"/api/runs/{client.post('/api/runs', json=config).json()['id']}"
    frame = client.get(f"{url}/frames/1").json()
    t, b, unit = (int(place) for place in np.argwhere(np.array(frame["preactivation"]) == 0)[0])
    for query in (f"name=b_h&index={unit}", f"name=delta&index={t},{b},{unit}"):
        found = client.get(f"{url}/check/1?{query}").json()
        slopes = np.array(found["one_sided"])
        assert np.abs(slopes - found["analytic"]).max() > 1e-6
        assert abs(found["numeric"] - found["analytic"]) <= found["uncertainty"]
    found = client.get(f"{url}/check/1?name=b_y&index=0").json()
    assert found["one_sided"] is None
    assert found["relative_error"] < 1e-7


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("inspect/3?what=nothing", "what"),
        ("inspect/3?what=hidden&t=13", "t"),
        ("inspect/3?what=parameter&name=W_h&index=0,99", "index"),
        ("inspect/3?what=parameter&name=W_h&index=a", "index"),
        ("inspect/0?what=loss", "update"),
        ("check/3?name=W_q&index=0", "name"),
        ("check/3?name=W_h&index=0", "index"),
    ],
)
def test_refusals(client: TestClient, run: dict[str, Any], path: str, field: str) -> None:
    answer = client.get(f"/api/runs/{run['id']}/{path}")
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == field


def test_gradients_grow_to_the_whole(client: TestClient, run: dict[str, Any]) -> None:
    grown = client.get(f"/api/runs/{run['id']}/so_far/3").json()
    frame = client.get(f"/api/runs/{run['id']}/frames/3").json()
    norms = frame["summary"]["grad_params_norm"]
    assert grown.keys() == norms.keys()
    for name, steps in grown.items():
        assert len(steps) == 12
        assert steps[0] == pytest.approx(norms[name])
    terms = np.outer(frame["delta"][11][0], frame["hidden"][10][0])
    assert grown["W_h"][11] == pytest.approx(np.linalg.norm(terms))
