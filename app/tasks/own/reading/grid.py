"""A table as it was written: rows of cells, all of them text."""

from typing import NamedTuple

from ...kinds.errors import UnreadableError
from ..notes import Note

MAX_BYTES = 1_000_000
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 200, 400_000


class Row(NamedTuple):
    """Cells without blanks around them, and the line of the file where they begin, from 1."""

    line: int
    cells: list[str]


class Grid(NamedTuple):
    """What is in a table: names differ, every row has a cell for each.

    `lines` says where each row begins in the file; `header` whether the names stood in it.
    `separator` is "commas", "semicolons", "tabs", "pipes", "blanks", "lines" for a single column,
    "list" for one on a single line, "records" for JSON, or another sign that the file itself names.
    `undecided` is a line such as "20,5" where nothing says whether it is one number or two cells:
    it was taken for two, and `decimal` of `read_grid` decides.
    """

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    header: bool
    separator: str
    encoding: str
    notes: list[Note]
    undecided: str = ""


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
