"""Work that many may ask for at the same time, and that nobody may want any more."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """One task a key: whoever asks while it is under way waits for the same result.

    When the last of them goes away, the task is cancelled. The last `keep` results asked for stay.
    """

    def __init__(self, keep: int = 0) -> None:
        self._keep, self._kept = keep, OrderedDict[Hashable, T]()
        self._tasks: dict[Hashable, asyncio.Task[T]] = {}
        self._waiting: dict[Hashable, int] = {}

    async def get(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of `work()`, or of another one's under the same key."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(work())
            self._waiting[key] = 0
            task.add_done_callback(lambda done: self._forget(key, done))
        self._waiting[key] += 1
        try:
            return await asyncio.shield(task)
        finally:
            if self._tasks.get(key) is task:
                self._waiting[key] -= 1
                if self._waiting[key] == 0:
                    self._forget(key, task)
                    task.cancel()

    def _forget(self, key: Hashable, task: asyncio.Task[T]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key], self._waiting[key]
        if task.done() and not task.cancelled() and not task.exception():  # who waited has seen it
            self._kept[key] = task.result()
            if len(self._kept) > self._keep:
                self._kept.popitem(last=False)
