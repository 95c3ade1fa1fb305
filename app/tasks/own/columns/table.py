"""A table as it was understood: its columns, its rows in time, what is learned of it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..choices import ChoiceQuestion, Choices
from ..notes import Note
from ..preview import ColumnKind

Numbers = npt.NDArray[np.float64]
AHEAD = 500  # labels that follow the last one


@dataclass(frozen=True, eq=False, kw_only=True)
class Column:
    """A column, its rows in the table's order; rows that were put in have empty cells."""

    name: str
    kind: ColumnKind
    format: str | None = None  # a sample: 1,234.5 or DD.MM.YYYY
    missing: int = 0
    cells: list[str] = field(default_factory=list)
    values: Numbers | None = None  # of a column of numbers: (n,), NaN where there is none


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """n rows, the oldest first and evenly spaced where their dates say so.

    `targets` and `inputs` name entries of `series`, each (n,) numbers without gaps; an input that
    is a category is one entry for each of its values.
    """

    columns: list[Column]
    date: str  # the column of dates, "" if there is none
    label_name: str
    labels: list[str]  # one a row
    ahead: list[str]  # the labels that would follow; none where the rows are not evenly spaced
    targets: list[str]
    inputs: list[str]
    series: dict[str, Numbers]
    choices: Choices  # in force; null where a question is open, or nothing depends on it
    questions: list[ChoiceQuestion]
    notes: list[Note]
