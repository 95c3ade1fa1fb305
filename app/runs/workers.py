"""The worker processes from the event loop."""

import asyncio
import logging
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)


class WorkerDiedError(Exception):
    """A worker process died, and so did the next one while the work was done again."""


class Worker:
    """One process, and what its last piece of work was about."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.about: Hashable = None


class Workers:
    """As many pieces of work at a time as there are workers.

    What waits for its turn waits here, where it can be given up: an executor is never asked to
    cancel anything, which would break it if its process died then.
    """

    def __init__(self, executors: Sequence[Executor]) -> None:
        self._idle = [Worker(executor) for executor in executors]  # for the longest time: the first
        self._free = asyncio.Semaphore(len(executors))

    async def compute(
        self, work: Callable[..., T], *arguments: object, about: Hashable = None
    ) -> T:
        """What a worker makes of `work`; raises WorkerDiedError.

        It is the one whose last work was `about` the same, if that is idle: it may have kept
        something. Should one die, its work is begun once more.
        """
        for _ in range(2):
            try:
                future = await self._submit(work, arguments, about)
                return await asyncio.shield(asyncio.wrap_future(future))
            except BrokenProcessPool:
                log.warning("A worker process died; its work is begun again.")
        raise WorkerDiedError

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
