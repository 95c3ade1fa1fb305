"""The process that reads uploads: apart, of low priority, and not for ever."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from unrolled.runs.errors import ReaderBusyError, TookTooLongError
from unrolled.runs.workers.process import WorkerProcess
from unrolled.runs.workers.reader import MOST_WAITING, NICENESS, Reader


@pytest.fixture
def reader() -> Iterator[Reader]:
    found = Reader()
    yield found
    found.process.shutdown(wait=False, cancel_futures=True)


def test_it_yields_to_all_others_and_is_replaced(reader: Reader) -> None:
    async def read() -> None:
        niceness = await reader.compute(os.getpriority, os.PRIO_PROCESS, 0)
        assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + NICENESS, 19)
        first = await reader.compute(os.getpid)
        assert first != os.getpid()
        os.kill(first, signal.SIGKILL)
        assert await reader.compute(os.getpid) != first

    asyncio.run(read())


def test_what_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    reader = Reader(WorkerProcess(0.5))

    async def read() -> None:
        await reader.compute(os.getpid)
        with pytest.raises(TookTooLongError):
            await reader.compute(time.sleep, 60)
        assert await reader.compute(abs, -1) == 1

    asyncio.run(read())
    reader.process.shutdown(wait=False, cancel_futures=True)


class Waiting(WorkerProcess):
    """A process that does nothing until it is told."""

    def __init__(self) -> None:
        self.futures: list[Future[int]] = []

    def submit(self, *_: object, **__: object) -> Future[int]:  # type: ignore[override]
        self.futures.append(Future())
        return self.futures[-1]


def test_so_many_wait_and_no_more() -> None:
    process = Waiting()
    reader = Reader(process)

    async def read() -> None:
        waiting = [asyncio.create_task(reader.compute(abs, 1)) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(ReaderBusyError):
            await reader.compute(abs, 1)
        waiting.pop().cancel()  # who goes away makes room
        await asyncio.sleep(0)
        waiting.append(asyncio.create_task(reader.compute(abs, 1)))
        await asyncio.sleep(0)
        assert len(process.futures) == 1  # one at a time
        for number in range(MOST_WAITING):
            while len(process.futures) <= number:
                await asyncio.sleep(0)
            process.futures[number].set_result(number)
        assert await asyncio.gather(*waiting) == list(range(MOST_WAITING))

    asyncio.run(read())
