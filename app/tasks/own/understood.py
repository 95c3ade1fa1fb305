"""A table that was brought along, from its bytes to a series that is kept, and what is shown.

With it come the readers of tables, pandas among them: only the process that reads uploads imports
this.
"""

from collections.abc import Iterable

import numpy as np

from ..kinds.shortening import shortened
from .choices import Choices
from .columns.table import Column, Table
from .columns.understand import understand
from .datasets import SeriesData
from .grid import Grid
from .preview import (
    LONGEST_CELL,
    POINTS,
    ROWS,
    ColumnOfData,
    Preview,
    Reading,
    SeriesOfData,
    drawn,
    number,
)
from .reading import read_grid
from .series import judged, own_series


def series_reading(data: bytes | str, choices: Choices) -> Reading:
    """The table as it is understood. Raises UnreadableError for what cannot be learned."""
    grid = read_grid(data, choices.decimal)
    table = understand(grid, choices)
    names = dict.fromkeys([*table.targets, *table.inputs])
    kept = SeriesData(
        table.label_name,
        table.labels,
        table.ahead,
        {name: table.series[name].tolist() for name in names},
        table.inputs,
        table.targets,
        table.choices.model_dump(exclude_none=True),
        table.notes,
    )
    kept = judged(kept)
    return Reading(kept, _shown(grid, table, kept))


def _shown(grid: Grid, table: Table, data: SeriesData) -> Preview:
    task = own_series(data)
    count, points = len(table.labels), POINTS // len(table.targets)
    lines = [drawn(name, data.values[name], table.labels, points) for name in table.targets]
    return Preview(
        rows=count,
        separator=grid.separator,
        encoding=grid.encoding,
        header=grid.header,
        columns=[
            ColumnOfData(one.name, one.kind, one.format, one.missing) for one in table.columns
        ],
        head=_cells(table, range(min(ROWS, count))),
        tail=_cells(table, range(max(count - ROWS, 0), count)),
        series=SeriesOfData(table.label_name, count, task.train_length, lines),
        choices=data.choices,
        questions=table.questions,
        notes=data.notes,
    )


def _cells(table: Table, rows: Iterable[int]) -> list[list[str]]:
    """Rows of the table as they were understood: numbers with a point, and nothing between."""
    return [[_cell(table, column, row) for column in table.columns] for row in rows]


def _cell(table: Table, column: Column, row: int) -> str:
    values = table.series.get(column.name, column.values)
    if values is None:
        return shortened(column.cells[row], LONGEST_CELL)
    return "" if np.isnan(values[row]) else number(values[row])
