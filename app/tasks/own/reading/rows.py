"""Rows as they are read, and how many there may be."""

from typing import NamedTuple

from ...kinds.errors import UnreadableError
from ..limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

AROUND = 100  # lines: headers, comments, sums


class Row(NamedTuple):
    """The line of the file where it begins, from 1, and its cells, without blanks around them."""

    line: int
    cells: list[str]


def hold_limits(rows: int, columns: int) -> None:
    """Raise UnreadableError where a table has too many rows, columns or cells to be judged."""
    cells = rows * columns
    if rows > MAX_ROWS:
        raise UnreadableError("table_rows", count=rows, high=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise UnreadableError("table_columns", count=columns, high=MAX_COLUMNS)
    if cells > MAX_CELLS:
        raise UnreadableError("table_cells", count=cells, high=MAX_CELLS)
