"""Readers' own data: what is read of a table, what is said of it, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from unrolled.tasks.own.choices import Choices
from unrolled.tasks.own.datasets import SeriesData
from unrolled.tasks.own.notes import TOLD, Note, told
from unrolled.tasks.own.series import own_series
from unrolled.tasks.own.understood import series_reading

from ...problems import unreadable
from .series_data import series_data

VALUES = [round(float(np.sin(i / 3)) + 2, 3) for i in range(60)]


class Parsed(NamedTuple):
    """A target, and what is told of it."""

    name: str
    values: list[float]
    labels: list[str]
    columns: list[str]
    notes: list[Note]


def parse_series(text: str, column: str | None = None) -> Parsed:
    data, shown = series_reading(text, Choices(targets=[column] if column else None))
    assert isinstance(data, SeriesData)
    [target] = data.targets
    columns = [one.name for one in shown.columns]
    return Parsed(target, data.values[target], data.labels, columns, data.notes)


def table(*rows: str, header: str = "") -> str:
    return "\n".join([*([header] if header else []), *rows])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_last_column_of_numbers_is_taken(sign: str) -> None:
    rows = [f"no {i:02}{sign}{value}{sign}fine" for i, value in enumerate(VALUES)]
    parsed = parse_series(table(*rows, header=sign.join(("day", "height", "note"))))
    assert parsed.name == "height"
    assert parsed.values == VALUES
    assert parsed.labels[:2] == ["no 00", "no 01"]
    names = {",": "commas", ";": "semicolons", "\t": "tabs"}
    read = f"60 rows, column height, cells separated by {names[sign]}, "
    assert told(parsed.notes).startswith(read)


def test_a_decimal_comma_and_points_between_thousands() -> None:
    rows = [f"1.234,{i:02};x" for i in range(50)]
    parsed = parse_series(table(*rows, header="a;b"))
    assert parsed.values[7] == 1234.07


def test_one_column_with_decimal_commas() -> None:
    rows = [f"{i},5" for i in range(50)]
    for header in ("", "height"):
        parsed = parse_series(table(*rows, header=header))
        assert parsed.values[:3] == [0.5, 1.5, 2.5]
        assert len(parsed.columns) == 1


def test_what_is_left_out_is_told() -> None:
    rows = [f"{i},about {i}" for i in range(50)]
    parsed = parse_series(table(*rows, header="m,p"))
    assert parsed.name == "m"
    assert "column p left out because not all of it are numbers" in told(parsed.notes)


def test_what_goes_back_in_time_is_turned_round() -> None:
    rows = [f"{2020 - i},{i}" for i in range(50)]
    parsed = parse_series(table(*rows, header="year,height"))
    assert parsed.labels[0] == "1971"
    assert parsed.values[0] == 49
    assert "turned round so that the oldest comes first" in told(parsed.notes)


def months(count: int) -> list[str]:
    return [f"{2000 + i // 12}-{i % 12 + 1:02}" for i in range(count)]


@pytest.mark.parametrize(
    "write",
    [
        lambda month: month,
        lambda month: f"{month}-01",
        lambda month: f"01.{month[5:]}.{month[:4]}",
        lambda month: str(np.datetime64(month) + 1 - np.timedelta64(1, "D")),  # its last day
    ],
)
def test_missing_dates_are_put_in_and_told(write: Callable[[str], str]) -> None:
    rows = [f"{write(month)};{i}" for i, month in enumerate(months(50))]
    parsed = parse_series(table(*rows[:20], *rows[22:], header="month;height"))
    assert parsed.values == pytest.approx(range(50))
    assert parsed.labels[20:22] == [write("2001-09"), write("2001-10")]
    assert told(parsed.notes).startswith("48 rows, missing dates put in: 2, ")


def test_rows_are_sorted_by_date() -> None:
    rows = [f"{year},{year - 1950}" for year in range(1950, 2000)]
    parsed = parse_series(table(*rows[10:], *rows[:10], header="year,height"))
    assert parsed.values == list(range(50))
    assert told(parsed.notes).startswith("50 rows, sorted by date, column height")


def test_dates_of_uneven_distance_are_told_and_dates_that_are_none_are_labels() -> None:
    days = [np.datetime64("2024-01-01") + i for i in range(80)]
    some = [day for i, day in enumerate(days) if i % 7 not in (1, 3)]
    uneven = parse_series(table(*(f"{day},{i}" for i, day in enumerate(some)), header="d,x"))
    assert uneven.values == list(range(len(some)))
    assert "dates not evenly spaced and taken as if they were" in told(uneven.notes)
    twice = parse_series(table(*(f"{2000 + i // 2},{i}" for i in range(50)), header="year,x"))
    assert told(twice.notes).startswith("50 rows, dates occur more than once and")
    none = parse_series(table(*(f"day {80 - i},{i}" for i in range(50)), header="day,x"))
    assert told(none.notes).startswith("50 rows, column x")
    assert twice.values == none.values == list(range(50))


def test_a_date_that_does_not_exist_is_refused_with_its_line() -> None:
    rows = [f"{i % 28 + 1:02}.{i // 28 + 1:02}.2015;{i}" for i in range(56)]
    rows[11] = "31.02.2015;3"
    params = {"line": 13, "column": "Datum", "text": "31.02.2015"}
    text = table(*rows, header="Datum;Wert")
    assert unreadable(parse_series, text) == ("no_such_date", params)


def test_gaps_are_filled_linearly_and_told() -> None:
    rows = [str(i) for i in range(50)]
    rows[10] = rows[11] = "NA"
    rows[0] = "-"
    parsed = parse_series(table(*rows, header="height"))
    assert parsed.values[:2] == [1.0, 1.0]
    assert parsed.values[9:13] == [9.0, 10.0, 11.0, 12.0]
    assert told(parsed.notes).startswith("50 rows, 3 missing, filled linearly, column height")


def test_a_column_can_be_chosen_by_name_or_number() -> None:
    rows = [f"{i},{-i}" for i in range(50)]
    text = table(*rows, header="up,down")
    assert parse_series(text, "up").values == list(range(50))
    assert parse_series(text, "2").values[3] == -3
    params = {"column": "left", "names": ["up", "down"]}
    assert unreadable(parse_series, text, "left") == ("unknown_column", params)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("", "table_empty", {}),
        ("a,b", "table_header_only", {}),
        (table(*["1;2"] * 50, "3", "1;2"), "table_ragged", {"line": 51, "count": 1, "width": 2}),
        (
            table(*[str(i) for i in range(50)], "twelve", header="height"),
            "not_a_number",
            {"line": 52, "column": "height", "text": "twelve"},
        ),
        (
            table(*[str(i) for i in range(50)], "x" * 200, header="height"),
            "not_a_number",
            {"line": 52, "column": "height", "text": "x" * 79 + "…"},
        ),
        (table(*["x,y"] * 50, header="a,b"), "no_column_of_numbers", {"names": ["a", "b"]}),
        (table(*["1"] * 50), "column_constant", {"column": "1"}),
        (
            table(*["1", "2"] * 10),
            "column_length",
            {"column": "1", "count": 20, "low": 40, "high": 20000},
        ),
        ("2020,1", "column_length", {"column": "2", "count": 1, "low": 40, "high": 20000}),
    ],
)
def test_what_cannot_be_read_is_named_by_line_and_column(
    text: str, code: str, params: dict[str, Any]
) -> None:
    assert unreadable(parse_series, text) == (code, params)


def test_a_series_of_ones_own_is_a_task() -> None:
    task = own_series(series_data(VALUES))
    assert task.lengths == (48, 12)
    restored = task.restore(task.series, task.values)
    np.testing.assert_allclose(restored[:, 0], VALUES, rtol=1e-12)
    np.testing.assert_allclose(task.series[:48].mean(), 0, atol=1e-12)
    np.testing.assert_allclose(task.series[:48].std(), 1)


def test_the_page_has_words_for_every_note() -> None:
    for language in ("en", "zh-Hans"):
        words = json.loads(Path(f"static/locales/{language}.json").read_text("utf-8"))
        for name, template in TOLD.items():
            assert ("{value}" in words[f"data.note.{name}"]) == ("{}" in template)


CASES = Path(__file__).parents[2] / "data" / "own"


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_what_is_shown_is_what_is_kept(path: Path) -> None:
    data, shown = series_reading(path.read_bytes(), Choices())
    assert isinstance(data, SeriesData)
    assert shown.series is not None
    [line] = shown.series.lines
    assert (line.labels, line.values) == (data.labels, data.values[line.name])
    assert line.rows == list(range(shown.rows))
    place = [column.name for column in shown.columns].index(line.name)
    assert [float(row[place]) for row in shown.head] == line.values[:5]
    assert [float(row[place]) for row in shown.tail] == line.values[-5:]
    assert {*data.inputs, *data.targets} == set(data.values)


def test_a_long_series_is_drawn_by_its_extremes() -> None:
    values = [float(i % 97) for i in range(20_000)]
    values[12_345], values[6_789] = -5.0, 1000.0
    _, shown = series_reading("x\n" + "\n".join(map(str, values)), Choices(missing=[]))
    assert shown.series is not None
    [line] = shown.series.lines
    assert len(line.rows) == len(line.labels) == len(line.values) <= 2_000
    assert [values[row] for row in line.rows] == line.values
    assert {12_345, 6_789} <= set(line.rows)
    assert (shown.series.count, shown.series.train_length) == (20_000, 16_000)


def test_a_grid_that_is_undecided_is_asked_about() -> None:
    """One number with a decimal comma in a line, or two cells?"""
    text = "\n".join(f"{i * 7 % 50},{i % 9 + 1}" for i in range(50))
    [question] = series_reading(text, Choices()).preview.questions
    assert question.choice == "decimal"
    assert question.values == ["point", "comma"]
    data, shown = series_reading(text, Choices(decimal="comma"))
    assert isinstance(data, SeriesData)
    assert not shown.questions
    assert next(iter(data.values.values()))[:3] == [0.1, 7.2, 14.3]
