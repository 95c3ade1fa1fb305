"""A table, as spreadsheets write it, of which one column is a series."""

import csv
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..kinds.errors import UnreadableError
from .dates import Row, in_time
from .notes import Note

SHORTEST, LONGEST = 40, 20_000
TOO_LARGE = 1e15
MISSING = {"", "-", "?", "na", "n/a", "nan", "null", "none"}
POINT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
COMMA = re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d+,\d+")


class Parsed(NamedTuple):
    """A column, its gaps filled, and what had to be done for it."""

    name: str
    values: list[float]
    labels: list[str]
    columns: list[str]
    notes: list[Note]


def parse_series(text: str, column: str | None = None) -> Parsed:
    """Read a table: comma, semicolon or tab between its cells, a header or none.

    Without `column`, a name or a number from 1, the last one that holds numbers is taken. Missing
    values are filled linearly. Raises UnreadableError, which names line and column.
    """
    rows, separator = _rows(text)
    header = None if any(_number(cell) is not None for cell in rows[0].cells) else rows.pop(0).cells
    if not rows:
        raise UnreadableError("table_header_only")
    columns = header or [f"column {i + 1}" for i in range(len(rows[0].cells))]
    place = _place(columns, rows, column)
    skipped = [] if column else _skipped(columns, rows, place)
    given = rows
    rows, mended = in_time(rows) if place > 0 else (rows, [])
    numbers = [_read(row, place, columns[place]) for row in rows]
    name = _named(columns[place])
    known = [i for i, number in enumerate(numbers) if number is not None]
    if not SHORTEST <= len(known) <= LONGEST:
        raise UnreadableError(
            "column_length", column=name, count=len(known), low=SHORTEST, high=LONGEST
        )
    values = np.interp(np.arange(len(rows)), known, [numbers[i] or 0.0 for i in known])
    if np.ptp(values) == 0:
        raise UnreadableError("column_constant", column=name)
    missing = len(given) - len(known)
    filled = [Note("missing", missing)] if missing else []
    notes = [
        Note("rows", len(given)),
        *filled,
        *mended,
        Note("column", name),
        *([Note("decimal_commas")] if any(COMMA.fullmatch(r.cells[place]) for r in given) else []),
        *skipped,
    ]
    if len(columns) > 1:
        notes.append(Note(separator))
    labels = [row.cells[0] if place > 0 else str(i + 1) for i, row in enumerate(rows)]
    return Parsed(columns[place], values.tolist(), labels, columns, notes)


def _named(name: str) -> str:
    """The name of a column; without a header they are called "column 1" and so on."""
    return name.removeprefix("column ")


def _skipped(columns: Sequence[str], rows: Sequence[Row], place: int) -> list[Note]:
    """Which column after the one that is taken was left out, though it has digits."""
    for other in range(len(columns) - 1, place, -1):
        if any(character.isdigit() for row in rows for character in row.cells[other]):
            return [Note("skipped", _named(columns[other]))]
    return []


def _rows(text: str) -> tuple[list[Row], str]:
    """The lines that are not empty, all of as many cells, and what separates these."""
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise UnreadableError("table_empty")
    names = {";": "semicolons", "\t": "tabs", ",": "commas"}
    found = next((sign for sign in names if sign in first), ";")
    if all(COMMA.fullmatch(line.strip()) for line in lines[1:] if line.strip()) and (
        "," not in first or COMMA.fullmatch(first.strip())
    ):
        found = ";"  # one column of numbers with a decimal comma
    reader = csv.reader(lines, delimiter=found, skipinitialspace=True)
    try:
        rows = [Row(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except csv.Error:
        raise UnreadableError("table_unreadable", line=reader.line_num) from None
    rows = [row for row in rows if any(row.cells)]
    if not rows:
        raise UnreadableError("table_empty")
    width = len(rows[0].cells)
    for row in rows:
        if len(row.cells) != width:
            raise UnreadableError("table_ragged", line=row.line, count=len(row.cells), width=width)
    return rows, names[found] if width > 1 else "lines"


def _place(columns: Sequence[str], rows: Sequence[Row], column: str | None) -> int:
    if column is not None:
        if column in columns:
            return columns.index(column)
        if column.isdecimal() and 1 <= int(column) <= len(columns):
            return int(column) - 1
        raise UnreadableError("unknown_column", column=column, names=columns)
    for place in reversed(range(len(columns))):
        if sum(_number(row.cells[place]) is not None for row in rows) * 2 > len(rows):
            return place
    raise UnreadableError("no_column_of_numbers", names=columns)


def _read(row: Row, place: int, name: str) -> float | None:
    cell = row.cells[place]
    if cell.lower() in MISSING:
        return None
    number = _number(cell)
    if number is None:
        raise UnreadableError("not_a_number", line=row.line, column=_named(name), text=cell)
    return number


def _number(cell: str) -> float | None:
    """The number in a cell, with a point or, as in 1.234,5, a comma before the decimals."""
    if COMMA.fullmatch(cell):
        cell = cell.replace(".", "").replace(",", ".")
    if not POINT.fullmatch(cell):
        return None
    value = float(cell)
    return value if abs(value) < TOO_LARGE else None
