"""The tasks that a run can learn, by name."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from .adding import adding
from .airline import airline
from .binary_addition import binary_addition
from .characters import characters
from .echo import echo
from .fill_the_gap import fill_the_gap
from .first_bit import first_bit
from .function import function
from .kinds.base import Baseline, Task
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask
from .kinds.series import SeriesTask
from .kinds.stream import StreamTask
from .language import language
from .melody import melody
from .own.datasets import Dataset, LabelledData, SeriesData, TextData, get
from .own.labelled.task import own_labelled
from .own.series import own_series
from .sentiment import sentiment
from .sine import sine
from .sunspots import sunspots
from .translation import translation
from .weather import weather

__all__ = [
    "TASKS",
    "AnyTask",
    "Baseline",
    "SequencesTask",
    "SeriesTask",
    "StreamTask",
    "Task",
    "get_task",
    "read_task",
]

AnyTask = SeriesTask | StreamTask | SequencesTask

TASKS: Mapping[str, AnyTask] = MappingProxyType(
    {
        task.name: task
        for task in (
            sunspots(),
            sine(),
            airline(),
            weather(),
            function(),
            melody(),
            sentiment(),
            language(),
            translation(),
            characters(),
            fill_the_gap(),
            echo(),
            binary_addition(),
            first_bit(60),
            adding(30),
        )
    }
)


def get_task(name: str, dataset: str | None = None) -> AnyTask:
    """The task of this name, or of a reader's data. Raises UnreadableError if these lack."""
    if dataset is not None:
        task = own_task(dataset)
        if task.name != name:
            raise UnreadableError("data_of_another_task", dataset=dataset, task=task.name)
        return task
    return TASKS[name]


@lru_cache(maxsize=8)  # a text takes up to 20 MB
def own_task(dataset: str) -> AnyTask:
    """The task that a reader's data make. Raises UnreadableError if they are not there."""
    return read_task(get(dataset))


def read_task(data: Dataset) -> AnyTask:
    """The task of data that are not kept yet. Raises UnreadableError for what cannot be learnt."""
    match data:
        case SeriesData():
            return own_series(data)
        case TextData():
            return replace(characters(data.text), name="own_text", title="Your text")
        case LabelledData():
            return own_labelled(data)
