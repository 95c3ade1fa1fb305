"""Dates: in which format all of a column are, and that they go on as they are written."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import pytest
from unrolled.tasks.own.choices import ChoiceQuestion

from ....problems import unreadable
from .tables import DAYS, HOURS, MONTHS, of_time, read, table, values

ENGLISH = "January February March April May June July August September October November December"
GERMAN = [
    "Jan.",
    "Feb.",
    "März",
    "Apr.",
    "Mai",
    "Juni",
    "Juli",
    "Aug.",
    "Sept.",
    "Okt.",
    "Nov.",
    "Dez.",
]
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def american(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


WRITTEN: dict[str, tuple[list[date] | list[datetime], Callable[..., str]]] = {
    "YYYY-MM-DD": (DAYS, str),
    "YYYY/MM/DD": (DAYS, lambda d: f"{d:%Y/%m/%d}"),
    "YYYYMMDD": (DAYS, lambda d: f"{d:%Y%m%d}"),
    "DD.MM.YYYY": (DAYS, lambda d: f"{d:%d.%m.%Y}"),
    "D.M.YYYY": (DAYS, lambda d: f"{d.day}.{d.month}.{d.year}"),
    "DD.MM.YY": (DAYS, lambda d: f"{d:%d.%m.%y}"),
    "DD/MM/YYYY": (DAYS, lambda d: f"{d:%d/%m/%Y}"),
    "M/D/YYYY": (DAYS, american),
    "MM/DD/YY": (DAYS, lambda d: f"{d:%m/%d/%y}"),
    "YY-MM-DD": (DAYS, lambda d: f"{d:%y-%m-%d}"),
    "DD-MM-YYYY": (DAYS, lambda d: f"{d:%d-%m-%Y}"),
    "DD-MMM-YY": (DAYS, lambda d: f"{d:%d-%b-%y}"),
    "DD MMM YYYY": (DAYS, lambda d: f"{d:%d %b %Y}"),
    "DDMMMYYYY": (DAYS, lambda d: f"{d:%d%b%Y}".upper()),
    "MMM DD, YYYY": (DAYS, lambda d: f"{d:%B %d, %Y}"),
    "MMM D, YYYY": (DAYS, lambda d: f"{d:%b} {d.day}, {d.year}"),
    "ddd, DD MMM YYYY": (DAYS, lambda d: f"{d:%a, %d %b %Y}"),
    "dddd, MMM D, YYYY": (DAYS, lambda d: f"{d:%A, %B} {d.day}, {d.year}"),
    "D. MMM YYYY": (DAYS, lambda d: f"{d.day}. {GERMAN[d.month - 1]} {d.year}"),
    "D MMM YYYY": (DAYS, lambda d: f"{d.day} {FRENCH.split()[d.month - 1]} {d.year}"),
    "YYYY年M月D日": (DAYS, lambda d: f"{d.year}年{d.month}月{d.day}日"),
    "YYYY-MM-DD hh:mm:ss": (HOURS, str),
    "YYYY-MM-DDThh:mm:ss": (HOURS, lambda d: f"{d:%Y-%m-%dT%H:%M:%SZ}"),
    "DD.MM.YYYY hh:mm": (HOURS, lambda d: f"{d:%d.%m.%Y %H:%M}"),
    "M/D/YYYY h:mm AM": (HOURS, lambda d: f"{american(d)} {int(f'{d:%I}')}:{d:%M} {d:%p}"),
    "YYYYMMDDThhmmss": (HOURS, lambda d: f"{d:%Y%m%dT%H%M%S}"),
    "YYYYMMDDhhmm": (HOURS, lambda d: f"{d:%Y%m%d%H%M}"),
    "Unix": (HOURS, lambda d: str(int(d.replace(tzinfo=UTC).timestamp()))),
    "hh:mm:ss": (HOURS, lambda d: f"{d:%H:%M:%S}"),
    "YYYY-MM": (MONTHS, lambda d: f"{d:%Y-%m}"),
    "MM/YYYY": (MONTHS, lambda d: f"{d:%m/%Y}"),
    "MM.YYYY": (MONTHS, lambda d: f"{d:%m.%Y}"),
    "YYYYMM": (MONTHS, lambda d: f"{d:%Y%m}"),
    "YYYYMMM": (MONTHS, lambda d: f"{d:%YM%m}"),
    "MMM YYYY": (MONTHS, lambda d: f"{d:%b %Y}"),
    "MMM-YY": (MONTHS, lambda d: f"{d:%b-%y}"),
    "YYYY MMM": (MONTHS, lambda d: f"{d:%Y} {ENGLISH.split()[d.month - 1]}"),
    "YYYY年M月": (MONTHS, lambda d: f"{d.year}年{d.month}月"),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_dates_are_read_turned_filled_and_go_on_as_they_are_written(form: str) -> None:
    dates, write = WRITTEN[form]
    labels = [write(one) for one in dates]
    rows = [f"{label}\t{i}.5" for i, label in enumerate(labels[:50]) if i not in (20, 21)]
    found = read(table("date\tx", rows[::-1]))
    assert found.columns[0].format == form
    assert found.labels == labels[:50]
    assert found.ahead[:10] == labels[50:]
    assert values(found) == pytest.approx(np.arange(50) + 0.5)
    assert of_time(found) == ["turned", "inserted"]
    assert ("inserted", 2) in found.notes
    assert (found.date, found.targets, found.label_name) == ("date", ["x"], "date")
    assert found.questions == []


def test_day_and_month_are_asked_for_where_nothing_decides() -> None:
    days = [date(2021, month, day) for day in range(1, 8) for month in (3, 5, 1, 9, 7, 2)]
    rows = [f"{d:%d/%m/%Y};{i}.5" for i, d in enumerate(days)]
    text = table("when;x", ["04/06/2021;0.5", *rows])
    found = read(text)
    asked = ChoiceQuestion(
        "day_first", "when", "04/06/2021", [True, False], ["2021-06-04", "2021-04-06"]
    )
    assert found.questions == [asked]
    for chosen, first in ((True, "01/01/2021"), (False, "01/01/2021")):
        answered = read(text, day_first=chosen)
        assert answered.questions == []
        assert answered.labels[0] == first
        assert answered.choices.day_first == chosen
    assert read(text, day_first=True).labels[1] == "02/01/2021"
    assert read(text, day_first=False).labels[1] == "01/02/2021"


@pytest.mark.parametrize(
    ("write", "form"), [("%d/%m/%Y", "DD/MM/YYYY"), ("%m/%d/%Y", "MM/DD/YYYY")]
)
def test_an_order_of_day_and_month_that_alone_is_even_is_taken_and_told(
    write: str, form: str
) -> None:
    rows = [f"{d.strftime(write)};{i}.5" for i, d in enumerate(MONTHS)]
    found = read(table("when;x", rows))
    assert found.questions == []
    assert ("dates_read_as", form) in found.notes
    assert found.ahead[0] == date(2020, 1, 1).strftime(write)


def test_points_stand_behind_the_day_even_where_all_of_a_file_is_one_day() -> None:
    rows = [f"01.03.2021 {i // 60:02}:{i % 60:02}:00,{i % 7}.5" for i in range(0, 600, 10)]
    found = read(table("t,x", rows))
    assert (found.questions, found.ahead[0]) == ([], "01.03.2021 10:00:00")
    slashes = read(table("t,x", [row.replace(".", "/", 2) for row in rows]))
    assert [one.choice for one in slashes.questions] == ["day_first"]


def test_a_choice_of_the_day_leaves_no_question() -> None:
    rows = [f"0{1 + i % 3}/0{1 + i % 7}/0{1 + i % 4},{i % 5}.5" for i in range(60)]
    asked = read(table("d,x", rows)).questions
    assert [one.choice for one in asked] == ["day_first"]
    for value in (True, False):
        assert read(table("d,x", rows), day_first=value).questions == []


def test_a_date_that_does_not_exist_is_refused_with_its_line() -> None:
    rows = [f"{i % 28 + 1:02}.{i // 28 + 1:02}.2015;{i}" for i in range(56)]
    rows[11] = "31.02.2015;3"
    params = {"line": 13, "column": "Datum", "text": "31.02.2015"}
    assert unreadable(read, table("Datum;Wert", rows)) == ("no_such_date", params)
    rows[11] = "12.13.2015;3"
    assert unreadable(read, table("Datum;Wert", rows))[1]["text"] == "12.13.2015"
    hours = [f"{d};{i}.5" for i, d in enumerate(HOURS)]
    hours[3] = "2021-03-01 25:00:00;3"
    assert unreadable(read, table("t;x", hours))[1]["line"] == 5


def test_a_date_that_does_not_exist_beside_other_dates_is_told() -> None:
    rows = [f"{d},{d:%d.%m.%Y},{i % 7}.5" for i, d in enumerate(DAYS)]
    rows[5] = f"{DAYS[5]},31.02.2021,3.5"
    found = read(table("a,b,x", rows))
    assert (found.date, found.columns[1].kind) == ("a", "text")
    code, params = unreadable(lambda text: read(text, date="b"), table("a,b,x", rows))
    assert (code, params["line"]) == ("no_such_date", 7)


@pytest.mark.parametrize(
    "labels",
    [
        [str(d) if i % 2 else f"{d:%d.%m.%Y}" for i, d in enumerate(DAYS)],
        [f"{d:%Y-%m-%d}/{d:%d}" for d in DAYS],
        [f"{d.day}th of {d:%B %Y}" for d in DAYS],
    ],
)
def test_what_looks_like_dates_and_cannot_be_read_is_told(labels: list[str]) -> None:
    found = read(table("when;x", [f"{label};{i}.5" for i, label in enumerate(labels)][::-1]))
    assert ("unread_dates", "when") in found.notes
    assert (found.date, found.label_name, values(found)[-1]) == ("", "when", 0.5)


def test_weeks_of_the_calendar() -> None:
    labels = [f"KW {i + 1} 2021" for i in range(50)]
    found = read(table("Woche;x", [f"{label};{i}.5" for i, label in enumerate(labels)][::-1]))
    assert (found.labels, found.ahead[:3]) == (labels, ["KW 51 2021", "KW 52 2021", "KW 1 2022"])
