"""Worker processes that die, blocks that many ask for, and work that nobody wants any more."""

import asyncio
import os
import signal
import threading
from concurrent.futures import Executor, Future
from typing import Any

import pytest
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.encode import Writing
from unrolled.runs.frame.fields import at_hand
from unrolled.runs.store.store import Store
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.runs.workers import jobs as worker
from unrolled.runs.workers.jobs import Encoding, compute_block, compute_events
from unrolled.runs.workers.pool import Workers
from unrolled.runs.workers.process import WorkerProcess

from ..conftest import CountingExecutor, using

CONFIG = parse_config({"task": {"name": "sine"}, "updates": 300})
LOSS = Encoding(("update", "loss"))


def test_those_who_ask_for_the_same_at_once_wait_for_one(threads: CountingExecutor) -> None:
    async def ask(store: Store) -> None:
        run = await store.add(CONFIG)
        frames = await asyncio.gather(*(store.events(run, range(1, 4), LOSS) for _ in "abc"))
        assert frames[0] == frames[1] == frames[2]
        assert list(frames[0]) == [1, 2, 3]
        assert threads.submitted == 1
        await store.events(run, range(1, 3), LOSS)
        assert threads.submitted == 1

    using(threads, ask)


def test_who_goes_away_takes_nothing_from_those_who_wait(threads: CountingExecutor) -> None:
    async def ask(store: Store) -> int:
        run = await store.add(CONFIG)
        gone = asyncio.create_task(store.scalars(run, 1, 300))
        stayed = asyncio.create_task(store.scalars(run, 1, 300))
        await asyncio.sleep(0)
        gone.cancel()
        return len((await stayed).values)

    assert using(threads, ask) == 300


@pytest.mark.parametrize(
    "encoding", [LOSS, Encoding(), Encoding(writing=Writing(b64=True)), Encoding(micro=True)]
)
def test_frames_kept_of_a_block_are_those_made_afresh(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretches, wanted = (Stretch(CONFIG),), range(60, 101)
    fresh = compute_events(stretches, None, wanted, encoding)
    plain = compute_block(stretches, 0, None)
    assert compute_block(stretches, 0, None, wanted, encoding) == plain
    with monkeypatch.context() as nothing_is_trained:
        nothing_is_trained.delattr(worker, "_updates")
        assert compute_events(stretches, None, wanted, encoding) == fresh
    assert compute_events(stretches, None, wanted, encoding) == fresh  # they are kept for one


def test_the_worker_that_knows_is_asked_and_else_the_one_idle_for_the_longest_time() -> None:
    asked: list[int] = []

    class Named(Executor):
        """Its work is done when it is submitted: who has the answer finds it idle again."""

        def __init__(self, name: int) -> None:
            self.name = name

        def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Any:
            asked.append(self.name)
            done: Future[Any] = Future()
            done.set_result(work(*args, **kwargs))
            return done

    async def ask() -> None:
        workers = Workers([Named(1), Named(2), Named(3)])
        for about in ("a", "b", "b", "c", "a", "d", "b"):
            await workers.compute(int, about=about)

    asyncio.run(ask())
    assert asked == [1, 2, 2, 3, 1, 2, 3]


def test_a_new_run_that_is_streamed_is_trained_once(threads: CountingExecutor) -> None:
    async def ask(store: Store) -> list[bytes]:
        run = await store.add(CONFIG)
        found = [await store.events(run, range(n, n + 100), LOSS) for n in (1, 101, 201)]
        assert threads.submitted == 6  # three blocks, and the frames of each
        assert (await store.scalars(run, 1, 300)).column("loss")
        assert threads.submitted == 6
        return [event.data for piece in found for (event,) in piece.values()]

    async def ask_one(store: Store) -> bytes:
        return (await store.events(await store.add(CONFIG), range(300, 301), LOSS))[300][0].data

    assert using(threads, ask)[-1] == using(threads, ask_one)


@pytest.mark.parametrize(
    ("fields", "quick"),
    [(("update", "loss", "hidden", "delta"), True), (None, False), (("hidden", "flow"), False)],
)
def test_frames_that_take_long_do_not_hold_up_the_next_block(
    fields: tuple[str, ...] | None, quick: bool
) -> None:
    assert at_hand(Experiment(Stretch(CONFIG)).model, fields) is quick


class SlowExecutor(CountingExecutor):
    """Begins no work before it may."""

    def __init__(self) -> None:
        super().__init__(1)
        self.may_begin = threading.Event()

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Any:
        def later() -> Any:
            self.may_begin.wait()
            return work(*args, **kwargs)

        return super().submit(later)


def test_what_nobody_wants_any_more_is_not_computed() -> None:
    """A seek to the last of three blocks, given up while the first is computed."""

    async def ask(store: Store) -> None:
        run = await store.add(CONFIG)
        gone = asyncio.create_task(store.events(run, range(300, 301), LOSS))
        while slow.submitted == 0:
            await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        slow.may_begin.set()
        assert slow.submitted == 1
        found = await store.events(run, range(300, 301), LOSS)
        assert list(found) == [300]

    with SlowExecutor() as slow:
        using(slow, ask)


def test_a_worker_killed_in_the_middle_is_not_noticed(process: WorkerProcess) -> None:
    expected = using(process, _losses)

    async def ask(store: Store) -> list[float]:
        run = await store.add(CONFIG)
        pid = await asyncio.wrap_future(process.submit(os.getpid))
        asked = asyncio.create_task(store.scalars(run, 1, 300))
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        return (await asked).column("loss")

    assert using(process, ask) == expected


async def _losses(store: Store) -> list[float]:
    return (await store.scalars(await store.add(CONFIG), 1, 300)).column("loss")


def test_those_who_wait_are_served_though_others_went_away_when_the_worker_died(
    process: WorkerProcess,
) -> None:
    async def ask(store: Store) -> None:
        runs = [await store.add(CONFIG.model_copy(update={"seed": seed})) for seed in range(8)]
        pid = await asyncio.wrap_future(process.submit(os.getpid))
        asked = [asyncio.create_task(store.scalars(run, 1, 300)) for run in runs]
        await asyncio.sleep(0.02)
        for gone in asked[3:5]:
            gone.cancel()
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        stayed = [*asked[:3], *asked[5:]]
        found = await asyncio.gather(*stayed)
        assert [len(scalars.values) for scalars in found] == [300] * 6

    using(process, ask)
