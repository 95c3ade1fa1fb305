"""Numbers on a single line, as people paste them from programs and pages."""

import pytest
from unrolled.tasks.own.reading import read_grid

from .tables import VALUES, comma, lines

POINTS = [str(value) for value in VALUES]
COMMAS = [comma(value) for value in VALUES]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (", ".join(POINTS), POINTS),
        (",".join(POINTS), POINTS),
        (f"\n{' '.join(POINTS)} \n", POINTS),
        ("\t".join(COMMAS), COMMAS),
        ("; ".join(COMMAS) + ";", COMMAS),
        (" ".join(COMMAS), COMMAS),
        (", ".join(COMMAS), COMMAS),
        (f"({', '.join(POINTS)})", POINTS),
        (f"c({', '.join(POINTS)})", POINTS),
        (f"[{'  '.join(POINTS[:6])}\n {'  '.join(POINTS[6:])}]", POINTS),
        (f"array([{', '.join(POINTS)}])", POINTS),
        ("20.0, NA, 21.0, -", ["20.0", "NA", "21.0", "-"]),
    ],
)
def test_a_list_is_a_column(text: str, cells: list[str]) -> None:
    grid = read_grid(text)
    assert [row for (row,) in grid.rows] == cells
    assert (grid.names, grid.header, grid.notes) == (["column 1"], False, [("list", "")])


def test_its_name_may_stand_above() -> None:
    grid = read_grid(lines("Temperature", ", ".join(POINTS)))
    assert (grid.names, grid.header) == (["Temperature"], True)
    assert (grid.rows[0], grid.lines[-1]) == (["20.0"], 2)


def test_one_number_a_line_may_have_a_comma_after_it() -> None:
    assert read_grid(",\n".join(POINTS) + ",").rows == [[cell] for cell in POINTS]
