"""Frames of a range as they are computed: as server-sent events, or as JSON Lines.

The server never waits for an animation: it sends as fast as the viewer reads, a bounded range at a
time. One that does not read is let go.
"""

import asyncio
import logging
import re
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from contextlib import aclosing
from itertools import chain, islice
from random import uniform
from typing import NamedTuple

import anyio
import orjson
from sse_starlette import EventSourceResponse
from sse_starlette.sse import SendTimeoutError
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from ...runs.errors import WorkerDiedError
from ...runs.store.store import Store, pieces
from ...runs.training.lineage import Recording
from ...runs.workers.jobs import Encoding, Event
from .errors import ApiError, problem_json, worker_died
from .formats import JSON_LINES

SEND_TIMEOUT = (5.0, 11.0)  # seconds; not all at once, for letting go takes a moment
AHEAD = 1  # pieces
PIECE = 4_000_000  # bytes, about, of frames held for one viewer at a time
CHUNK = 32768  # bytes sent at a time, unless one event is larger
EVENT_STREAM = "text/event-stream"
log = logging.getLogger(__name__)

# Uvicorn's word for an answer that ends before its time, as that of a viewer who is let go does.
UNFINISHED = "ASGI callable returned without completing response."
logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != UNFINISHED)
# And asyncio's for a page that was closed meanwhile.
CLOSED = "socket.send() raised exception."
logging.getLogger("asyncio").addFilter(lambda record: record.msg != CLOSED)


class Position(NamedTuple):
    """A place in a stream: after a frame, or after one of its micro-steps."""

    update: int
    microstep: int | None = None


def position(last_event_id: str | None) -> Position | None:
    """Where a reader was, from the id of the last event that it saw; None if that says nothing."""
    found = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,9}))?", (last_event_id or "").strip())
    if not found:
        return None
    return Position(int(found[1]), None if found[2] is None else int(found[2]))


async def frames(
    store: Store, run: Recording, wanted: range, encoding: Encoding, after: Position | None = None
) -> AsyncGenerator[list[Event]]:
    """The events of the updates `wanted`, those after a position, a block's at a time."""
    update, microstep = after or Position(0)
    begun = encoding.micro and microstep is not None  # then some of the update's events lack
    seen = sum(one <= update - begun for one in wanted)
    # The next ones are computed while these are sent.
    asked = deque[asyncio.Task[dict[int, list[Event]]]]()
    numbers = run.config.schedule.k * run.config.hidden_size  # of one array; a frame has about ten
    to_come = pieces(wanted[seen:], max(8, PIECE // (80 * numbers)))
    try:
        while True:
            for piece in islice(to_come, 1 + AHEAD - len(asked)):
                asked.append(asyncio.create_task(store.events(run, piece, encoding)))
            if not asked:
                return
            found = await asked[0]
            asked.popleft()
            if begun and update in found:
                found[update] = found[update][(microstep or 0) + 1 :]
            yield list(chain.from_iterable(found.values()))
    finally:
        for task in asked:
            task.cancel()


def chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts, some of them together: fewer, and the bytes in them are equal."""
    together: list[bytes] = []
    size = 0
    for part in parts:
        if together and size + len(part) > CHUNK:
            yield b"".join(together)
            together, size = [], 0
        together.append(part)
        size += len(part)
    if together:
        yield b"".join(together)


def problem(error: Exception, run: Recording) -> bytes:
    """What a reader is told where a stream cannot go on."""
    log.error("The updates of run %s could not be computed", run.id, exc_info=error)
    if isinstance(error, WorkerDiedError):
        return problem_json(worker_died(error))
    return problem_json(ApiError(500, "internal", expected="updates"))


async def server_sent_events(
    found: AsyncGenerator[list[Event]], run: Recording, following: int
) -> AsyncIterator[bytes]:
    """`frame` events, whose ids are the updates; then `done`, or `error`."""
    try:
        async with aclosing(found):
            async for events in found:
                for chunk in chunks(map(_frame_event, events)):
                    yield chunk
        yield _event("done", orjson.dumps({"next": following}))
    except Exception as error:
        yield _event("error", problem(error, run))


async def json_lines(found: AsyncGenerator[list[Event]], run: Recording) -> AsyncIterator[bytes]:
    """A frame a line; where the last line is {"error": …}, the stream could not go on."""
    try:
        async with aclosing(found):
            async for events in found:
                for chunk in chunks(event.data + b"\n" for event in events):
                    yield chunk
    except Exception as error:
        yield problem(error, run) + b"\n"


class EventStream(EventSourceResponse):
    """Lets go a viewer who does not read, without a word in the log."""

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        super().__init__(content, send_timeout=uniform(*SEND_TIMEOUT))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except* SendTimeoutError:
            log.info("A viewer did not read and was let go")


class JsonLines(StreamingResponse):
    """Lets go a reader who does not read."""

    media_type = JSON_LINES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            with anyio.fail_after(uniform(*SEND_TIMEOUT)):
                await send(message)

        try:
            await super().__call__(scope, receive, send_in_time)
        except (TimeoutError, ClientDisconnect):
            log.info("A reader did not read and was let go")


def _frame_event(event: Event) -> bytes:
    return b"id: %b\nevent: frame\ndata: %b\n\n" % (event.id.encode(), event.data)


def _event(name: str, data: bytes) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)
