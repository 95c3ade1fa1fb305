"""A reader's own data: read, shown, kept, and the config that learns them."""

from typing import NamedTuple

import orjson

from ...tasks import read_task
from ...tasks.kinds.errors import UnreadableError, cut
from ...tasks.own.choices import ChoiceQuestion
from ...tasks.own.datasets import put
from ...tasks.own.preview import Preview, Reading
from ...tasks.own.uploads import Upload, read_upload
from ..config.settings import RunConfig, parse_config
from ..errors import InputError

NOTHING = "–"  # in a sentence, for a text that is read as no value and a row that is left out


class OwnData(NamedTuple):
    """Data that are kept under an id, how they were understood, and the config that learns them."""

    id: str
    preview: Preview
    config: RunConfig


def preview(upload: Upload) -> Preview:
    """How an upload is understood. Raises InputError for what cannot be read, or be learnt."""
    return _read(upload).preview


def keep(upload: Upload) -> OwnData:
    """Keep data that can be learnt.

    Raises InputError, also where something has to be chosen first, and OSError where they cannot
    be kept.
    """
    reading = _read(upload)
    if reading.preview.questions:
        raise _choice_needed(reading.preview.questions[0])
    name = put(reading.data)
    task = read_task(reading.data)
    config = parse_config({"task": {"name": task.name, "dataset": name}})
    return OwnData(name, reading.preview, config)


def _read(upload: Upload) -> Reading:
    try:
        reading = read_upload(upload)
        if not reading.preview.questions:
            read_task(reading.data)
    except UnreadableError as error:
        raise InputError(_field(upload, error), error.code, **error.params) from None
    return reading


def _field(upload: Upload, error: UnreadableError) -> str:
    """What was sent and cannot be: the choice that names a column, or all of it."""
    column = error.params.get("column")
    if error.code in ("unknown_column", "no_dates"):
        for name, value in upload.choices:
            named = value if isinstance(value, list) else [value]
            if column in [cut({"column": one})["column"] for one in named if isinstance(one, str)]:
                return f"choices.{name}"
    return "text" if isinstance(upload.data, str) else "file"


def _choice_needed(question: ChoiceQuestion) -> InputError:
    return InputError(
        f"choices.{question.choice}",
        "choice_needed",
        choice=question.choice,
        column=question.column,
        text=question.text,
        values=[_as_json(value) for value in question.values],
        readings=[reading or NOTHING for reading in question.readings],
    )


def _as_json(value: str | bool | list[str]) -> str:
    """A text as it is, and else as it stands in JSON."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()
