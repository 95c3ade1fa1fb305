"""The worker processes from the event loop."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)


class WorkerDiedError(Exception):
    """A worker process died, and so did the next one while the work was done again."""


class Workers:
    """As many pieces of work at a time as there are workers.

    What waits for its turn waits here, where it can be given up: the executor is never asked to
    cancel anything, which would break it if a worker died then.
    """

    def __init__(self, executor: Executor, count: int) -> None:
        self._executor, self._free = executor, asyncio.Semaphore(count)

    async def compute(self, work: Callable[..., T], *arguments: object) -> T:
        """What a worker makes of `work`; raises WorkerDiedError.

        Should one die, all that was under way is begun once more.
        """
        for _ in range(2):
            try:
                future = await self._submit(work, arguments)
                return await asyncio.shield(asyncio.wrap_future(future))
            except BrokenProcessPool:
                log.warning("A worker process died; its work is begun again.")
        raise WorkerDiedError

    async def _submit(self, work: Callable[..., T], arguments: tuple[object, ...]) -> Future[T]:
        loop = asyncio.get_running_loop()
        await self._free.acquire()
        try:
            future = self._executor.submit(work, *arguments)
        except BaseException:
            self._free.release()
            raise

        def done(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._free.release)

        future.add_done_callback(done)
        return future
