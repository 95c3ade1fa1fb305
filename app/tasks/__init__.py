"""The tasks that a run can learn, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from .adding import adding
from .airline import airline
from .base import Baseline, Task
from .binary_addition import binary_addition
from .characters import characters
from .echo import echo
from .fill_the_gap import fill_the_gap
from .first_bit import first_bit
from .function import function
from .language import language
from .melody import melody
from .sentiment import sentiment
from .sequences import SequencesTask
from .series import SeriesTask
from .sine import sine
from .stream import StreamTask
from .sunspots import sunspots
from .translation import translation

__all__ = [
    "TASKS",
    "AnyTask",
    "Baseline",
    "SequencesTask",
    "SeriesTask",
    "StreamTask",
    "Task",
    "get_task",
]

AnyTask = SeriesTask | StreamTask | SequencesTask

TASKS: Mapping[str, AnyTask] = MappingProxyType(
    {
        task.name: task
        for task in (
            sunspots(),
            sine(),
            airline(),
            function(),
            melody(),
            sentiment(),
            language(),
            translation(),
            characters(),
            fill_the_gap(),
            echo(),
            binary_addition(),
            first_bit(),
            adding(),
        )
    }
)


def get_task(name: str) -> AnyTask:
    """The task of this name."""
    if name not in TASKS:
        raise ValueError(f"There is no task {name!r}; the tasks are {', '.join(TASKS)}.")
    return TASKS[name]
