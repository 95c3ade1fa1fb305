"""Last rows that are no values of a series but sum it up: Total, Average."""

import re

import numpy as np

from ..grid import Grid
from ..reading.cells import shape
from .calendar.dates import date_readings
from .cells import Cells, columns_of
from .missing import is_none

WORDS = (
    "total totals sum subtotal average avg mean median grand count minimum maximum min max"
    " summe gesamt gesamtsumme insgesamt mittelwert mittel durchschnitt moyenne somme totaux"
    " promedio media suma totale somma totaal gemiddelde soma média итого всего сумма среднее"
    " 合计 总计 总和 小计 平均 平均值 均值 合計 總計 計"
)
MOST = 3  # rows
SAMPLE = 30  # rows before it


def last_rows(grid: Grid) -> int:
    """How many of the last rows sum up the others."""
    count = 0
    while count < min(MOST, len(grid.rows) - SAMPLE) and _sums_up(grid, len(grid.rows) - 1 - count):
        count += 1
    if count or len(grid.rows) <= SAMPLE:
        return count
    return int(_has_no_date(grid) or _is_the_sum(grid))


def _sums_up(grid: Grid, row: int) -> bool:
    """Whether a word of a total stands in the first cell that is not empty, and in no row above."""
    place = next((i for i, cell in enumerate(grid.rows[row]) if cell), 0)
    above = [cells[place] for cells in grid.rows[max(row - SAMPLE, 0) : row - MOST]]
    return _has_word(grid.rows[row][place]) and not any(map(_has_word, above))


def _has_word(cell: str) -> bool:
    return bool(set(WORDS.split()) & set(re.split(r"[\W\d_]+", cell.casefold())))


def _has_no_date(grid: Grid) -> bool:
    """Whether its cell is no date where those of all rows before are."""
    for place in range(len(grid.names)):
        last = grid.rows[-1][place]
        before = [row[place] for row in grid.rows[-SAMPLE - 1 : -1]]
        if (
            len(set(before)) < SAMPLE
            or any(map(is_none, before))
            or shape(last) in map(shape, before)
        ):
            continue
        readings = date_readings(before)
        if any(one.readable and one.form.pattern != "%Y" for one in readings):
            return not any(one.readable for one in date_readings([*before, last]))
    return False


def _is_the_sum(grid: Grid) -> bool:
    """Whether one of its numbers is the sum of all above, and larger than any of them."""
    for column in columns_of(grid):
        recent = Cells(column.name, column.cells[-SAMPLE:])
        if not recent.readings or not _dwarfs(recent) or not column.readings:
            continue
        values = column.first_values
        total = float(np.nansum(values[:-1]))
        if np.isclose(values[-1], total, rtol=1e-9, atol=0) and abs(total) > 0:
            return True
    return False


def _dwarfs(column: Cells) -> bool:
    """Whether the last number is larger than all before it together."""
    values = np.abs(column.first_values)
    return not np.isnan(values[-1]) and bool(values[-1] > 1.5 * np.nanmax(values[:-1], initial=0))
