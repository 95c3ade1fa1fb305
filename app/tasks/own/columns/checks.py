"""What a column in use must be, that it can be learned."""

from typing import NoReturn

from ...kinds.errors import UnreadableError
from ..grid import Grid
from .cells import Cells, shown

SHORTEST, LONGEST = 40, 20_000  # rows
LEAST_KNOWN = 0.5  # of them
FEW = 12  # values of a category that is read


def check_numbers(column: Cells, grid: Grid) -> None:
    """Raise UnreadableError unless these are enough numbers, which differ."""
    name, known, count = shown(column.name), len(column.known), len(column.cells)
    if not column.readings:
        _refuse(column, grid)
    if not SHORTEST <= count <= LONGEST:
        raise UnreadableError("column_length", column=name, count=count, low=SHORTEST, high=LONGEST)
    if column.is_constant:
        raise UnreadableError("column_constant", column=name)
    if known < LEAST_KNOWN * count:
        raise UnreadableError("mostly_missing", column=name, known=known, count=count)


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
