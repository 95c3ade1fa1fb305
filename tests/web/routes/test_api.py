"""The routes: numbers, not only status codes; and the one error shape."""

import inspect
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from unrolled.tasks import TASKS
from unrolled.web.request.recordings import get_store
from unrolled.web.routes import frames as recordings
from unrolled.web.routes import inspections, runs
from unrolled.web.routes import traces as trace


def events(client: TestClient, url: str, **headers: str) -> list[tuple[str, str | None, Any]]:
    """(event, id, data) of a finished stream; comments keep a slow one's connection alive."""
    found = []
    for block in client.get(url, headers=headers).text.replace("\r", "").strip().split("\n\n"):
        if block.startswith(":"):
            continue
        parts = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((parts["event"], parts.get("id"), json.loads(parts["data"])))
    return found


def test_tasks_come_with_configs_that_can_be_posted(client: TestClient) -> None:
    tasks = client.get("/api/tasks").json()
    assert [task["name"] for task in tasks] == list(TASKS)
    assert [task["held_out_length"] for task in tasks[:2]] == [62, 80]
    for task in tasks:
        assert task["defaults"] == task["cell_defaults"][task["defaults"]["cell"]]
        for cell, config in task["cell_defaults"].items():
            assert config["cell"] == cell
            answer = client.post("/api/runs", json=config)
            assert answer.status_code == 201
            assert answer.json()["config"] == config


def test_a_run_says_what_it_is(client: TestClient, run: dict[str, Any]) -> None:
    assert client.get(f"/api/runs/{run['id']}").json() == run
    assert (run["steps"], run["last_update"]) == (12, 5000)
    assert run["parameter_count"] == 8 * 1 + 8 * 8 + 8 + 8 + 1
    task = run["task"]
    series = task["series"]
    assert series["labels"][0] == "1700"
    assert len(series["values"]) == len(series["labels"]) == 309
    last, held_out = np.array(series["values"][246:-1]), np.array(series["values"][247:])
    expected = np.sqrt(np.mean((held_out - last) ** 2))
    assert task["baselines"][0]["held_out"] == pytest.approx(expected)
    assert [line["line"] for line in run["pseudocode"]][:4] == ["repeat", "for", "start", "forward"]


def test_posting_a_config_again_is_the_same_run(client: TestClient, run: dict[str, Any]) -> None:
    assert client.post("/api/runs", json=run["config"]).json()["id"] == run["id"]


def test_frames_stream_and_seek_to_the_same_numbers(
    client: TestClient, run: dict[str, Any]
) -> None:
    url = f"/api/runs/{run['id']}"
    streamed = events(client, f"{url}/events?from=240&count=3&every=20")
    assert [(event, key) for event, key, _ in streamed] == [
        ("frame", "240"),
        ("frame", "260"),
        ("frame", "280"),
        ("done", None),
    ]
    assert streamed[-1][2] == {"next": 300}
    for _, key, data in streamed[:-1]:
        assert client.get(f"{url}/frames/{key}").json() == data


def test_a_segment_ends_with_the_run(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/events?from=4999&count=50&fields=update,loss"
    streamed = events(client, url)
    assert [data.get("update") for _, _, data in streamed] == [4999, 5000, None]
    assert set(streamed[0][2]) == {"update", "loss"}


def test_timestep_granularity_walks_the_script(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}"
    frame = client.get(f"{url}/frames/2").json()
    streamed = events(client, f"{url}/events?from=2&count=1&granularity=timestep")
    assert len(streamed) == len(frame["script"]) + 1
    backward = [data for _, _, data in streamed[:-1] if data["line"] == "backward"]
    assert [data["t"] for data in backward] == list(range(12, 0, -1))
    assert [data["grad_hidden"] for data in reversed(backward)] == frame["grad_hidden"]


def test_scalars_are_the_frames_losses(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}"
    scalars = client.get(f"{url}/scalars?from=95&to=105").json()
    assert (scalars["from"], scalars["to"], len(scalars["loss"])) == (95, 105, 11)
    frame = client.get(f"{url}/frames/100").json()
    assert scalars["loss"][5] == frame["loss"]
    assert scalars["grad_norm"][5] == frame["grad_norm"]
    (evaluated,) = scalars["evaluations"]
    assert evaluated["update"] == 100
    assert evaluated["held_out_metric"] == frame["held_out_metric"]


def test_frames_are_kept_for_ever_by_caches(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/frames/3"
    answer = client.get(url)
    assert "immutable" in answer.headers["cache-control"]
    tag = answer.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(url, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-none-match": '"other"'}).content == answer.content


def test_a_bound_figure_holds_the_frames_numbers(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}"
    frame = client.get(f"{url}/frames/9").json()
    figure = client.get(f"{url}/figures/hidden?update=9").json()
    assert figure["data"][0]["z"] == [state[0] for state in frame["hidden"]]
    template = client.get(f"{url}/figures/hidden").json()
    assert template == client.get(f"{url}/figures").json()["hidden"]
    assert template["data"][0]["z"] == "@hidden[:,b]"


def test_a_number_too_large_for_a_float_is_refused(client: TestClient) -> None:
    body = '{"task": {"name": "sunspots"}, "optimizer": {"learning_rate": 1e999}}'
    answer = client.post("/api/runs", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"] == (
        "optimizer.learning_rate must be a number above 0 and up to 1000."
    )


RUN = "/api/runs/{id}"
TO_LAST = "must be from 1 to 5000, the last update of this run."


@pytest.mark.parametrize(
    ("path", "status", "code", "field", "message"),
    [
        ("/api/runs/0123456789abcdef", 404, "unknown_run", "run_id", "There is no such run"),
        ("/api/nothing", 404, "not_found", None, "There is nothing at /api/nothing."),
        (f"{RUN}/frames/5001", 422, "out_of_range", "update", f"update {TO_LAST}"),
        (f"{RUN}/frames/1?fields=hiden", 422, "invalid_input", "fields", "fields must be among "),
        (f"{RUN}/frames/1?enc=xml", 422, "invalid_input", "enc", "enc must be one of: json, b64."),
        (f"{RUN}/events?from=0", 422, "out_of_range", "from", f"from {TO_LAST}"),
        (
            f"{RUN}/figures/nothing",
            404,
            "unknown_track",
            "track",
            "There is no such track here; the",
        ),
    ],
)
def test_every_failure_has_the_one_shape(
    client: TestClient,
    run: dict[str, Any],
    path: str,
    status: int,
    code: str,
    field: str | None,
    message: str,
) -> None:
    answer = client.get(path.replace("{id}", run["id"]))
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["code"], error.get("field")) == (code, field)
    assert error["message"].startswith(message)
    assert error["message"].endswith(".")


def test_a_method_that_a_route_does_not_have_is_refused(client: TestClient) -> None:
    answer = client.delete("/api/tasks")
    assert answer.status_code == 405
    assert answer.json()["error"] == {
        "code": "method_not_allowed",
        "params": {"method": "DELETE", "path": "/api/tasks"},
        "message": "DELETE is not allowed at /api/tasks.",
    }


def test_nothing_that_a_route_depends_on_goes_through_a_thread() -> None:
    def calls(dependant: Any) -> Iterator[Any]:
        for one in dependant.dependencies:
            yield one.call
            yield from calls(one)

    routers = (recordings.router, runs.router, inspections.router, trace.router)
    routes = [one for part in routers for one in part.routes if isinstance(one, APIRoute)]
    found = {call for route in routes for call in calls(route.dependant)}
    assert get_store in found
    assert all(inspect.iscoroutinefunction(call) for call in found)


def test_text_is_sent_compressed(client: TestClient) -> None:
    url = "/static/vendor/katex/katex.min.js"
    small = client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = client.get(url, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.content == plain.content
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert small.headers["etag"] == plain.headers["etag"]
