"""Which row of a table holds the names of its columns, if one does, and what these are."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ...kinds.shortening import shortened
from .cells import DATE, YEAR, is_clean, is_missing, is_number, is_text, pattern
from .preamble import is_apart
from .rows import Row

SAMPLE = 200  # rows by which a column is judged
MOST = 0.8  # of the cells of a column of numbers or dates have digits
MOST_ABOVE = 5  # rows of names, units, …
LONGEST_NAME = 100  # characters


class Header(NamedTuple):
    """The row of names, or None; the rows above it, those below it that are none of values."""

    names: Row | None
    above: list[Row]
    units: list[Row]
    rows: list[Row]


def header_of(rows: list[Row]) -> Header:
    """The first rows are names, units and the like as long as they are unlike what is below.

    Of several the first one that is complete, and has no name twice, holds the names; but not one
    above an empty line.
    """
    count = 0
    while count < min(MOST_ABOVE, len(rows) - 1):
        top, below = rows[count].cells, [row.cells for row in rows[count + 1 : count + 1 + SAMPLE]]
        if not (_is_unlike(top, below) or (count == 0 and _names_years(top, below))):
            break
        count += 1
    if count == 0:
        only = len(rows) == 1 and _is_words(rows[0].cells)
        return Header(rows[0] if only else None, [], [], rows[1:] if only else rows)
    first = max((i for i in range(1, count) if is_apart(rows[i - 1], rows[i])), default=0)
    place = max(range(first, count), key=lambda i: len(set(rows[i].cells) - {""}))
    return Header(rows[place], rows[:place], rows[place + 1 : count], rows[count:])


def _is_words(cells: Sequence[str]) -> bool:
    return not any(pattern(cell).startswith("9") for cell in cells)


def _is_unlike(top: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row is no row of values: by the first column of numbers or dates that decides."""
    columns = [list(column) for column in zip(*below, strict=True)]
    regular = _regular(columns)
    if not regular:
        return _names_categories(top, columns)
    if _counts(top) and not any(is_missing(row[0]) for row in below):
        return True  # what pandas writes above numbered columns: ",0,1,2"
    for place in regular:
        if seen := pattern(top[place]):
            return _is_new(seen, [pattern(cell) for cell in columns[place]])
    return False


def _names_years(top: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether years stand above all numbers, several one after the other, or one above others."""
    columns = [list(column) for column in zip(*below, strict=True)]
    years = [top[place] for place in _regular(columns) if top[place]]
    if not years or not all(YEAR.fullmatch(year) for year in years):
        return False
    if len(years) > 1:
        return _follow(years) and not all(_follow([cell for cell in row if cell]) for row in below)
    others = [YEAR.fullmatch(cell) for column in columns for cell in column if is_number(cell)]
    return sum(map(bool, others)) < (1 - MOST) * len(others)


def _is_new(seen: str, below: list[str]) -> bool:
    """Whether a pattern with letters, or without digits, is not the usual one below it."""
    if "9" in seen and any("a" in one and DATE.fullmatch(one) for one in below):
        return not DATE.fullmatch(seen)  # "May 2020" above "Jun. 2020"
    return ("a" in seen or "9" not in seen) and below.count(seen) <= (1 - MOST) * len(below)


def _regular(columns: list[list[str]]) -> list[int]:
    """Which columns are of numbers or dates, but for a few cells, most of them not empty."""
    places = []
    for place, column in enumerate(columns):
        there = [cell for cell in column if not is_missing(cell)]
        if 2 * len(there) >= len(column) and sum(map(_is_figure, there)) > MOST * len(there):
            places.append(place)
    return places


def _is_figure(cell: str) -> bool:
    return cell[0].isdecimal() or is_clean(cell) or not is_text(cell)


def _follow(cells: Sequence[str]) -> bool:
    """Whether all of them are years, each one after another."""
    years = [int(cell) for cell in cells if YEAR.fullmatch(cell)]
    return len(years) == len(cells) and all(b - a == 1 for a, b in pairwise(years))


def _counts(top: Sequence[str]) -> bool:
    return len(top) > 1 and list(top) == ["", *map(str, range(len(top) - 1))]


def _names_categories(top: Sequence[str], columns: list[list[str]]) -> bool:
    """Whether a column repeats a few words and the row above has another one."""
    return any(
        len(set(column)) * 2 <= len(column) and cell not in column and cell
        for cell, column in zip(top, columns, strict=True)
    )


def unique_names(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names, none twice and none empty, and those that are new because they occur again."""
    cleaned = [shortened(" ".join(name.split()), LONGEST_NAME) for name in given]
    names: list[str] = []
    changed = []
    for place, name in enumerate(cleaned):
        first = name or f"column {place + 1}"
        unique, number = first, 1
        while unique in names or (unique != name and unique in cleaned):
            number += 1
            unique = f"{first} ({number})"
        names.append(unique)
        if unique != first:
            changed.append(unique)
    return names, changed
