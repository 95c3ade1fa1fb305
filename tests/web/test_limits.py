"""GET /api/limits says the numbers at which the server refuses."""

from typing import Any

from fastapi.testclient import TestClient

from .test_trace import TRACE


def refused(client: TestClient, path: str, body: dict[str, Any]) -> bool:
    status = client.post(path, json=body).status_code
    assert status in (200, 201, 413, 422)
    return status in (413, 422)


def test_what_is_at_a_limit_is_served_and_what_is_beyond_is_not(
    client: TestClient, run: dict[str, Any]
) -> None:
    limits = client.get("/api/limits").json()
    task = {"task": {"name": "sunspots"}}
    url = f"/api/runs/{run['id']}"
    for beyond in (0, 1):
        for name in ("hidden_size", "batch_size", "updates"):
            body = task | {name: limits["run"][name] + beyond}
            assert refused(client, "/api/runs", body) == bool(beyond), name
        schedule = {"schedule": {"k": limits["run"]["k"] + beyond}}
        assert refused(client, "/api/runs", task | schedule) == bool(beyond)
        data = [[[0.5]]] * (limits["trace"]["steps"] + beyond)
        assert refused(client, "/api/trace", TRACE | {"inputs": data, "targets": data}) == bool(
            beyond
        )
        for name, limit in (("hidden_size", "hidden_size"), ("output_size", "features")):
            size = limits["trace"][limit] + beyond
            body = TRACE | {"model": TRACE["model"] | {name: size}}
            if name == "output_size":
                body["targets"] = [[[0.0] * size]] * 2
            assert refused(client, "/api/trace", body) == bool(beyond), name
        asked = {"update": 1, "steps": limits["inference"]["forecast"] + beyond}
        assert refused(client, f"{url}/forecast", asked) == bool(beyond)
        text = "ab" * (limits["dataset_bytes"] // 2) + "a" * beyond
        assert refused(client, "/api/datasets", {"kind": "text", "text": text}) == bool(beyond)
    count = limits["events"]["count"]
    assert client.get(f"{url}/events?from=5000&count={count}").status_code == 200
    assert client.get(f"{url}/events?count={count + 1}").status_code == 422
    listed = limits["runs_listed"]
    assert client.get(f"/api/runs?limit={listed}").status_code == 200
    assert client.get(f"/api/runs?limit={listed + 1}").status_code == 422
