"""Workers for tests: a process, or threads that count what they are given; stores that use them."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.store.database import MEMORY
from unrolled.runs.store.store import Store
from unrolled.runs.workers.process import WorkerProcess

T = TypeVar("T")


class CountingExecutor(ThreadPoolExecutor):
    """Its `submitted` says how many pieces of work were asked for."""

    submitted = 0

    def submit(self, *args: Any, **kwargs: Any) -> Any:
        self.submitted += 1
        return super().submit(*args, **kwargs)


@pytest.fixture
def threads() -> Iterator[CountingExecutor]:
    with CountingExecutor(2) as executor:
        yield executor


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    with WorkerProcess() as worker:
        yield worker


def using(
    executor: Any, act: Callable[[Store], Coroutine[Any, Any, T]], path: str | Path = MEMORY
) -> T:
    """What `act` returns, given a store of its own."""

    async def main() -> T:
        store = Store([executor] * 2, path, USUAL)
        try:
            return await act(store)
        finally:
            store.close()

    return asyncio.run(main())
