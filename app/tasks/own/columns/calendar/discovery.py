"""Which columns of a table are its dates."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ....kinds.errors import UnreadableError
from ...choices import ChoiceQuestion, Choices
from ...grid import Grid
from ...notes import Note
from ..cells import Cells, shown
from ..numbers import taken_apart
from .dates import LONGEST, SAMPLE, Dates, date_readings
from .headings import DATE, named
from .months import month_words
from .patterns import IN_DIGITS, UNIX
from .sources import Source, sources
from .timeline import regularity

LOOKS_LIKE_A_DATE = re.compile(
    r".*\d[-/.]\d+[-/.]\d.*|.*\d{4}[-/]\d.*|.*\d:\d\d.*|(.*\D)?(19|20)\d\d(\D.*)?"
)


class Found(NamedTuple):
    """The dates of a table, where they stand, and what is said and asked of them."""

    source: Source
    dates: Dates
    notes: list[Note]
    question: ChoiceQuestion | None


def find_dates(
    grid: Grid, columns: Sequence[Cells], choices: Choices, taken: set[int]
) -> tuple[Found | None, list[Note]]:
    """The dates of the table's rows, if it has any, and what was met besides.

    `taken` are places of columns that are something else. Raises UnreadableError for a date that
    there is none of, and for a chosen column that holds no dates.
    """
    if choices.date == "":
        return None, []
    possible = [one for one in sources(grid, columns) if not taken & set(one.places)]
    if choices.date is not None:
        place = place_of(grid.names, choices.date)
        possible = [one for one in possible if one.places[0] == place]
    found, notes, lacking = [], [], None
    for source in possible:
        readings = date_readings(source.cells) if all(source.cells) else []
        whole = [one for one in readings if one.readable]
        if whole and (choices.date is not None or _plausible(source, whole, grid)):
            found.append(_decided(source, whole, choices.day_first, grid.names))
            if _unique(found[-1].dates):
                break
        elif not whole and len(source.places) == 1:
            bad = _no_such_date(source, readings)
            lacking = (source, bad) if bad is not None and lacking is None else lacking
            if bad is None and _looks_like_dates(source.cells, grid.names[source.places[0]]):
                notes.append(Note("unread_dates", shown(grid.names[source.places[0]])))
    if not found and lacking:
        source, bad = lacking
        column = shown(grid.names[source.places[0]])
        line, text = grid.lines[bad], source.cells[bad]
        raise UnreadableError("no_such_date", line=line, column=column, text=text)
    if not found and choices.date is not None:
        raise UnreadableError("no_dates", column=choices.date)
    return next((one for one in found if _unique(one.dates)), found[0] if found else None), notes


def place_of(names: Sequence[str], column: str) -> int:
    """Where the column of a name, or of a number from 1, stands. Raises UnreadableError."""
    if column in names:
        return names.index(column)
    if column.isdecimal() and 1 <= int(column) <= len(names):
        return int(column) - 1
    raise UnreadableError("unknown_column", column=column, names=names)


def _plausible(source: Source, readings: Sequence[Dates], grid: Grid) -> bool:
    """Whether what could be numbers is dates: by its name, or because it goes on evenly."""
    if len(source.places) > 1 and grid.header:
        return True
    if len(source.places) > 1:
        return any(all(regularity(one)) for one in readings)
    if readings[0].form.pattern not in IN_DIGITS:
        return True
    if not any(map(_unique, readings)):
        return source.named and readings[0].form.pattern == "%Y"
    even = any(all(regularity(one)) for one in readings)
    if readings[0].form.pattern in UNIX:
        return source.named
    if source.named or IN_DIGITS[readings[0].form.pattern] >= 8:
        return True
    return even and not grid.header


def _unique(dates: Dates) -> bool:
    return len(np.unique(dates.moments)) == len(dates.moments)


def _decided(
    source: Source, readings: list[Dates], day_first: bool | None, names: Sequence[str]
) -> Found:
    """One of the readings: the chosen one, or the one that is more even and goes one way."""
    name = names[source.places[0]]
    told = [Note("date_parts", ", ".join(shown(names[p]) for p in source.places))]
    notes = told if len(source.places) > 1 else []
    chosen = [one for one in readings if _is_day_first(one) == day_first]
    if day_first is not None and chosen:
        readings = chosen
    different = [one for one in readings if (one.moments != readings[0].moments).any()]
    if not different:
        return Found(source, readings[0], notes, None)
    scores = [regularity(one) for one in readings]
    best = [
        one
        for one, (even, one_way) in zip(readings, scores, strict=True)
        if all(even >= other and one_way >= way for other, way in scores)
    ]
    best = sorted(best or readings, key=_is_day_first, reverse=True)
    first, last = best[0], best[-1]
    places = np.flatnonzero(first.moments != last.moments)
    if day_first is not None or _is_day_first(first) == _is_day_first(last) or not len(places):
        return Found(source, first, [*notes, Note("dates_read_as", first.form.sample)], None)
    as_read = [str(one.moments[places[0]].astype("datetime64[D]")) for one in (first, last)]
    question = ChoiceQuestion("day_first", name, source.cells[places[0]], [True, False], as_read)
    return Found(source, first, notes, question)


def _is_day_first(dates: Dates) -> bool:
    pattern = dates.form.pattern
    return "%d" in pattern and pattern.find("%d") < pattern.find("%m")


def _no_such_date(source: Source, readings: Sequence[Dates]) -> int | None:
    """The row of a cell that is written as all others are, and is no date."""
    if not readings or readings[0].form.pattern in IN_DIGITS:
        return None
    best = min(readings, key=lambda one: int(np.isnat(one.moments).sum()))
    bad = int(np.flatnonzero(np.isnat(best.moments))[0])
    shapes = {_shape(cell) for place, cell in enumerate(source.cells) if place != bad}
    return bad if _shape(source.cells[bad]) in shapes else None


def _shape(cell: str) -> str:
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d+", "9", cell))


def _looks_like_dates(cells: Sequence[str], name: str) -> bool:
    """Whether texts with digits are like dates, or are called so and are each another one."""
    known = [cell[:LONGEST] for cell in cells if cell][:SAMPLE]
    if not known or all(taken_apart(cell) for cell in known):
        return False
    if named(name, DATE) and len(set(known)) == len(known) and any(map(str.isdigit, known[0])):
        return True
    some = [cell for cell in known if LOOKS_LIKE_A_DATE.fullmatch(cell) or month_words([cell])]
    return len(some) > 0.8 * len(known)
