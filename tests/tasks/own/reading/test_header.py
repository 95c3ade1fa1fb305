"""Which row holds the names of columns: one that is unlike what is below it."""

import pytest
from unrolled.tasks.own.reading import read_grid

from .tables import DATES, VALUES, comma, lines, numbers, rows

COUNTRIES = ["Chile", "Cuba", "France", "Greece", "Iraq", "Italy", "Norway", "Peru", "Spain"]
COUNTRIES += ["Poland", "Sweden", "Turkey"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        # a year is a name above what are none
        (
            lines("Tag;2021", *(f"{day};{comma(value)}" for day, value in enumerate(VALUES, 1))),
            *(["Tag", "2021"], ["1", "20,0"]),
        ),
        (
            lines("Monat;2021", *(f"{m};{v}" for m, v in zip(MONTHS, VALUES, strict=True))),
            *(["Monat", "2021"], ["Jan", "20.0"]),
        ),
        (
            lines(
                "Country,2019,2020,2021",
                *(f"{c},{v},{v + 1},{v + 2}" for c, v in zip(COUNTRIES, VALUES, strict=True)),
            ),
            *(["Country", "2019", "2020", "2021"], ["Chile", "20.0", "21.0", "22.0"]),
        ),
        # what pandas writes: an index without a name, and numbers for names
        (
            lines(",Day,x", *(f"{i},{d},{i}.5" for i, d in enumerate(DATES))),
            *(["column 1", "Day", "x"], ["0", "2021-03-01", "0.5"]),
        ),
        (
            lines(",0", *(f"{i},{value}" for i, value in enumerate(VALUES))),
            *(["column 1", "0"], ["0", "20.0"]),
        ),
        # what R writes: the names of rows have none
        (
            lines('"x" "y"', *(f'"{i}" {value} 1' for i, value in enumerate(VALUES))),
            *(["column 1", "x", "y"], ["0", "20.0", "1"]),
        ),
        (lines("Day,PM2.5", rows()), ["Day", "PM2.5"], ["2021-03-01", "20.0"]),
        (lines('Day,"Two\nlines"', rows()), ["Day", "Two lines"], ["2021-03-01", "20.0"]),
        (
            lines("word,kind", *(f"{name},{'ab'[i % 2]}" for i, name in enumerate(COUNTRIES))),
            *(["word", "kind"], ["Chile", "a"]),
        ),
    ],
)
def test_names_are_found(text: str, names: list[str], first: list[str]) -> None:
    grid = read_grid(text)
    assert (grid.names, grid.rows[0]) == (names, first)
    assert grid.header


@pytest.mark.parametrize(
    "text",
    [
        rows(),
        numbers(),
        lines("2021-02-28,NA", rows()),
        lines("2021-02-28,not there", rows()),
        lines("2000,1", *(f"{2001 + i},{value}" for i, value in enumerate(VALUES))),
        lines(*(f"{year},{year + 1},{year + 2}" for year in range(1990, 2010))),
        lines(*(f"{month} 2021,{v}" for month, v in zip(MONTHS, VALUES, strict=True))),
        lines("May 2020,3", *(f"{m}. 2021,{v}" for m, v in zip(MONTHS, VALUES, strict=True))),
        lines(*(f"{name},{'ab'[i % 2]}" for i, name in enumerate(COUNTRIES))),
    ],
)
def test_a_first_row_of_values_is_none(text: str) -> None:
    grid = read_grid(text)
    assert not grid.header
    assert len(grid.rows) == len(text.splitlines())
    assert grid.names == [f"column {i + 1}" for i in range(len(grid.names))]


@pytest.mark.parametrize(
    ("above", "names", "told"),
    [
        (["Day,Temp", ",(°C)"], ["Day", "Temp"], "(°C)"),
        (["Day,Temp", "UTC,degree_C"], ["Day", "Temp"], "UTC, degree_C"),
        (["Price,Close", "Ticker,AAPL", "Date,"], ["Price", "Close"], "Ticker, AAPL, Date"),
    ],
)
def test_rows_of_units_and_the_like_are_told(above: list[str], names: list[str], told: str) -> None:
    grid = read_grid(lines(*above, rows()))
    assert (grid.names, grid.rows[0]) == (names, ["2021-03-01", "20.0"])
    assert grid.lines[0] == len(above) + 1
    assert grid.notes[1:] == [("units", told)]


@pytest.mark.parametrize(
    ("header", "names", "told"),
    [
        ("a,a,a", ["a", "a (2)", "a (3)"], "a (2), a (3)"),
        ("a,a,a (2)", ["a", "a (3)", "a (2)"], "a (3)"),
        ("a,,column 2", ["a", "column 2 (2)", "column 2"], "column 2 (2)"),
        ("a, a ,A", ["a", "a (2)", "A"], "a (2)"),
    ],
)
def test_names_are_told_apart(header: str, names: list[str], told: str) -> None:
    grid = read_grid(lines(header, *(f"{value},1,2" for value in VALUES)))
    assert grid.names == names
    assert grid.notes[1:] == [("told_apart", told)]


def test_long_names_are_cut() -> None:
    grid = read_grid(lines(f"{'x' * 300},{'x' * 301}", rows()))
    assert grid.names == [f"{'x' * 99}…", f"{'x' * 99}… (2)"]


def test_columns_without_anything_are_left_out() -> None:
    expected = read_grid(lines("Day,Temp", rows()))
    for header, text in (
        ("Day,Temp,", rows().replace("\n", ",\n") + ","),
        ("Day,Temp", rows().replace("\n", ",\n") + ","),
        ("Day,Temp,,,", rows()),
        ("Day,,Temp", rows(",,")),
        (",Day,Temp", f",{rows()}".replace("\n", "\n,")),
    ):
        assert read_grid(lines(header, text)) == expected
