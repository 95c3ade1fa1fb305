"""A reader's own data: read, kept, and the config that learns them."""

from typing import NamedTuple

from ...tasks import SeriesTask, read_task
from ...tasks.kinds.errors import UnreadableError
from ...tasks.own.datasets import Dataset, put
from ...tasks.own.notes import Note
from ...tasks.own.series import parse_series
from ..config.settings import RunConfig, parse_config
from ..errors import InputError


class OwnData(NamedTuple):
    """What was read: the table's columns, if it is one, and what was found and done."""

    columns: list[str]
    notes: list[Note]
    config: RunConfig


def keep(data: Dataset) -> OwnData:
    """Keep data that can be learnt. Raises InputError, and OSError where they cannot be kept."""
    try:
        task = read_task(data)
    except UnreadableError as error:
        raise InputError("text", error.code, **error.params) from None
    put(data)
    config = parse_config({"task": {"name": task.name, "dataset": data.id}})
    if isinstance(task, SeriesTask):
        parsed = parse_series(data.text, data.column)
        return OwnData(parsed.columns, parsed.notes, config)
    notes = [Note("letters", len(data.text)), Note("different", task.input_size)]
    return OwnData([], notes, config)
