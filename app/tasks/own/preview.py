"""What is shown of data before they are learnt: how they were understood, in little room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from pydantic import Field

from ..kinds.shortening import shortened
from .choices import ChoiceQuestion
from .datasets import Dataset
from .notes import Note, told

ROWS = 5  # of the first and of the last
POINTS = 2_000  # of all lines of a drawn series together
LONGEST_CELL, LONGEST_TEXT = 40, 1_000  # characters
ColumnKind = Literal["date", "number", "category", "text", "constant"]


@dataclass(frozen=True)
class ColumnOfData:
    """A column of a table, as it was understood."""

    name: str
    kind: ColumnKind
    format: Annotated[str | None, Field(description="How its cells are written: %d.%m.%Y, 1,234.5")]
    missing: Annotated[int, Field(description="Cells without a value")]


@dataclass(frozen=True)
class Line:
    """A target's values; where there are many, the least and the greatest of each stretch."""

    name: str
    rows: Annotated[list[int], Field(description="Which rows these are, in order of time, from 0")]
    labels: list[str]
    values: list[float]


@dataclass(frozen=True)
class SeriesOfData:
    """A series as it would be learnt; rows from train_length on are held out."""

    label_name: str
    count: int
    train_length: int
    lines: list[Line]


@dataclass(frozen=True)
class TextOfData:
    """A text: how long it is, which characters there are, how it begins."""

    count: int
    characters: list[str]
    head: str


@dataclass(frozen=True)
class ClassOfData:
    """A class, and how many sequences it has."""

    name: str
    count: int


@dataclass(frozen=True)
class LabelledOfData:
    """Labelled sequences: their classes, what they consist of, the length of the longest."""

    classes: list[ClassOfData]
    tokens: list[str]
    longest: int


class Preview(NamedTuple):
    """Data as they were understood; of a table the first and the last rows, in order of time."""

    rows: int
    encoding: str
    notes: list[Note]
    separator: str | None = None
    header: bool | None = None
    columns: Sequence[ColumnOfData] = ()
    head: Sequence[list[str]] = ()
    tail: Sequence[list[str]] = ()
    series: SeriesOfData | None = None
    text: TextOfData | None = None
    labelled: LabelledOfData | None = None
    choices: Mapping[str, Any] = MappingProxyType({})
    questions: Sequence[ChoiceQuestion] = ()

    @property
    def report(self) -> str:
        """The notes as a sentence."""
        return told(self.notes)


class Reading(NamedTuple):
    """What comes of an upload: what would be kept, if there are no questions, and what is shown."""

    data: Dataset
    preview: Preview


def number(value: float) -> str:
    """A number with a point before its decimals, if it has some, and nothing between its digits."""
    return repr(float(value)).removesuffix(".0")


def drawn(name: str, values: Sequence[float], labels: Sequence[str], points: int = POINTS) -> Line:
    """The line of (n,) values; of more than `points` the least and the greatest of each stretch."""
    rows = list(range(len(values)))
    if len(values) > points:
        numbers = np.asarray(values)
        parts = np.array_split(rows, max(points // 2, 1))
        extremes = [part[pick(numbers[part])] for part in parts for pick in (np.argmin, np.argmax)]
        rows = np.unique(extremes).tolist()
    return Line(
        name,
        rows,
        [shortened(labels[row], LONGEST_CELL) for row in rows],
        [values[row] for row in rows],
    )
