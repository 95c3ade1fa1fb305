"""Rows without a date in a table whose other rows have one."""

from ...grid import Grid
from ...notes import Note
from ..missing import is_none
from .dates import date_readings
from .headings import TIME, named
from .patterns import IN_DIGITS

MOST_UNDATED = 0.1  # of the rows


def without_undated(grid: Grid) -> tuple[Grid, list[Note]]:
    """The grid without rows that nothing places in time, and how many these are."""
    for place, name in enumerate(grid.names):
        there = [row for row, cells in enumerate(grid.rows) if not is_none(cells[place])]
        count = len(grid.rows) - len(there)
        if not 0 < count <= MOST_UNDATED * len(grid.rows):
            continue
        readings = date_readings([grid.rows[row][place] for row in there])
        dates = [one for one in readings if one.readable]
        if dates and (dates[0].form.pattern not in IN_DIGITS or named(name, TIME)):
            rows, lines = [grid.rows[row] for row in there], [grid.lines[row] for row in there]
            return grid._replace(rows=rows, lines=lines), [Note("undated", count)]
    return grid, []
