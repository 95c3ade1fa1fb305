"""Worker processes that die, and segments that many ask for."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from app.runs.config import parse_config
from app.runs.store import Store
from app.runs.worker import Encoding, make_executor

CONFIG = parse_config({"task": {"name": "sine"}, "updates": 300})


class CountingExecutor(ThreadPoolExecutor):
    submitted = 0

    def submit(self, *args: Any, **kwargs: Any) -> Any:
        self.submitted += 1
        return super().submit(*args, **kwargs)


@pytest.fixture
def threads() -> Iterator[CountingExecutor]:
    with CountingExecutor(2) as executor:
        yield executor


@pytest.fixture
def processes() -> Iterator[Executor]:
    with make_executor(1) as executor:
        yield executor


def test_workers_are_started_anew_when_one_has_died(processes: Executor) -> None:
    before = processes.submit(os.getpid).result()
    with pytest.raises(BrokenProcessPool):
        processes.submit(os._exit, 1).result()
    assert processes.submit(os.getpid).result() != before


def test_those_who_ask_for_the_same_at_once_wait_for_one(threads: CountingExecutor) -> None:
    async def ask() -> None:
        store = Store(threads)
        run = store.add(CONFIG)
        frames = await asyncio.gather(*(store.events(run, range(1, 4), Encoding()) for _ in "abc"))
        assert frames[0] == frames[1] == frames[2]
        assert list(frames[0]) == [1, 2, 3]
        assert threads.submitted == 1
        await store.events(run, range(1, 3), Encoding())
        assert threads.submitted == 1

    asyncio.run(ask())


def test_who_goes_away_takes_nothing_from_those_who_wait(threads: CountingExecutor) -> None:
    async def ask() -> int:
        store = Store(threads)
        run = store.add(CONFIG)
        gone = asyncio.create_task(store.scalars(run, 1, 300))
        stayed = asyncio.create_task(store.scalars(run, 1, 300))
        await asyncio.sleep(0)
        gone.cancel()
        return len((await stayed).losses)

    assert asyncio.run(ask()) == 300


def test_a_run_in_use_outlives_those_that_are_not(
    threads: CountingExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.runs.store.MAX_RUNS", 2)
    store = Store(threads)
    first, second, third = (CONFIG.model_copy(update={"seed": seed}) for seed in (1, 2, 3))
    store.add(first)
    store.add(second)
    store.get(first.id)
    store.add(third)
    assert store.get(first.id).config == first
    with pytest.raises(KeyError):
        store.get(second.id)
