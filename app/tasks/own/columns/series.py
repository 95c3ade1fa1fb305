"""Numbers of a table's columns in the order of time, as they are learned."""

from collections.abc import Collection, Sequence

import numpy as np

from .cells import Cells
from .table import Numbers

Rows = Sequence[int | None]  # of the file, in the order of time; None for one that was put in


def given(column: Cells, rows: Rows) -> Numbers:
    """The column's numbers (n,), NaN for gaps."""
    values = column.values
    return np.array([np.nan if row is None else values[row] for row in rows])


def filled(column: Cells, rows: Rows) -> Numbers:
    """The column's numbers (n,), gaps filled linearly, and at the ends with what is next."""
    values = given(column, rows)
    known = np.flatnonzero(~np.isnan(values))
    numbers: Numbers = np.interp(np.arange(len(values)), known, values[known])
    return numbers


def one_hot(column: Cells, rows: Rows, taken: Collection[str]) -> dict[str, Numbers]:
    """For each text of a category its name, unlike those taken, and where it stands (n,) as 1."""
    found: dict[str, Numbers] = {}
    for value in sorted(column.different):
        name = f"{column.name}: {value}"
        while name in taken or name in found:
            name += " "
        there = [row is not None and column.cells[row] == value for row in rows]
        found[name] = np.array(there, float)
    return found
