"""Where dates may stand: in a column, or in several that make them together."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...grid import Grid
from ..cells import Cells
from .dates import SAMPLE, Dates, date_readings
from .headings import DAY, HOUR, MONTH, QUARTER, TIME, YEAR, named
from .months import month_words

PARTS = (
    (YEAR, r"\d{4}"),
    (MONTH, r"M?(0?[1-9]|1[0-2])"),
    (DAY, r"0?[1-9]|[12]\d|3[01]"),
    (HOUR, r"[01]?\d|2[0-3]"),
)
CLOCK = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*[AaPp]\.?[Mm]\.?)?"


class Source(NamedTuple):
    """Columns that make dates together, by their places, and the texts of these dates."""

    places: tuple[int, ...]
    cells: list[str]
    named: bool  # whether names say that they are dates


def sources(grid: Grid, columns: Sequence[Cells]) -> Iterator[Source]:
    """What may be dates: parts in several columns first, then each column, from the left."""
    yield from _in_parts(grid, columns)
    yield from _day_and_time(columns)
    for place, column in enumerate(columns):
        yield Source((place,), column.cells, named(column.name, TIME))


def _in_parts(grid: Grid, columns: Sequence[Cells]) -> Iterator[Source]:
    """A year, a month and perhaps a day and an hour, or a quarter, each in its column."""
    places: list[int] = []
    for count, (names, pattern) in enumerate(PARTS):
        rest = [place for place in range(len(columns)) if place not in places]
        rest = [p for p in rest if (named(columns[p].name, names) if grid.header else p == count)]
        fits = [place for place in rest if _all(columns[place], pattern, names is MONTH)]
        if not fits:
            break
        places.append(fits[0])
    if len(places) == 1 and grid.header:
        for place, column in enumerate(columns):
            if named(column.name, QUARTER) and _all(column, "Q?[1-4]", False):
                yield _joined(columns, [places[0], place], "-Q")
    lengths = range(len(places), 1, -1)
    for length in lengths if not grid.header else lengths[:1]:
        in_words = not re.search(r"\d", columns[places[1]].cells[0])
        yield _joined(columns, places[:length], " " if in_words else "-", grid.header)


def _joined(columns: Sequence[Cells], places: list[int], sign: str, header: bool = True) -> Source:
    """Parts as one text, such as 2021-03-01 05, 2021 March or 2021-Q1."""
    parts = [[cell.lstrip("MQ").zfill(2) for cell in columns[place].cells] for place in places]
    if sign == "-Q":
        parts[1] = [cell[-1] for cell in parts[1]]
    elif sign == " ":
        parts[1] = columns[places[1]].cells
    days = [sign.join(row) for row in zip(*parts[:3], strict=True)]
    cells = [" ".join(row) for row in zip(days, *parts[3:], strict=True)]
    return Source(tuple(places), cells, header)


def _all(column: Cells, pattern: str, or_words: bool) -> bool:
    if column.cells and all(re.fullmatch(pattern, cell) for cell in column.cells):
        return True
    return or_words and month_words(column.cells) is not None and not column.readings


def _day_and_time(columns: Sequence[Cells]) -> Iterator[Source]:
    """A day in one column, and the time of day, or its hour from 0 to 24, in another."""
    for clock, column in enumerate(columns):
        hours = named(column.name, HOUR) and _all(column, r"[01]?\d|2[0-4]", False)
        if not hours and not _all(column, CLOCK, False):
            continue
        times = [f"{cell.zfill(2)}:00" for cell in column.cells] if hours else column.cells
        for day, other in enumerate(columns):
            if day != clock and any(map(_is_day, date_readings(other.cells[:SAMPLE]))):
                cells = [" ".join(pair) for pair in zip(other.cells, times, strict=True)]
                yield Source((day, clock), cells, True)
                return


def _is_day(dates: Dates) -> bool:
    return dates.readable and not dates.form.clock and "%d" in dates.form.pattern
