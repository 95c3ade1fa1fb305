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
    chosen: dict[str, Any] = {"differences": False, **({"targets": [column]} if column else {})}
    while (reading := read_upload(_upload(kind, text, chosen))).preview.questions:
        for question in reading.preview.questions:
            chosen |= TAKEN[question.choice]
    return reading.data


def _upload(kind: Kind, text: str, chosen: dict[str, Any]) -> Upload:
    return Upload(kind, text, Choices.model_validate(chosen))
