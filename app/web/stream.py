"""Frames as server-sent events: a bounded segment, then `done`; a failure is an `error` event."""

import logging
from collections.abc import AsyncIterator

import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent

from ..runs.store import Recording, Store, pieces
from ..runs.worker import CHECKPOINT_EVERY, Encoding
from .errors import ApiError, problem_json

SEND_TIMEOUT = 30.0  # seconds after which a client that does not read is let go
log = logging.getLogger(__name__)


def event_response(
    store: Store, recording: Recording, wanted: range, encoding: Encoding
) -> EventSourceResponse:
    """The updates `wanted` as they are computed; the ids of the events are the updates."""
    return EventSourceResponse(
        _events(store, recording, wanted, encoding), send_timeout=SEND_TIMEOUT
    )


async def _events(
    store: Store, recording: Recording, wanted: range, encoding: Encoding
) -> AsyncIterator[ServerSentEvent]:
    try:
        for piece in pieces(wanted, CHECKPOINT_EVERY):
            for events in (await store.events(recording, piece, encoding)).values():
                for event in events:
                    yield ServerSentEvent(event.data.decode(), event="frame", id=event.id)
        after = wanted[-1] + wanted.step
        yield ServerSentEvent(orjson.dumps({"next": after}).decode(), event="done")
    except Exception:
        log.exception("A segment of run %s failed", recording.id)
        failure = ApiError(500, "internal", "These updates could not be computed.")
        yield ServerSentEvent(problem_json(failure).decode(), event="error")
