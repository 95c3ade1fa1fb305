"""Streams: resumed without gap or repeat, as events or as lines, and dropped when not read."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message
from unrolled.runs.workers.jobs import Event
from unrolled.web.reply import stream
from unrolled.web.reply.stream import EventStream, JsonLines, Position, chunks, json_lines, position

from ...server import PATIENCE, wait_until
from ..routes.test_api import events


def test_a_stream_goes_on_after_the_last_event_that_was_seen(
    client: TestClient, run: dict[str, Any]
) -> None:
    url = f"/api/runs/{run['id']}/events?from=91&count=20&every=2&fields=update,loss"
    whole = events(client, url)
    for seen in (0, 3, 19):
        key = whole[seen][1]
        assert key is not None
        assert events(client, url, **{"Last-Event-ID": key}) == whole[seen + 1 :]
    between = events(client, url, **{"Last-Event-ID": "94"})
    assert between == whole[2:]  # 94 is not one of them: from 95 on


def test_micro_steps_go_on_too(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/events?from=100&count=2&granularity=timestep"
    whole = events(client, url)
    for seen in (0, 5, len(whole) // 2 - 1, len(whole) - 2):
        key = whole[seen][1]
        assert key is not None
        assert events(client, url, **{"Last-Event-ID": key}) == whole[seen + 1 :]


@pytest.mark.parametrize("said", ["", "x", "-3", "1.2.3", "9" * 40, "NaN", "½"])
def test_an_id_that_says_nothing_begins_at_the_beginning(
    client: TestClient, run: dict[str, Any], said: str
) -> None:
    assert position(said) is None
    url = f"/api/runs/{run['id']}/events?from=1&count=2&fields=loss"
    headers = [(b"Last-Event-ID", said.encode())]
    assert client.get(url, headers=headers).text == client.get(url).text


def test_positions() -> None:
    assert position(None) is None
    assert position(" 12 ") == Position(12, None)
    assert position("12.3") == Position(12, 3)


def test_the_same_range_as_lines(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/events?from=98&count=5&fields=update,loss"
    answer = client.get(url, headers={"Accept": "application/jsonl"})
    assert answer.headers["content-type"].startswith("application/jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == [data for event, _, data in events(client, url) if event == "frame"]


def idle_worker(client: TestClient) -> Any:
    """The only one, once it is through with what earlier tests have given up."""
    app: Any = client.app
    idle = app.state.store._workers._idle
    wait_until(lambda: idle)
    return idle[0]


def test_a_stream_that_cannot_go_on_says_so(
    client: TestClient, run: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = idle_worker(client)
    executor = worker.executor

    class Deadly:
        def submit(self, *_: object) -> Any:
            return executor.submit(os._exit, 1)

    monkeypatch.setattr(worker, "executor", Deadly())
    url = f"/api/runs/{run['id']}/events?from=4001&count=3&fields=loss,delta"
    ((event, _, data),) = events(client, url)
    assert event == "error"
    assert data["error"]["code"] == "worker_died"
    lines = client.get(url, headers={"Accept": "application/jsonl"}).text.splitlines()
    assert json.loads(lines[-1])["error"]["code"] == "worker_died"
    frame = client.get(f"/api/runs/{run['id']}/frames/4001?fields=loss,delta")
    assert (frame.status_code, frame.json()["error"]["code"]) == (500, "worker_died")


def test_work_that_takes_too_long_is_told_of(
    client: TestClient, run: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = idle_worker(client)
    monkeypatch.setattr(worker.executor, "_deadline", 0.0)
    answer = client.get(f"/api/runs/{run['id']}/frames/4002?fields=loss,delta")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "took_too_long")
    monkeypatch.undo()
    assert client.get(f"/api/runs/{run['id']}/frames/4002?fields=loss,delta").is_success


def test_chunks_are_the_same_bytes_in_larger_pieces() -> None:
    parts = [bytes([i]) * size for i, size in enumerate([10, 40_000, 15_000, 15_000, 15_000, 1])]
    joined = list(chunks(parts))
    assert b"".join(joined) == b"".join(parts)
    assert [len(chunk) for chunk in joined] == [10, 40_000, 30_000, 15_001]


@pytest.mark.parametrize("kind", ["events", "lines"])
def test_who_does_not_read_is_let_go(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its frames are asked for no faster than they are taken."""
    monkeypatch.setattr(stream, "SEND_TIMEOUT", (0.05, 0.06))
    asked = []

    async def frames() -> AsyncGenerator[list[Event]]:
        for number in range(1000):
            asked.append(number)
            yield [Event(str(number), b"{}")]

    async def lines() -> AsyncIterator[bytes]:
        async for found in frames():
            yield found[0].data

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        if message.get("body"):
            await asyncio.Event().wait()

    async def main() -> None:
        run: Any = None
        found = json_lines(frames(), run) if kind == "lines" else lines()
        response = JsonLines(found) if kind == "lines" else EventStream(found)
        scope = {"type": "http", "asgi": {"spec_version": "2.4"}, "method": "GET"}
        await asyncio.wait_for(response(scope, receive, send), PATIENCE)

    asyncio.run(main())
    assert asked == [0]
