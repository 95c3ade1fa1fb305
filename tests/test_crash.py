"""Processes that are killed: the numbers go on where they were, and are the same."""

import os
import signal
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from .server import ask, children, is_alive, serve, wait_until

CONFIG = {"task": {"name": "sunspots"}, "updates": 2000}
RANGE = "events?from=1001&count=500&enc=b64"


def stream(url: str, after: str | None = None) -> Iterator[tuple[str, str]]:
    """(id, data) of each frame as it arrives; ends where the connection does."""
    request = Request(url, headers={} if after is None else {"Last-Event-ID": after})
    try:
        with urlopen(request) as answer:
            key = ""
            for line in map(bytes.decode, answer):
                if line.startswith("id: "):
                    key = line[4:].strip()
                if line.startswith("data: ") and key:
                    yield key, line[6:].strip()
                if not line.strip():
                    key = ""
    except (OSError, HTTPException):
        return


@pytest.mark.thorough
def test_a_server_killed_in_the_middle_of_a_stream(tmp_path: Path) -> None:
    """The reader comes back with the id of its last event to a server started anew."""
    with serve("--port", "0") as (_, url):
        run = ask(f"{url}/api/runs", CONFIG)["id"]
        whole = list(stream(f"{url}/api/runs/{run}/{RANGE}"))
    assert [key for key, _ in whole] == [str(update) for update in range(1001, 1501)]

    data = tmp_path / "runs.sqlite3"
    seen: list[tuple[str, str]] = []
    workers: list[int] = []
    with serve("--port", "0", data=data) as (process, url):
        assert ask(f"{url}/api/runs", CONFIG)["id"] == run
        for event in stream(f"{url}/api/runs/{run}/{RANGE}"):
            seen.append(event)
            if len(seen) == 120:
                workers = children(process.pid)
                os.kill(process.pid, signal.SIGKILL)
    assert 120 <= len(seen) < 500
    assert workers
    wait_until(lambda: not any(map(is_alive, workers)))  # they end by themselves
    with serve("--port", "0", data=data) as (_, url):
        seen += stream(f"{url}/api/runs/{run}/{RANGE}", after=seen[-1][0])
        assert ask(f"{url}/api/runs/{run}")["notice"] is None
    assert seen == whole


@pytest.mark.thorough
def test_a_worker_killed_in_the_middle_of_a_stream() -> None:
    with serve("--port", "0") as (process, url):
        run = ask(f"{url}/api/runs", CONFIG)["id"]
        seen = []
        for key, _ in stream(f"{url}/api/runs/{run}/{RANGE}"):
            seen.append(int(key))
            if len(seen) in (10, 210):
                for worker in children(process.pid):
                    os.kill(worker, signal.SIGKILL)
    assert seen == list(range(1001, 1501))


def test_two_readers_at_different_places() -> None:
    with serve("--port", "0") as (_, url):
        run = ask(f"{url}/api/runs", CONFIG)["id"]
        one = stream(f"{url}/api/runs/{run}/events?from=1&count=300&fields=update")
        two = stream(f"{url}/api/runs/{run}/events?from=1701&count=300&fields=update")
        pairs = list(zip(one, two, strict=True))
    assert [(int(a), int(b)) for (a, _), (b, _) in pairs] == [
        (update, update + 1700) for update in range(1, 301)
    ]


def test_the_same_bytes_from_processes_that_know_nothing_of_each_other() -> None:
    bodies = []
    for _ in range(2):
        with serve("--port", "0") as (_, url):
            run = ask(f"{url}/api/runs", CONFIG)["id"]
            with urlopen(f"{url}/api/runs/{run}/frames/321?enc=b64") as answer:
                bodies.append(answer.read())
    assert bodies[0] == bodies[1]
