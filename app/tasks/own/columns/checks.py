"""What a column in use must be, that it can be learned."""

from collections.abc import Sequence
from typing import NoReturn

import numpy as np

from ...kinds.errors import UnreadableError
from ..grid import Grid
from .calendar.dates import Moments
from .cells import Cells, shown

SHORTEST, LONGEST = 40, 20_000  # rows
LEAST_KNOWN = 0.5  # of them
FEW = 12  # values of a category that is read
MOST_SERIES = 5  # rows of each series in a table of several, at least


def check_numbers(column: Cells, grid: Grid) -> None:
    """Raise UnreadableError unless these are enough numbers, which differ."""
    name, known, count = shown(column.name), len(column.known), len(column.cells)
    if not column.readings:
        _refuse(column, grid)
    if count < SHORTEST and len(grid.names) > max(count, FEW):
        raise UnreadableError("table_across", rows=count, columns=len(grid.names))
    if not SHORTEST <= count <= LONGEST:
        raise UnreadableError("column_length", column=name, count=count, low=SHORTEST, high=LONGEST)
    if column.is_constant:
        raise UnreadableError("column_constant", column=name)
    if known < LEAST_KNOWN * count:
        raise UnreadableError("mostly_missing", column=name, known=known, count=count)


def check_one_series(moments: Moments, columns: Sequence[Cells]) -> None:
    """Raise UnreadableError if a column tells rows of equal times (n,) apart: they are several."""
    if len(np.unique(moments)) == len(moments):
        return
    for column in columns:
        is_name = all(cell.isdigit() or not cell[:1].isdigit() for cell in column.different)
        pairs = set(zip(moments.tolist(), column.cells, strict=True))
        if is_name and len(pairs) == len(moments) >= MOST_SERIES * len(column.different):
            names = sorted(column.different)
            raise UnreadableError("several_series", column=shown(column.name), names=names)


def check_category(column: Cells) -> None:
    """Raise UnreadableError for texts that are too many to be an input each."""
    count = len(column.different)
    if count > FEW:
        name = shown(column.name)
        raise UnreadableError("too_many_categories", column=name, count=count, high=FEW)


def _refuse(column: Cells, grid: Grid) -> NoReturn:
    row, name = column.odd_one or 0, shown(column.name)
    line, text = grid.lines[row], column.cells[row]
    if column.written[row] is None:
        raise UnreadableError("not_a_number", line=line, column=name, text=text)
    raise UnreadableError("number_unlike_others", line=line, column=name, text=text)
