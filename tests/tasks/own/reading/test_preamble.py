"""What stands around a table is left out, and told."""

import pytest
from unrolled.tasks.own.reading import read_grid

from .tables import VALUES, lines, rows

NAMES = ["Day", "Temp"]


@pytest.mark.parametrize(
    ("text", "told", "first", "last"),
    [
        (lines("# by hand", "# in °C", "Day,Temp", rows()), [("comments", 2)], 4, 15),
        (lines("% by hand", "", "Day,Temp", rows()), [("comments", 1)], 4, 15),
        (lines("// by hand", "Day,Temp", rows()), [("comments", 1)], 3, 14),
        (lines("#Day,Temp", rows()), [], 2, 13),
        (lines("# by hand", "# Day,Temp", rows()), [("comments", 1)], 3, 14),
        (lines("Day,Temp", "# a gap", rows(), "# 2022-01-01,9"), [("comments", 2)], 3, 14),
        (
            lines("Temperature", "", "at home, by me", "", "Day,Temp", rows()),
            [("above", 2)],
            6,
            17,
        ),
        (lines('"Source","Office",,', "", "Day,Temp", rows()), [("above", 1)], 4, 15),
        (
            lines("Day,Temp", rows(), "", "Source: me", "Updated today"),
            [("below", 2)],
            2,
            13,
        ),
        (lines("Day,Temp", rows(), "", "Source: an office, of state"), [("below", 1)], 2, 13),
        (lines("Day,Temp", "", rows(), ""), [], 3, 14),
        (lines("Day,Temp", rows().replace("\n", "\n\n")), [("empty_lines", 11)], 2, 24),
        (
            lines("Day,Temp", rows().replace("\n", "\n,\n", 1), ","),
            [("empty_lines", 1)],
            2,
            14,
        ),
        (lines("---,---", "Day,Temp", "====,====", rows()), [], 4, 15),
    ],
)
def test_what_is_no_row_is_left_out(
    text: str, told: list[tuple[str, int]], first: int, last: int
) -> None:
    grid = read_grid(text)
    assert grid.names == NAMES
    assert grid.notes[1:] == told
    assert (grid.lines[0], grid.lines[-1]) == (first, last)
    assert len(grid.rows) == 12


def test_a_column_that_counts_the_rows_may_be_called_by_a_sign() -> None:
    grid = read_grid(lines('"#","Time, UTC","Temp, °C"', *(f"{i},{i}:00,{i}.5" for i in range(20))))
    assert (grid.names, len(grid.rows)) == (["#", "Time, UTC", "Temp, °C"], 20)


def test_marks_that_nobody_sees_are_in_no_cell() -> None:
    grid = read_grid(
        lines("\u200bDay,Temp", *(f"\u200e{i + 1}/\u200e2,\u200b{i}.5" for i in range(20)))
    )
    assert (grid.names, grid.rows[0]) == (NAMES, ["1/2", "0.5"])


def test_a_table_in_markdown_is_read() -> None:
    text = lines("| Day | Temp |", "|---|:--|", *(f"| {r} |" for r in rows(" | ").splitlines()))
    grid = read_grid(text)
    assert (grid.names, grid.rows[0], len(grid.rows)) == (NAMES, ["2021-03-01", "20.0"], 12)


def test_a_bank_of_the_world_is_read() -> None:
    text = lines(
        '"Data Source","World Development Indicators",',
        *("", '"Last Updated Date","2024-01-01",', ""),
        '"Country Name","Country Code","Indicator Code","1960","1961",',
        *(f'"C{i}","C","SP.POP.TOTL","{value}","",' for i, value in enumerate(VALUES)),
    )
    grid = read_grid(text)
    assert grid.names == ["Country Name", "Country Code", "Indicator Code", "1960", "1961"]
    assert grid.notes == [("commas", ""), ("above", 2)]
    assert (grid.rows[0], grid.lines[0]) == (["C0", "C", "SP.POP.TOTL", "20.0", ""], 6)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_anywhere(end: str) -> None:
    text = lines("Day;Temp", rows(";", ","))
    assert read_grid(text.replace("\n", end)) == read_grid(text)
