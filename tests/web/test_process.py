"""The web process computes nothing, and reads no data of a reader's: workers do."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from fastapi.testclient import TestClient
from unrolled import tasks
from unrolled.figures.tracks import activation
from unrolled.runs.training import experiment, own_data
from unrolled.tasks.kinds.series import SeriesTask

from .conftest import fresh_client

TEXT = "\n".join(str(round(10 + (i % 5) * 1.5 + i / 50, 2)) for i in range(80))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """An app in whose own process nothing of the kind can be done; its workers are others."""

    def never(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the web process is not to do this")

    with fresh_client() as client:
        monkeypatch.setattr(experiment.Experiment, "__init__", never)
        monkeypatch.setattr(SeriesTask, "baselines", never)
        monkeypatch.setattr(activation, "figure", never)
        for module, name in ((tasks, "own_task"), (tasks, "read_task"), (own_data, "read_task")):
            monkeypatch.setattr(module, name, never)
        yield client


def test_nothing_of_it_is_done_for_a_run_of_own_data(client: TestClient) -> None:
    kept = client.post("/api/datasets", json={"kind": "series", "text": TEXT}).json()
    config: dict[str, Any] = {"task": kept["config"]["task"], "updates": 120}
    made = client.post("/api/runs", json=config)
    assert made.status_code == 201, made.text
    run = made.json()
    fork = client.post(
        f"/api/runs/{run['id']}/forks",
        json={"update": 110, "edits": {"params": [{"name": "b_y", "value": [0.5]}]}},
    )
    assert fork.status_code == 201, fork.text
    url = f"/api/runs/{fork.json()['id']}"
    asked = [
        *("", "/frames/115?fields=default,flow", "/events?from=1&count=20", "/scalars?to=120"),
        *("/figures?update=115", "/figures/activation", "/figures/hidden?update=115"),
        *("/figures/hidden?update=115&bound=false", "/trace?update=3", "/timing"),
        *("/inspect/3?what=hidden", "/check/3?name=b_y&index=0"),
        *("/export?update=115", "/export?format=html&update=115"),
    ]
    for path in asked:
        assert client.get(url + path).status_code == 200, path
    for path, body in (("predict", {"inputs": [[0.5]] * 12}), ("forecast", {})):
        answer = client.post(f"{url}/{path}", json={"update": 115, **body})
        assert answer.status_code == 200, answer.text
    listed = client.get("/api/runs").json()["runs"]
    assert [one["id"] for one in listed] == [fork.json()["id"], run["id"]]


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"task": {"name": "own_series", "dataset": "0123456789abcdef"}}, "task.dataset"),
        ({"task": {"name": "sunspots"}, "schedule": {"k": 70}}, "schedule.k"),
    ],
)
def test_a_worker_says_what_does_not_fit(
    client: TestClient, config: dict[str, Any], field: str
) -> None:
    answer = client.post("/api/runs", json=config)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_it_imports_nothing_that_reads_tables() -> None:
    """Neither at its start nor after an upload: the reader's process alone has use for it."""
    program = f"""
import sys
from fastapi.testclient import TestClient
from unrolled.main import create_app

app = create_app(workers=1, hosts=["testserver"])
assert "pandas" not in sys.modules, "at its start"
with TestClient(app) as client:
    body = {{"kind": "series", "text": {TEXT!r}}}
    for path in ("/api/datasets/preview", "/api/datasets"):
        assert client.post(path, json=body).is_success
assert "pandas" not in sys.modules, "after an upload"
"""
    subprocess.run([sys.executable, "-c", program], check=True)
