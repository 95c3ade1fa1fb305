"""Rows of a table in the order of their dates, evenly spaced: what is not so is mended and told."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..kinds.errors import UnreadableError
from .notes import Note

Dates = npt.NDArray[np.datetime64]

DATE = re.compile(r"\d{4}([-/.]\d{2}([-/.]\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?)?)?")
DAY_FIRST = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
MOST_INSERTED = 0.1  # of the rows


class Row(NamedTuple):
    """A line of the table, numbered as in the file."""

    line: int
    cells: list[str]


def in_time(rows: list[Row]) -> tuple[list[Row], list[Note]]:
    """The rows, the oldest first, with empty ones for missing dates; and what was done.

    Of rows whose first cells are dates, each another one, as 1749, 2020-03, 2020/03/31, 31.03.2020
    or 2020-03-31 12:00; others stay as they are. Raises UnreadableError for a date that there is
    none of.
    """
    dates = _dates(rows)
    if dates is None or len(rows) < 2:
        return rows, []
    if len(np.unique(dates)) < len(rows):
        return rows, [Note("repeated")]
    order = np.argsort(dates)
    rows, notes = [rows[i] for i in order], _order_noted(order)
    dates = _coarse(dates[order])
    steps = np.diff(dates).astype(int)
    usual = int(np.median(steps))
    lacking = int((dates[-1] - dates[0]).astype(int)) // usual + 1 - len(rows)
    if (steps == usual).all():
        return rows, notes
    if (steps % usual).any() or lacking > MOST_INSERTED * len(rows):
        return rows, [*notes, Note("uneven")]
    return _filled(rows, dates, usual), [*notes, Note("inserted", lacking)]


def _order_noted(order: npt.NDArray[np.intp]) -> list[Note]:
    if (np.diff(order) > 0).all():
        return []
    return [Note("turned" if (np.diff(order) < 0).all() else "sorted")]


def _dates(rows: list[Row]) -> Dates | None:
    """None if they are none, or not all of one kind."""
    cells = [DAY_FIRST.sub(r"\3-\2-\1", row.cells[0]) for row in rows]
    lengths = {len(cell) for cell in cells}
    if len(lengths) > 1 or not all(DATE.fullmatch(cell) for cell in cells):
        return None
    return np.array([_date(row, cell) for row, cell in zip(rows, cells, strict=True)])


def _date(row: Row, cell: str) -> np.datetime64:
    try:
        return np.datetime64(re.sub("[/.]", "-", cell))
    except ValueError:
        raise UnreadableError(
            "no_such_date", line=row.line, column="1", text=row.cells[0]
        ) from None


def _coarse(dates: Dates) -> Dates:
    """Days as months or years where all are the first, or the last, of one; else as they are."""
    if dates.dtype != np.dtype("datetime64[D]"):
        return dates
    for unit in ("Y", "M"):
        for shift in (0, 1):
            shifted = dates + np.timedelta64(shift, "D")
            coarse = shifted.astype(f"datetime64[{unit}]")
            if (coarse.astype(dates.dtype) == shifted).all():
                earlier: Dates = coarse - np.array(shift, f"timedelta64[{unit}]")
                return earlier
    return dates


def _filled(rows: list[Row], dates: Dates, step: int) -> list[Row]:
    """The rows, with one of empty cells for each date that lacks."""
    there = dict(zip(dates.tolist(), rows, strict=True))
    width = len(rows[0].cells)
    every = np.arange(dates[0], dates[-1] + 1, step)
    return [
        there.get(key) or Row(0, [str(date), *[""] * (width - 1)])
        for key, date in zip(every.tolist(), every, strict=True)
    ]
