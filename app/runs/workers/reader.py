"""The process that reads what people bring along, apart from those that compute."""

from collections.abc import Callable
from typing import TypeVar

from ..errors import ReaderBusyError
from .pool import Workers
from .process import WorkerProcess

T = TypeVar("T")
MOST_WAITING = 32  # pieces of work, with the one under way
DEADLINE = 120.0  # seconds
NICENESS = 10  # whoever looks at a run goes first


class Reader:
    """One process that starts when there is something to read, and yields to all others."""

    def __init__(self, process: WorkerProcess | None = None) -> None:
        self.process = process or WorkerProcess(DEADLINE, niceness=NICENESS)
        self._workers = Workers([self.process])
        self._waiting = 0

    async def compute(self, work: Callable[..., T], *arguments: object) -> T:
        """What the process makes of `work`; raises what it raises, and WorkerDiedError.

        Raises ReaderBusyError where MOST_WAITING wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise ReaderBusyError
        self._waiting += 1
        try:
            return await self._workers.compute(work, *arguments)
        finally:
            self._waiting -= 1
