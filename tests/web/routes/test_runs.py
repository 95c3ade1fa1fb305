"""Runs over the wire: forked, listed, named, deleted."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def root(client: TestClient, request: pytest.FixtureRequest) -> dict[str, Any]:
    """A run of the test's own."""
    seed = sum(request.node.name.encode())
    config = {"task": {"name": "sine"}, "updates": 200, "seed": seed}
    result: dict[str, Any] = client.post("/api/runs", json=config).json()
    return result


def fork(client: TestClient, run: str, update: int, **edits: Any) -> dict[str, Any]:
    answer = client.post(f"/api/runs/{run}/forks", json={"update": update, "edits": edits})
    assert answer.status_code == 201
    result: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/api/runs/{result['id']}"
    return result


def test_an_unused_setting_makes_no_other_run(client: TestClient) -> None:
    config = {"task": {"name": "sine"}, "cell": "lstm", "updates": 20, "seed": 41}
    one, other = (
        client.post("/api/runs", json=config | {"activation": activation}).json()
        for activation in ("sigmoid", "relu")
    )
    assert one["id"] == other["id"]
    assert [run["config"]["activation"] for run in (one, other)] == ["sigmoid", "relu"]
    kept = client.get(f"/api/runs/{one['id']}").json()
    assert kept["config"] == one["config"] | {"activation": "tanh"}
    listed = client.get("/api/runs?limit=1000").json()["runs"]
    assert [run["id"] for run in listed].count(one["id"]) == 1


def test_a_fork_says_what_it_is(client: TestClient, root: dict[str, Any]) -> None:
    edits = {"optimizer": {"clip_norm": None, "learning_rate": 0.02}, "schedule": {"k": 5}}
    made = fork(client, root["id"], 40, **edits)
    assert made["fork"] == {"parent": root["id"], "update": 40, "edits": edits}
    assert made["config"]["optimizer"] == {"name": "sgd", "learning_rate": 0.02, "clip_norm": None}
    assert made["steps"] == made["config"]["schedule"]["k"] == 5
    assert client.get(f"/api/runs/{made['id']}").json() == made
    assert fork(client, root["id"], 40, **edits)["id"] == made["id"]


def test_a_run_brings_its_lineage_along(client: TestClient, root: dict[str, Any]) -> None:
    carried = fork(client, root["id"], 40, schedule={"carry_state": True})
    last = fork(client, carried["id"], 60, schedule={"k": 5})
    assert (root["lineage"], len(last["lineage"])) == ([], 2)
    for told, one in zip(last["lineage"], (root, carried), strict=True):
        assert told == {name: one[name] for name in told}
        assert {"config", "fork", "last_update", "pseudocode", "steps"} <= told.keys()
    lines = [len(one["pseudocode"]) for one in (*last["lineage"], last)]
    assert lines == [8, 9, 9]  # from the second on there is a state to carry


def test_the_numbers_of_a_fork(client: TestClient, root: dict[str, Any]) -> None:
    """One update by hand with the edited weight."""
    made = fork(client, root["id"], 40, params=[{"name": "W_y", "index": [0, 1], "value": 2}])
    before = client.get(f"/api/runs/{root['id']}/frames/40").json()
    after = client.get(f"/api/runs/{made['id']}/frames/40").json()
    W_y = np.array(before["params"]["W_y"])
    W_y[0, 1] = 2
    logits = np.array(before["hidden"])[:, 0] @ W_y.T + before["params"]["b_y"]
    np.testing.assert_allclose(np.array(after["outputs"])[:, 0], logits, rtol=1e-12)
    same = [client.get(f"/api/runs/{run['id']}/frames/39").content for run in (root, made)]
    assert same[0] == same[1]


def test_the_list_tells_who_is_whose_fork(client: TestClient, root: dict[str, Any]) -> None:
    child = fork(client, root["id"], 3, detached=[2])
    grandchild = fork(client, child["id"], 9, schedule={"carry_state": True})
    listed = client.get("/api/runs?limit=3").json()["runs"]
    assert [run["id"] for run in listed] == [grandchild["id"], child["id"], root["id"]]
    assert [run["fork"] and run["fork"]["parent"] for run in listed] == [
        child["id"],
        root["id"],
        None,
    ]
    assert listed[0]["fork"]["edits"] == {"schedule": {"carry_state": True}}
    assert listed[0]["last_update"] == 200
    earlier = client.get(f"/api/runs?limit=2&before={grandchild['id']}").json()["runs"]
    assert earlier == listed[1:]


def test_names(client: TestClient, root: dict[str, Any]) -> None:
    url = f"/api/runs/{root['id']}"
    assert client.patch(url, json={"name": "Monday"}).json()["name"] == "Monday"
    assert client.get("/api/runs?limit=1").json()["runs"][0]["name"] == "Monday"
    assert client.patch(url, json={"name": None}).json()["name"] is None
    for bad in ({"name": ""}, {"name": "x" * 81}, {"name": 3}, {}, {"nam": "x"}):
        answer = client.patch(url, json=bad)
        assert answer.status_code == 422
        assert answer.json()["error"]["message"].startswith("nam")
    body = {"update": 2, "edits": {"detached": [1]}, "name": "cut"}
    assert client.post(f"{url}/forks", json=body).json()["name"] == "cut"


def test_deleting(client: TestClient, root: dict[str, Any]) -> None:
    child = fork(client, root["id"], 3, detached=[2])
    refused = client.delete(f"/api/runs/{root['id']}")
    assert refused.status_code == 409
    assert refused.json()["error"] == {
        "code": "has_forks",
        "params": {"run": root["id"], "forks": [child["id"]]},
        "message": "This run has forks, which begin with it. Delete them first.",
        "field": "run_id",
    }
    for run in (child, root):
        url = f"/api/runs/{run['id']}"
        assert (client.delete(url).status_code, client.get(url).status_code) == (204, 404)
    assert client.delete(f"/api/runs/{root['id']}").json()["error"]["code"] == "unknown_run"


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"update": 201, "edits": {"detached": [1]}}, "update", "from 1 to 200"),
        ({"update": "3", "edits": {"detached": [1]}}, "update", "a whole number"),
        ({"update": 3}, "edits", "edits is required"),
        ({"update": 3, "edits": {}}, "edits", "at least one of"),
        ({"update": 3, "edits": {"speed": 1}}, "edits.speed", "the fields are optimizer"),
        ({"update": 3, "edits": {"detached": [0]}}, "edits.detached.0", "from 1 to 60"),
        ({"update": 3, "edits": {"detached": [13]}}, "edits.detached", "steps from 1 to 8"),
        (
            {"update": 3, "edits": {"inputs": [{"t": 1}]}},
            "edits.inputs.0.value",
            "edits.inputs.0.value is required",
        ),
    ],
)
def test_what_cannot_be_forked(
    client: TestClient, root: dict[str, Any], body: dict[str, Any], field: str, message: str
) -> None:
    answer = client.post(f"/api/runs/{root['id']}/forks", json=body)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["field"] == field
    assert message in error["message"]
