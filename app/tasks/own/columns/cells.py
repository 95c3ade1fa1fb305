"""A column's cells while it is judged: which hold a value, and which numbers they may be."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from ..grid import Grid
from .calendar.dates import SAMPLE, date_readings
from .missing import is_none
from .numbers import MULTIPLES, NumberFormat, Written, fits_most, readings, taken_apart, values_of
from .table import Numbers

FLAG = re.compile("[a-z]{1,2}|[*†‡§^#]+")
FEW_FLAGGED = 0.5  # at least so many of the numbers have no flag


class Cells:
    """n cells of a column, of which those of `none` hold no value."""

    def __init__(self, name: str, cells: Sequence[str], none: Collection[str] = ()) -> None:
        self.name, self.cells = name, list(cells)
        self.empty = [is_none(cell) or cell in none for cell in self.cells]
        self.form: NumberFormat | None = None  # as it was decided

    def without(self, texts: Collection[str]) -> "Cells":
        """The column, read in its format, with no value in cells of these texts."""
        found = Cells(self.name, self.cells, texts)
        found.empty = [a or b for a, b in zip(found.empty, self.empty, strict=True)]
        found.form = self.form
        return found

    def holds(self, sign: str) -> bool:
        """Whether a number is written with the sign."""
        return any(one is not None and sign in one.core for one in self.written)

    @property
    def missing(self) -> int:
        """How many hold no value."""
        return sum(self.empty)

    @cached_property
    def known(self) -> list[str]:
        """The texts of those that hold one."""
        return [cell for cell, empty in zip(self.cells, self.empty, strict=True) if not empty]

    @cached_property
    def different(self) -> set[str]:
        """Each text that occurs, once."""
        return set(self.known)

    @cached_property
    def written(self) -> list[Written | None]:
        """The cells (n,) taken apart, None for those that are no numbers."""
        seen = {cell: taken_apart(cell) for cell in self.different}
        pairs = zip(self.cells, self.empty, strict=True)
        return [None if empty else seen[cell] for cell, empty in pairs]

    @cached_property
    def readings(self) -> list[NumberFormat]:
        """The formats in which all known cells are numbers that say different things."""
        some = list(self.different)[:SAMPLE]
        if not self.known or not all(map(taken_apart, some)):
            return []  # of most texts this is enough to know
        if any(
            one is None for one, empty in zip(self.written, self.empty, strict=True) if not empty
        ):
            return []
        if len(self.units - self.flags) > 1 and not self.has_multiples:
            return []
        return readings([one for one in self.written if one])

    @cached_property
    def units(self) -> set[str]:
        """What stands beside the numbers: of a column of numbers it is one."""
        return {one.unit for one in self.written if one}

    @property
    def unit(self) -> str:
        """What stands beside each of the numbers."""
        return "" if self.has_multiples else next(iter(self.units - self.flags), "")

    @cached_property
    def flags(self) -> set[str]:
        """What stands beside few of them, as offices mark what is provisional: p, e, *."""
        units = Counter(one.unit for one in self.written if one)
        if units[""] <= FEW_FLAGGED * units.total():
            return set()
        return {unit for unit in units if FLAG.fullmatch(unit)}

    @property
    def has_multiples(self) -> bool:
        """Whether some numbers are written as 1.5M, in thousands, millions or more."""
        return len(self.units) > 1 and self.units <= set(MULTIPLES)

    @property
    def share_of_numbers(self) -> float:
        """How many of the cells look like numbers, of all."""
        return sum(one is not None for one in self.written) / max(len(self.cells), 1)

    @cached_property
    def first_values(self) -> Numbers:
        """The numbers (n,) in the likeliest of the readings, NaN where there is none."""
        return values_of(self.written, self.readings[0], self.has_multiples)

    @property
    def values(self) -> Numbers:
        """The numbers (n,) as the column's format was decided, NaN where there is none."""
        return values_of(self.written, self.form or self.readings[0], self.has_multiples)

    @cached_property
    def is_constant(self) -> bool:
        """Whether it says one thing only."""
        return len(self.different) < 2 or (
            bool(self.readings) and float(np.ptp(_known(self.first_values))) == 0
        )

    @cached_property
    def are_dates(self) -> bool:
        """Whether all cells are dates, in one format."""
        readings = [] if self.readings else date_readings(self.cells)
        return any(one.readable and one.form.pattern for one in readings)

    @property
    def is_flag(self) -> bool:
        """Whether it is 0 or 1 and nothing else."""
        return bool(self.readings) and set(_known(self.first_values).tolist()) <= {0.0, 1.0}

    @property
    def way(self) -> int:
        """1 if each number is more than the one before, −1 if each is less, 0 otherwise."""
        if not self.readings or self.missing or len(self.cells) < 2:
            return 0
        steps = np.diff(self.first_values)
        return int((steps > 0).all()) - int((steps < 0).all())

    @property
    def decimals(self) -> int:
        """How many digits after the decimal sign the numbers have at most, without an exponent."""
        form = self.form or self.readings[0]
        mantissas = [one.core.lower().partition("e")[0] for one in self.written if one]
        return max(len(mantissa.partition(form.decimal)[2]) for mantissa in mantissas)

    @cached_property
    def step(self) -> float:
        """By how much each number is more than the one before, if but for rounding it is always so.

        Else 0.
        """
        if not self.way:
            return 0
        values = self.first_values
        step = float(values[-1] - values[0]) / (len(values) - 1)
        unit = 10.0**-self.decimals  # of which rounding takes up to the half
        off = np.abs(values - values[0] - step * np.arange(len(values))).max()
        return step if off <= (1.01 * unit if abs(step) > 3 * unit else 1e-9 * abs(step)) else 0

    @property
    def is_counter(self) -> bool:
        """Whether it counts rows: 1, 2, 3 …, or backwards."""
        return abs(self.step) == 1 and self.first_values[0].is_integer() and not self.unit

    @property
    def odd_one(self) -> int | None:
        """The row of the first cell that is no number, or none that is written as most are."""
        for row, (one, empty) in enumerate(zip(self.written, self.empty, strict=True)):
            if one is None and not empty:
                return row
        pairs = [(row, one) for row, one in enumerate(self.written) if one]
        usual = Counter(one.unit for _, one in pairs).most_common(1)
        form = fits_most([one for _, one in pairs])
        odd = (row for row, one in pairs if one.unit != usual[0][0] or not form.fits(one))
        return next(odd, None)


def columns_of(grid: Grid, none: Collection[str] = ()) -> list[Cells]:
    """The columns of a grid, from the left."""
    columns = zip(grid.names, zip(*grid.rows, strict=True), strict=True)
    return [Cells(name, cells, none) for name, cells in columns]


def _known(values: Numbers) -> Numbers:
    known: Numbers = values[~np.isnan(values)]
    return known


def shown(name: str) -> str:
    """The name of a column; without a header they are called "column 1" and so on."""
    return name.removeprefix("column ")
