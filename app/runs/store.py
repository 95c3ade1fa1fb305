"""The recordings, kept in memory: configs, checkpoints, scalars and recent frames."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from concurrent.futures import Executor
from typing import Any, NamedTuple

import numpy as np

from ..engine.train import TrainState
from .config import RunConfig
from .worker import (
    CHECKPOINT_EVERY,
    Encoding,
    EvaluatedAt,
    Event,
    Segment,
    compute_frame,
    compute_segment,
)

MAX_RUNS = 500
MAX_FRAME_BYTES = 64_000_000


class Scalars(NamedTuple):
    """Losses and gradient norms of updates `first` …, and the evaluations among them."""

    first: int
    losses: list[float]
    grad_norms: list[float]
    evaluations: list[EvaluatedAt]


class Recording:
    """What is known of one run so far."""

    def __init__(self, config: RunConfig) -> None:
        self.config, self.id, self.last_update = config, config.id, config.updates
        self.known = np.zeros(config.updates + 1, bool)  # by update; 0 is not one
        self.losses = np.zeros(config.updates + 1)
        self.grad_norms = np.zeros(config.updates + 1)
        self.evaluations: dict[int, EvaluatedAt] = {}
        self.checkpoints: dict[int, TrainState] = {}

    def checkpoint_before(self, update: int) -> TrainState | None:
        """The last checkpoint from which `update` is still to come."""
        below = range((update - 1) // CHECKPOINT_EVERY * CHECKPOINT_EVERY, 0, -CHECKPOINT_EVERY)
        return next((self.checkpoints[u] for u in below if u in self.checkpoints), None)

    def add(self, segment: Segment) -> None:
        """Keep what a segment brought."""
        part = slice(segment.first, segment.first + len(segment.losses))
        self.known[part] = True
        self.losses[part] = segment.losses
        self.grad_norms[part] = segment.grad_norms
        self.evaluations |= {evaluated.update: evaluated for evaluated in segment.evaluations}
        self.checkpoints |= {state.update: state for state in segment.checkpoints}


class FrameCache:
    """Encoded frames by (run, update, encoding); the least lately used go first."""

    def __init__(self, max_bytes: int = MAX_FRAME_BYTES) -> None:
        self._frames: OrderedDict[tuple[str, int, Encoding], list[Event]] = OrderedDict()
        self._bytes, self._max_bytes = 0, max_bytes

    def get(self, key: tuple[str, int, Encoding]) -> list[Event] | None:
        """The events of one update, or None."""
        if key in self._frames:
            self._frames.move_to_end(key)
        return self._frames.get(key)

    def put(self, key: tuple[str, int, Encoding], events: list[Event]) -> None:
        """Keep the events of one update."""
        if key in self._frames:
            return
        self._frames[key] = events
        self._bytes += _size(events)
        while self._bytes > self._max_bytes and len(self._frames) > 1:
            _, dropped = self._frames.popitem(last=False)
            self._bytes -= _size(dropped)


def _size(events: list[Event]) -> int:
    return sum(len(event.data) for event in events)


class Store:
    """All recordings. Asked for what is not known yet, it has a worker compute it."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._recordings: OrderedDict[str, Recording] = OrderedDict()
        self._frames = FrameCache()
        self._under_way: dict[Hashable, asyncio.Task[Segment]] = {}

    def add(self, config: RunConfig) -> Recording:
        """The recording of a config, new or as it stands."""
        recording = self._recordings.setdefault(config.id, Recording(config))
        while len(self._recordings) > MAX_RUNS:
            self._recordings.popitem(last=False)
        return self.get(recording.id)

    def get(self, run_id: str) -> Recording:
        """Raises KeyError for an id that no run here has: the least lately used are forgotten."""
        self._recordings.move_to_end(run_id)
        return self._recordings[run_id]

    async def events(
        self, recording: Recording, wanted: range, encoding: Encoding
    ) -> dict[int, list[Event]]:
        """The encoded frames of the updates `wanted`, in order."""
        found = {u: self._frames.get((recording.id, u, encoding)) for u in wanted}
        missing = [update for update, events in found.items() if events is None]
        if missing:
            span = range(missing[0], missing[-1] + 1, wanted.step)
            segment = await self._compute(recording, missing[0], missing[-1], span, encoding)
            for update, events in segment.events.items():
                self._frames.put((recording.id, update, encoding), events)
            found |= segment.events
        return {update: events for update, events in found.items() if events is not None}

    async def frame(self, recording: Recording, update: int) -> dict[str, Any]:
        """One whole frame, with NumPy arrays."""
        start = recording.checkpoint_before(update)
        work = self._executor.submit(compute_frame, recording.config, start, update)
        return await asyncio.wrap_future(work)

    async def scalars(self, recording: Recording, first: int, last: int) -> Scalars:
        """Losses and gradient norms of updates first … last."""
        unknown = np.flatnonzero(~recording.known[first : last + 1])
        if len(unknown):
            await self._compute(recording, first + int(unknown[0]), last, range(0), Encoding())
        part = slice(first, last + 1)
        evaluations = [e for u, e in sorted(recording.evaluations.items()) if first <= u <= last]
        return Scalars(
            first,
            recording.losses[part].tolist(),
            recording.grad_norms[part].tolist(),
            evaluations,
        )

    async def _compute(
        self, recording: Recording, first: int, last: int, wanted: range, encoding: Encoding
    ) -> Segment:
        """A segment. A whole class that asks for the same at the same time waits for one."""
        key = (recording.id, first, last, wanted, encoding)
        if key not in self._under_way:
            work = asyncio.create_task(self._work(recording, first, last, wanted, encoding))
            self._under_way[key] = work
            work.add_done_callback(lambda _: self._under_way.pop(key))
        return await asyncio.shield(self._under_way[key])

    async def _work(
        self, recording: Recording, first: int, last: int, wanted: range, encoding: Encoding
    ) -> Segment:
        start = recording.checkpoint_before(first)
        work = self._executor.submit(
            compute_segment, recording.config, start, last, wanted, encoding
        )
        segment = await asyncio.wrap_future(work)
        recording.add(segment)
        return segment


def pieces(wanted: range, size: int) -> Iterator[range]:
    """`wanted` cut where a multiple of `size` updates is crossed, so that each piece is quick."""
    start = 0
    while start < len(wanted):
        first = wanted[start]
        limit = (first - 1) // size * size + size
        stop = start + 1
        while stop < len(wanted) and wanted[stop] <= limit:
            stop += 1
        yield wanted[start:stop]
        start = stop
