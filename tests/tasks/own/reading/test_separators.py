"""What separates cells: decided by rows that are alike, told, and asked where nothing decides."""

from typing import Any

import pytest
from unrolled.tasks.own.reading import read_grid

from ....problems import unreadable
from .tables import DATES, VALUES, comma, lines, numbers, rows

FIRST = ["2021-03-01", "20.0"]


@pytest.mark.parametrize(
    ("text", "names", "first", "told"),
    [
        (lines("Day\tTemp", rows("\t")), ["Day", "Temp"], FIRST, ("tabs", "")),
        (lines("Day，Temp", rows("，")), ["Day", "Temp"], FIRST, ("commas", "")),
        (lines("Day|Temp", rows("|")), ["Day", "Temp"], FIRST, ("pipes", "")),
        (lines("Day, Temp", rows(", ")), ["Day", "Temp"], FIRST, ("commas", "")),
        (lines("Day  Temp", rows("   ")), ["Day", "Temp"], FIRST, ("blanks", "")),
        (lines("Day \tTemp", rows("\t ")), ["Day", "Temp"], FIRST, ("tabs", "")),
        (lines("sep=\t", "Day\tTemp", rows("\t")), ["Day", "Temp"], FIRST, ("tabs", "")),
        (lines('"SEP=^"', "Day^Temp", rows("^")), ["Day", "Temp"], FIRST, ("sign", "^")),
        (
            lines("a,b;c", *(f"{comma(value)};{value}" for value in VALUES)),
            *(["a,b", "c"], ["20,0", "20.0"], ("semicolons", "")),
        ),
        (
            lines(*(f"01.{month + 1:02}.2021  {comma(v)}" for month, v in enumerate(VALUES))),
            *(["column 1", "column 2"], ["01.01.2021", "20,0"], ("blanks", "")),
        ),
        (
            lines("Time,x", *(f"2021-03-01 {hour:02}:00,{v}" for hour, v in enumerate(VALUES))),
            *(["Time", "x"], ["2021-03-01 00:00", "20.0"], ("commas", "")),
        ),
        (
            lines("'Day','Temp'", *(f"'{d}','{v}'" for d, v in zip(DATES, VALUES, strict=True))),
            *(["Day", "Temp"], FIRST, ("commas", "")),
        ),
        (
            lines("text,label", *(f'"good, film {i}",{"ab"[i % 2]}' for i in range(9))),
            *(["text", "label"], ["good, film 0", "a"], ("commas", "")),
        ),
        (
            lines(*(f"{'ham' if i % 3 else 'spam'}\tto be, or not {i}" for i in range(9))),
            *(["column 1", "column 2"], ["spam", "to be, or not 0"], ("tabs", "")),
        ),
    ],
)
def test_rows_that_are_alike_tell(
    text: str, names: list[str], first: list[str], told: tuple[str, str]
) -> None:
    grid = read_grid(text)
    assert (grid.names, grid.rows[0]) == (names, first)
    assert grid.notes == [told]


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        (numbers(), "column 1", "20.0"),
        (lines("Wert", numbers(",")), "Wert", "20,0"),
        (lines('"Temp, mean"', numbers(",")), "Temp, mean", "20,0"),
        (lines(*(f"{i % 3},{i * 7 % 100:02}" for i in range(30))), "column 1", "0,00"),
        (lines(*(f"{i},5" for i in range(12))), "column 1", "0,5"),
        (lines("998", "1,001", "1,004"), "column 1", "998"),
        (lines(*(f"1 {i * 80:03}" for i in range(12))), "column 1", "1 000"),
        (lines("#N/A", numbers()), "column 1", "#N/A"),
    ],
)
def test_a_number_on_each_line_is_one_column(text: str, name: str, first: str) -> None:
    grid = read_grid(text)
    assert (grid.names, grid.rows[0], grid.separator) == ([name], [first], "")


@pytest.mark.parametrize(
    "text",
    [
        lines("x,y", *(f"{i * 3},{i * i % 17 + 3}" for i in range(20))),
        lines(*(f"{i},{i * i % 17 + 3}" for i in range(20))),  # they count the rows
        lines(*(f"{1990 - i},{i * i % 17 + 3}" for i in range(20))),
    ],
)
def test_whole_numbers_below_two_names_or_counted_are_two_columns(text: str) -> None:
    grid = read_grid(text)
    assert len(grid.names) == 2
    assert not grid.undecided


@pytest.mark.parametrize("header", [[], ["Temp, mean"]])
def test_a_comma_that_may_be_either_is_left_open(header: list[str]) -> None:
    text = lines(*header, numbers(","))
    grid = read_grid(text)
    assert grid.undecided == "18,2"
    assert grid.rows[0] == ["20", "0"]
    assert read_grid(text, "point") == grid._replace(undecided="")
    one = read_grid(text, "comma")
    assert (one.rows[0], one.undecided) == (["20,0"], "")


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("", "table_empty", {}),
        (" \n;;\n", "table_empty", {}),
        ("Day,Temp\n", "table_header_only", {}),
        (lines("Day,Temp", rows(), "2021-04-01,1,2"), "table_ragged", (14, 3, 2)),
        (lines("Datum,Wert", rows(",", ",")), "table_ragged", (2, 3, 2)),
        (
            lines("Day,Note,x", *(f'{date},"two\nlines",1' for date in DATES), "2021-04-01,1"),
            *("table_ragged", (26, 2, 3)),
        ),
        (lines("Day,x", rows(), '2021-04-01,"1', "2021-04-02,2"), "table_quotes", {"line": 14}),
        (lines("Day,x", '2021-04-01,"1"2', rows()), "table_quotes", {"line": 2}),
        ("x" * 200_000, "table_long_cell", {"line": 1}),
        (lines("x" * 200_000, numbers(",")), "table_long_cell", {"line": 1}),
        (lines(*(["1,2"] * 20_200)), "table_rows", {"count": 20_001, "high": 20_000}),
        (lines(numbers(), "," * 240_000), "table_columns", {"count": 240_001, "high": 200}),
        (lines(*([",,,,,,,,,"] * 24_000), numbers()), "table_rows", {"count": 20_001}),
        ("1 " * 30_000, "table_rows", {"count": 30_000, "high": 20_000}),
        ("1\n" * 750_001, "text_too_large", {"count": 1_500_002, "high": 1_500_000}),
    ],
)
def test_what_is_no_table_or_too_large_a_one_is_refused(
    text: str, code: str, params: dict[str, Any] | tuple[int, int, int]
) -> None:
    names = ("line", "count", "width")
    given = params if isinstance(params, dict) else dict(zip(names, params, strict=True))
    refused, told = unreadable(read_grid, text)
    assert refused == code
    assert told | given == told


def test_cells_are_limited_too() -> None:
    line = ",".join(["1"] * 100)
    assert unreadable(read_grid, lines(*([line] * 4_500))) == (
        *("table_cells", {"count": 440_000, "high": 400_000}),
    )
