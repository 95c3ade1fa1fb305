"""Data of before, kept as they were given: what they were taken for, they still are."""

from typing import Any

from .choices import Choices
from .datasets import Dataset, Kind
from .uploads import Upload, read_upload

# What is asked about now was decided like this then.
TAKEN: dict[str, dict[str, Any]] = {
    "decimal": {"decimal": "point"},
    "day_first": {"date": ""},
    "last_row": {"last_row": "keep"},
    "missing": {"missing": []},
}


def understood(kind: Kind, text: str, column: str | None) -> Dataset:
    """The data as they are understood. Raises UnreadableError for what cannot be read."""
    chosen: dict[str, Any] = {"targets": [column]} if column else {}
    reading = read_upload(Upload(kind, text, Choices.model_validate(chosen)))
    if reading.questions:
        for question in reading.questions:
            chosen |= TAKEN[question.choice]
        reading = read_upload(Upload(kind, text, Choices.model_validate(chosen)))
    return reading.data
