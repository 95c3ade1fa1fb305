"""The worker processes from the event loop."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Worker:
    """One process, and what its last piece of work was about."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.about: Hashable = None


class Workers:
    """As many pieces of work at a time as there are workers.

    What waits for its turn waits here, where it can be given up.
    """

    def __init__(self, executors: Sequence[Executor]) -> None:
        self._idle = [Worker(executor) for executor in executors]  # for the longest time: the first
        self._free = asyncio.Semaphore(len(executors))

    async def compute(
        self, work: Callable[..., T], *arguments: object, about: Hashable = None
    ) -> T:
        """What a worker makes of `work`; raises what it raises, and WorkerDiedError.

        It is the one whose last work was `about` the same, if that is idle: it may have kept
        something.
        """
        future = asyncio.wrap_future(await self._submit(work, arguments, about))
        future.add_done_callback(_hear)  # whoever asked may have gone away
        return await asyncio.shield(future)

    async def _submit(
        self, work: Callable[..., T], arguments: tuple[object, ...], about: Hashable
    ) -> Future[T]:
        loop = asyncio.get_running_loop()
        await self._free.acquire()
        worker = next((one for one in self._idle if one.about == about), self._idle[0])
        self._idle.remove(worker)
        worker.about = about
        try:
            future = worker.executor.submit(work, *arguments)
        except BaseException:
            self._release(worker)
            raise

        def done(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._release, worker)

        future.add_done_callback(done)
        return future

    def _release(self, worker: Worker) -> None:
        self._idle.append(worker)
        self._free.release()


def _hear(future: asyncio.Future[Any]) -> None:
    """Else asyncio would complain of an error that nobody has asked for."""
    if not future.cancelled():
        future.exception()
