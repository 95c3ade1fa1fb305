"""The tasks that a run can learn, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from .base import Series, Task, same_as_last_rmse
from .sine import sine
from .sunspots import sunspots

__all__ = ["TASKS", "Series", "Task", "get_task", "same_as_last_rmse"]

TASKS: Mapping[str, Task] = MappingProxyType({task.name: task for task in (sunspots(), sine())})


def get_task(name: str) -> Task:
    """The task of this name."""
    if name not in TASKS:
        raise ValueError(f"There is no task {name!r}; the tasks are {', '.join(TASKS)}.")
    return TASKS[name]
