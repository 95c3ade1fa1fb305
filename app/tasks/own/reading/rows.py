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
    limits = (
        ("rows", rows, MAX_ROWS),
        ("columns", columns, MAX_COLUMNS),
        ("cells", rows * columns, MAX_CELLS),
    )
    for what, count, high in limits:
        if count > high:
            raise _too_many(what, count, high)


def _too_many(what: str, count: int, high: int) -> UnreadableError:
    if what == "rows":
        return UnreadableError("table_rows", count=count, high=high)
    if what == "columns":
        return UnreadableError("table_columns", count=count, high=high)
    return UnreadableError("table_cells", count=count, high=high)
