"""Tables as spreadsheets, offices and loggers write them: the files of tests/data/own."""

from pathlib import Path
from typing import Any

import pytest
from unrolled.tasks.own.reading import read_grid

FILES = Path(__file__).parents[3] / "data" / "own"
# Of each file: its names, its first and its last row, the lines of these, what is told of its form,
# and what else.
SIGNS = {"commas": ",", "semicolons": ";", "blanks": " "}
CASES: dict[str, tuple[list[str], list[str], list[str], tuple[int, int], str, list[Any]]] = {
    "C02-quoted-thousands-decimals.csv": (
        *(["Date", "Price"], ["2021-03-01", "980.5"], ["2021-04-13", "1,109.5"]),
        *((2, 45), "commas", []),
    ),
    "C03-german-mixed.csv": (
        *(["Datum", "Wert"], ["01.03.2021", "980,25"], ["13.04.2021", "1.109"]),
        *((2, 45), "semicolons", []),
    ),
    "C05a-fred-dot.csv": (
        *(["DATE", "RATE10"], ["2021-03-01", "."], ["2021-04-13", "36.4"]),
        *((2, 45), "commas", []),
    ),
    "C05b-excel-na.csv": (
        *(["Date", "X"], ["2021-03-01", "#N/A"], ["2021-04-13", "36.4"]),
        *((2, 45), "commas", []),
    ),
    "C06-sentinel.csv": (
        *(["Date", "Temp"], ["2021-03-01", "-9999"], ["2021-04-13", "36.4"]),
        *((2, 45), "commas", []),
    ),
    "C07-sep-line.csv": (
        *(["Datum", "Wert"], ["01.03.2021", "20,0"], ["13.04.2021", "36,4"]),
        *((3, 46), "semicolons", []),
    ),
    "C08-semicolon-in-quoted-header.csv": (
        *(["Date", "Temp; mean"], ["2021-03-01", "20.0"], ["2021-04-13", "36.4"]),
        *((2, 45), "commas", []),
    ),
    "C11b-iso-offset.csv": (
        ["Date", "Close"],
        *(["2021-04-13 00:00:00+00:00", "36.4"], ["2021-03-01 00:00:00+00:00", "20.0"]),
        *((2, 45), "commas", []),
    ),
    "C11c-iso-fraction.csv": (
        ["Date", "Close"],
        *(["2021-04-13 00:00:00.000", "36.4"], ["2021-03-01 00:00:00.000", "20.0"]),
        *((2, 45), "commas", []),
    ),
    "C11f-compact.csv": (
        *(["Date", "Close"], ["20210413", "36.4"], ["20210301", "20.0"]),
        *((2, 45), "commas", []),
    ),
    "C13-months-at-midnight.csv": (
        *(["Date", "X"], ["2015-01-01 00:00:00", "20.0"], ["2018-10-01 00:00:00", "36.4"]),
        *((2, 45), "commas", []),
    ),
    "C15-footer-total.csv": (
        *(["Date", "X"], ["2021-03-01", "20.0"], ["Total", "1101.6"]),
        *((2, 46), "commas", []),
    ),
    "C16-constant-last-column.csv": (
        *(["Date", "X", "flag"], ["2021-03-01", "20.0", "1"], ["2021-04-13", "36.4", "1"]),
        *((2, 45), "commas", []),
    ),
    "C17-large-numbers.csv": (
        ["Date", "cap"],
        *(["2021-03-01", "2000000000000000"], ["2021-04-13", "3640000000000000"]),
        *((2, 45), "commas", []),
    ),
    "C18-list-on-one-line.txt": (["column 1"], ["20.0"], ["36.4"], (1, 1), "list", []),
    "C19a-comments.csv": (
        *(["year", "month", "value"], ["1958", "1", "20.0"], ["1961", "8", "36.4"]),
        *((4, 47), "commas", [("comments", 2)]),
    ),
    "C19b-blanks.txt": (
        ["column 1", "column 2", "column 3"],
        *(["1958", "1", "20.00"], ["1961", "8", "36.40"], (1, 44), "blanks", []),
    ),
    "C19c-units-row.csv": (
        *(["Date", "Temp"], ["2021-03-01", "20.0"], ["2021-04-13", "36.4"]),
        *((3, 46), "commas", [("units", "degC")]),
    ),
    "C22-json-lines.jsonl": (
        *(["t", "v"], ["2021-03-01", "20.0"], ["2021-04-13", "36.4"]),
        *((1, 44), "records", []),
    ),
    "C23-labels-of-inserted.csv": (
        *(["Datum", "Wert"], ["01.03.2021", "20,0"], ["13.04.2021", "36,4"]),
        *((2, 43), "semicolons", []),
    ),
    "C26-same-name-twice.csv": (
        ["Date", "Close", "Close (2)"],
        *(["2021-03-01", "20.0", "40.0"], ["2021-04-13", "36.4", "72.8"]),
        *((2, 45), "commas", [("told_apart", "Close (2)")]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_is_read(name: str) -> None:
    names, first, last, lines, form, told = CASES[name]
    grid = read_grid((FILES / name).read_bytes())
    assert grid.names == names
    assert (grid.rows[0], grid.rows[-1]) == (first, last)
    assert (grid.lines[0], grid.lines[-1]) == lines
    assert grid.notes == [(form, ""), *told]
    assert grid.separator == SIGNS.get(form, "")
    assert grid.header == (names[0] != "column 1")
    assert not grid.undecided


def test_every_file_is_read() -> None:
    assert {path.name for path in FILES.glob("C*")} == set(CASES)
