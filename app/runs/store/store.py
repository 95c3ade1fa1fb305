"""All recordings. Asked for what is not known yet, the store has a worker compute it."""

import sqlite3
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ...engine.train import Update
from ..arithmetic import Arithmetic
from ..config.ids import FORMAT, plain
from ..config.settings import RunConfig
from ..errors import HasForksError, Notice, UnknownRunError
from ..frame.fields import at_hand, frame
from ..training.description import Description, describe
from ..training.experiment import Experiment, forked
from ..training.forks import Edits, Fork, joined
from ..training.lineage import BLOCK, Recording, Stretch, block_of
from ..training.network import network_of
from ..workers.jobs import (
    SCALARS,
    Block,
    Encoding,
    Event,
    compute_at,
    compute_block,
    compute_events,
)
from ..workers.pool import Workers
from ..workers.shared import Shared
from .connection import Connection
from .database import Database, Format
from .frame_cache import FrameCache
from .rows import renewed, row_of, stretch_of
from .scalars import Scalars

T = TypeVar("T")
DESCRIPTIONS = 64  # kept: of a large series one takes some 100 kB


class Store:
    """Configs, forks, checkpoints and scalars are kept in a file; frames for a while, in memory.

    `arithmetic` is that of the executors' processes.
    """

    def __init__(
        self, executors: Sequence[Executor], path: str | Path, arithmetic: Arithmetic
    ) -> None:
        self.arithmetic = arithmetic
        self._connection = Connection(
            path,
            Format(FORMAT, arithmetic.name),
            lambda rows: executors[0].submit(renewed, rows, arithmetic).result() if rows else {},
        )
        self._workers = Workers(executors)
        self._frames = FrameCache()
        self._blocks: Shared[Block] = Shared()
        self._descriptions: Shared[Description] = Shared(keep=DESCRIPTIONS)
        self._events: Shared[dict[int, list[Event]]] = Shared()

    @property
    def notice(self) -> Notice | None:
        """Why runs are not kept in the file, if they are not."""
        return self._connection.notice

    def close(self) -> None:
        """What is kept stays in the file."""
        self._connection.close()

    async def compute(
        self, work: Callable[..., T], *arguments: object, about: Hashable = None
    ) -> T:
        """What a worker makes of `work`, a function of a module. Raises WorkerDiedError."""
        return await self._workers.compute(work, *arguments, about=about)

    async def describe(self, config: RunConfig) -> Description:
        """What a config comes to."""
        return await self._descriptions.get(config, lambda: self.compute(describe, config))

    async def add(self, config: RunConfig) -> Recording:
        """The recording of a config, new or as it stands; it is `plain`."""
        run = config.id(self.arithmetic)
        return await self._add(Recording(run, Stretch(plain(config)), created=time.time()))

    async def fork(self, parent: Recording, update: int, edits: Edits) -> Recording:
        """The run that is another one up to `update` and goes its own way from there.

        With edits that change nothing it is that other one. Raises InputError for edits that do
        not fit.
        """
        parent = parent.at(update)
        if parent.parent and parent.fork and update == parent.stretch.first:
            first, parent = parent.fork.edits, parent.parent.at(update)
            both = joined(first, edits, parent.config)
            if both is None:
                return parent
            edits = both
        stretch = await self.compute(forked, parent.stretch, update, edits)
        changes_values = edits.params or edits.inputs or edits.targets
        if stretch.config == parent.config and not changes_values:
            return parent
        fork = Fork(parent=parent.id, update=update, edits=edits)
        return await self._add(Recording(fork.id, stretch, parent, created=time.time()))

    async def get(self, run: str) -> Recording:
        """A run by its id, or by the one that it had in another format. Raises UnknownRunError."""
        found = await self._runs([run])
        if not found:
            present = await self._connection.ask(lambda database: database.present_id(run))
            found = await self._runs([present]) if present else []
        if not found:
            raise UnknownRunError(run)
        return found[0]

    async def latest(self, limit: int, before: str | None = None) -> list[Recording]:
        """The newest runs, newest first; those made before the run `before`.

        Raises UnknownRunError if there is no such run.
        """
        if before is not None:
            before = (await self.get(before)).id
        return await self._runs(
            await self._connection.ask(lambda database: database.latest(limit, before))
        )

    async def rename(self, run: Recording, name: str | None) -> Recording:
        """Give a run a name, or none."""
        await self._connection.ask(lambda database: database.rename(run.id, name))
        return await self.get(run.id)

    async def delete(self, run: Recording) -> None:
        """Forget a run. Raises HasForksError."""
        try:
            await self._connection.ask(lambda database: database.delete(run.id))
        except sqlite3.IntegrityError:
            forks = await self._connection.ask(lambda database: database.children(run.id))
            raise HasForksError(forks) from None

    async def events(
        self, run: Recording, wanted: range, encoding: Encoding
    ) -> dict[int, list[Event]]:
        """The encoded frames of some updates of one block, in order."""
        number = block_of(wanted[0])
        owner = run.owner(number)
        found = {update: self._frames.get((owner.id, update, encoding)) for update in wanted}
        missing = [update for update, events in found.items() if events is None]
        if missing:
            span = range(missing[0], missing[-1] + 1, wanted.step)
            for update, events in (await self._made(run, number, span, encoding)).items():
                self._frames.put((owner.id, update, encoding), events)
                found[update] = events
        return {update: events for update, events in found.items() if events is not None}

    async def _made(
        self, run: Recording, number: int, wanted: range, encoding: Encoding
    ) -> dict[int, list[Event]]:
        """The frames of some updates of a block.

        If they are the last ones of a block that is not known, and nothing is to be computed for
        them, a worker computes it first, and makes the frames while another one goes on with the
        next block.
        """
        owner, stretches = run.owner(number).id, run.stretches(number)
        ends_block = wanted[-1] == min((number + 1) * BLOCK, run.last_update)
        is_quick = not encoding.micro and at_hand(network_of(run.config), encoding.fields)
        is_new = ends_block and is_quick and await self._known_scalars(owner, number) is None
        state = await self._state_before(run, number)
        if is_new:
            await self._block(run, number, state, wanted, encoding)
        return await self._events.get(
            (owner, wanted, encoding),
            lambda: self.compute(
                compute_events, stretches, state, wanted, encoding, about=(owner, number)
            ),
        )

    async def frame(
        self, run: Recording, update: int, fields: tuple[str, ...] | None = None
    ) -> dict[str, Any]:
        """One frame, with NumPy arrays."""
        return await self.at(run, update, partial(frame, fields=fields))

    async def at(self, run: Recording, update: int, work: Callable[[Experiment, Update], T]) -> T:
        """What `work` makes of one update, in a worker."""
        number = block_of(update)
        checkpoint = await self._state_before(run, number)
        return await self.compute(compute_at, run.stretches(number), checkpoint, update, work)

    async def scalars(self, run: Recording, first: int, last: int) -> Scalars:
        """SCALARS of the updates first … last."""
        blocks = range(block_of(first), block_of(last) + 1)
        parts = [await self._scalars(run, number) for number in blocks]
        values = np.frombuffer(b"".join(parts)).reshape(-1, len(SCALARS))
        skipped = first - 1 - blocks[0] * BLOCK
        return Scalars(first, values[skipped : skipped + last - first + 1])

    async def _scalars(self, run: Recording, number: int) -> bytes:
        known = await self._known_scalars(run.owner(number).id, number)
        if known is not None:
            return known
        return (await self._block(run, number, await self._state_before(run, number))).scalars

    async def _known_scalars(self, owner: str, number: int) -> bytes | None:
        return await self._connection.ask(lambda database: database.scalars(owner, number))

    async def _block(
        self, run: Recording, number: int, state: bytes | None, *frames: range | Encoding
    ) -> Block:
        """A block computed from the state that it begins with, and kept."""
        owner, stretches = run.owner(number).id, run.stretches(number)

        async def work() -> Block:
            block = await self.compute(
                compute_block, stretches, number, state, *frames, about=(owner, number)
            )
            await self._connection.ask(
                lambda database: database.put(owner, number, block.scalars, block.checkpoint)
            )
            return block

        return await self._blocks.get((owner, number), work)

    async def _state_before(self, run: Recording, number: int) -> bytes | None:
        """The state that a block begins with; None for the first. What lacks is computed."""
        known, state = await self._last_known_state(run, number - 1)
        for missing in range(known + 1, number):
            state = (await self._block(run, missing, state)).checkpoint
        return state

    async def _last_known_state(self, run: Recording, highest: int) -> tuple[int, bytes | None]:
        """The last known block up to `highest` and the state at its end; -1 and None if none."""
        for one in run.ancestry():
            lowest = block_of(one.stretch.first)
            if lowest <= highest:
                found = await self._connection.ask(_checkpoint(one.id, lowest, highest))
                if found:
                    return found
                highest = lowest - 1
        return -1, None

    async def _add(self, run: Recording) -> Recording:
        try:
            await self._connection.ask(lambda database: database.add([row_of(run)]))
        except sqlite3.IntegrityError:  # its ancestors are not kept any more
            rows = [row_of(one) for one in run.ancestry()]
            await self._connection.ask(lambda database: database.add(reversed(rows)))
        return await self.get(run.id)

    async def _runs(self, ids: list[str]) -> list[Recording]:
        """Those of these runs that are kept. Another server may have changed them meanwhile."""
        known: dict[str, Recording] = {}
        for row in await self._connection.ask(lambda database: database.lineages(ids)):
            parent = None if row.parent is None else known[row.parent]
            stretch = stretch_of(row)
            known[row.id] = Recording(row.id, stretch, parent, row.name, row.created)
        return [known[run] for run in ids if run in known]


def _checkpoint(
    run: str, lowest: int, highest: int
) -> Callable[[Database], tuple[int, bytes] | None]:
    return lambda database: database.checkpoint(run, lowest, highest)


def pieces(wanted: range, most: int = BLOCK) -> Iterator[range]:
    """`wanted` cut into what lies in each block, at most so many updates at a time."""
    start = 0
    while start < len(wanted):
        end = (block_of(wanted[start]) + 1) * BLOCK
        stop = start + min(most, (end - wanted[start]) // wanted.step + 1)
        yield wanted[start:stop]
        start = stop
