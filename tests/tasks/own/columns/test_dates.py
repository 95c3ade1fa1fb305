"""Dates: which columns are some, in which format, from which one to the next their rows go."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from unrolled.tasks.own.choices import Question
from unrolled.tasks.own.columns.table import Table

from ....problems import unreadable
from .tables import DAYS, kinds, notes, read, table, values

MONTHS = [date(2015 + i // 12, i % 12 + 1, 1) for i in range(60)]
HOURS = [datetime(2021, 3, 1, 5) + timedelta(hours=i) for i in range(60)]
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
    assert [n for n in found.notes if n.name in TOLD_OF_TIME] == [("turned", ""), ("inserted", 2)]
    assert (found.date, found.targets, found.label_name) == ("date", ["x"], "date")
    assert found.questions == []


def working(year: int, month: int) -> date:
    """The first day of a month from Monday to Friday."""
    return next(d for i in range(1, 4) if (d := date(year, month, i)).weekday() < 5)


TOLD_OF_TIME = ("turned", "sorted", "inserted", "uneven", "repeated", "working_days", "holidays")


def of_time(found: Table) -> list[str]:
    return [name for name in notes(found) if name in TOLD_OF_TIME]


@pytest.mark.parametrize(
    ("labels", "later"),
    [
        ([f"{1950 + i}" for i in range(50)], ["2000", "2001"]),
        ([f"{2000 + i // 4}Q{i % 4 + 1}" for i in range(50)], ["2012Q3", "2012Q4"]),
        ([f"Q{i % 4 + 1} {2000 + i // 4}" for i in range(50)], ["Q3 2012", "Q4 2012"]),
        ([f"{2000 + i // 4}年第{'一二三四'[i % 4]}季度" for i in range(50)], ["2012年第三季度"]),
        ([f"{2000 + i // 4}年{i % 4 + 1}季度" for i in range(50)], ["2012年3季度"]),
        ([f"{DAYS[0] + timedelta(7 * i):%G-W%V}" for i in range(50)], ["2022-W07", "2022-W08"]),
        ([str(DAYS[0] + timedelta(7 * i)) for i in range(50)], ["2022-02-14", "2022-02-21"]),
        ([str(d - timedelta(1)) for d in MONTHS[:50]], ["2019-02-28", "2019-03-31"]),
        ([str(d.replace(day=15)) for d in MONTHS[:50]], ["2019-03-15", "2019-04-15"]),
        ([f"{d} 00:00:00" for d in MONTHS[:50]], ["2019-03-01 00:00:00", "2019-04-01 00:00:00"]),
        ([f"{working(d.year, d.month)}" for d in MONTHS[:50]], ["2019-03-01", "2019-04-01"]),
        ([f"{d:%a, %d %b %Y} 00:00:00 GMT" for d in DAYS[:50]], ["Tue, 20 Apr 2021 00:00:00 GMT"]),
        ([f"{d} 00:00:00 -0500" for d in DAYS[:50]], ["2021-04-20 00:00:00 -0500"]),
        ([f"{d:%Y-%m-%dT%H}" for d in HOURS[:50]], ["2021-03-03T07", "2021-03-03T08"]),
        ([f"{d}-12-31" for d in range(1950, 2000)], ["2000-12-31", "2001-12-31"]),
        ([f"{d} 00:00:00.000" for d in DAYS[:50]], ["2021-04-20 00:00:00.000"]),
        ([f"{d} 00:00:00+00:00" for d in DAYS[:50]], ["2021-04-20 00:00:00+00:00"]),
    ],
)
def test_steps_of_time_go_on(labels: list[str], later: list[str]) -> None:
    found = read(table("time;x", [f"{label};{i}.5" for i, label in enumerate(labels)]))
    assert found.labels == labels
    assert found.ahead[: len(later)] == later
    assert found.next_labels(1) == later[:1]
    assert of_time(found) == []
    without = [f"{label};{i}.5" for i, label in enumerate(labels) if i != 30]
    filled = read(table("time;x", without))
    assert filled.labels == labels
    assert of_time(filled) == ["inserted"]


def test_a_clock_that_is_put_forward_is_no_gap() -> None:
    winter = [f"2021-03-{d:02}T{h:02}:00:00+01:00" for d in (27, 28) for h in range(24)][:26]
    summer = [f"2021-03-28T{h:02}:00:00+02:00" for h in range(3, 24)]
    rows = [f"{label};{i}.5" for i, label in enumerate([*winter, *summer])]
    found = read(table("time;x", rows))
    assert of_time(found) == []
    assert found.ahead[0] == "2021-03-29T00:00:00+02:00"
    gap = read(table("time;x", [*rows[:40], *rows[41:]]))
    assert gap.labels[40] == "2021-03-28T17:00:00+02:00"


def test_days_at_midnight_are_days_whatever_the_zone() -> None:
    labels = [f"{d} 00:00:00-0{4 + (d < date(2021, 3, 14))}:00" for d in DAYS]
    found = read(table("Date,Close", [f"{label},{i}.5" for i, label in enumerate(labels)][::-1]))
    assert found.labels == labels
    assert of_time(found) == ["turned"]
    assert found.ahead[0] == "2021-04-30 00:00:00-04:00"


def test_working_days_step_over_weekends_and_holidays() -> None:
    working = [d for d in DAYS if d.weekday() < 5]
    found = read(table("d;x", [f"{d};{i}.5" for i, d in enumerate(working)]))
    assert of_time(found) == ["working_days"]
    assert values(found) == pytest.approx(np.arange(len(working)) + 0.5)
    assert found.ahead[:2] == ["2021-04-30", "2021-05-03"]
    rows = [f"{d};{i}.5" for i, d in enumerate(working) if d != date(2021, 4, 5)]
    holiday = read(table("d;x", rows))
    assert ("holidays", 1) in holiday.notes
    assert len(holiday.labels) == len(working) - 1


def test_uneven_and_repeated_dates_are_told() -> None:
    uneven = [DAYS[0] + timedelta(i * i) for i in range(45)]
    found = read(table("d;x", [f"{d};{i}.5" for i, d in enumerate(uneven)]))
    assert (of_time(found), found.ahead) == (["uneven"], [])
    twice = read(table("year;x", [f"{2000 - i // 2};{i}.5" for i in range(50)]))
    assert (of_time(twice), twice.ahead, twice.date) == (["turned", "repeated"], [], "year")
    assert values(twice)[:2] == [49.5, 48.5]
    mixed = read(table("year;x", [f"{2000 + i % 25};{i}.5" for i in range(50)]))
    assert (of_time(mixed), values(mixed)[:2]) == (["repeated"], [0.5, 1.5])


def test_day_and_month_are_asked_for_where_nothing_decides() -> None:
    days = [date(2021, month, day) for day in range(1, 8) for month in (3, 5, 1, 9, 7, 2)]
    rows = [f"{d:%d/%m/%Y};{i}.5" for i, d in enumerate(days)]
    text = table("when;x", ["04/06/2021;0.5", *rows])
    found = read(text)
    asked = Question("day_first", "when", "04/06/2021", [True, False], ["2021-06-04", "2021-04-06"])
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


def test_dates_may_stand_in_any_column() -> None:
    rows = [f"{i},{DAYS[i]},{i}.5" for i in range(50)][::-1]
    found = read(table("no,Date,Close", rows))
    assert (found.date, found.labels[0], values(found)[0]) == ("Date", "2021-03-01", 0.5)
    assert kinds(found) == ["number", "date", "number"]
    last = read(table("x,when", [f"{i}.5,{DAYS[i]}" for i in range(50)][::-1]))
    assert (last.date, last.targets, values(last)[0]) == ("when", ["x"], 0.5)
    index = read(table(",Date,Close", rows))
    assert (index.date, values(index)[0]) == ("Date", 0.5)


@pytest.mark.parametrize("first", [1003, 1955, 1700])
def test_numbers_like_years_are_dates_only_where_their_name_says_so(first: int) -> None:
    numbers = [first + (i * 29) % 53 for i in range(53)]
    rows = [f"{number},{i}.5" for i, number in enumerate(numbers)]
    found = read(table("pressure,x", rows))
    assert (found.date, kinds(found)) == ("", ["number", "number"])
    assert values(found) == pytest.approx(np.arange(53) + 0.5)
    year = read(table("Jahr,x", rows))
    assert year.date == ("Jahr" if first > 1500 else "")


def test_years_without_a_header_and_counts_are_told_apart() -> None:
    years = read("\n".join(f"{1749 + i},{i}.5" for i in range(60)))
    assert (years.date, years.labels[0], years.ahead[0]) == ("column 1", "1749", "1809")
    back = read("\n".join(f"{1949 - i},{i}.5" for i in range(60)))
    assert (back.labels[0], values(back)[0]) == ("1890", 59.5)
    counted = read(table("t,x", [f"{i},{i % 9}.5" for i in range(1000, 1060)]))
    assert (counted.date, counted.label_name) == ("", "t")
    assert (counted.labels[0], counted.ahead[:2]) == ("1000", ["1060", "1061"])


@pytest.mark.parametrize(
    ("header", "write", "form"),
    [
        ("year;month;x", "%Y;%m", "YYYY-MM"),
        ("x0;Year;Month;x", "7;%Y;%B", "YYYY MMM"),
        ("Jahr;Monat;Tag;x", "%Y;%m;%d", "YYYY-MM-DD"),
        ("day;month;year;x", "%d;%m;%Y", "YYYY-MM-DD"),
        ("", "%Y;%m", "YYYY-MM"),
    ],
)
def test_dates_in_several_columns(header: str, write: str, form: str) -> None:
    dates = DAYS[:50] if "%d" in write else MONTHS[:50]
    rows = [f"{d.strftime(write)};{i}.5" for i, d in enumerate(dates)]
    found = read("\n".join([*([header] if header else []), *rows[:9], *rows[10:]]))
    assert found.columns[-2].format == form
    assert len(found.labels) == 50
    assert {"date_parts", "inserted"} <= set(notes(found))
    assert found.targets == [found.columns[-1].name]


def test_a_day_and_its_time_in_two_columns() -> None:
    rows = [f"{d:%d.%m.%Y};{d:%H:%M};{i}.5" for i, d in enumerate(HOURS)]
    found = read(table("Datum;Zeit;x", rows[::-1]))
    assert found.labels[:2] == ["01.03.2021 05:00", "01.03.2021 06:00"]
    assert found.ahead[0] == "03.03.2021 17:00"
    assert {"date_parts", "turned"} <= set(notes(found))


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


def test_the_column_of_dates_can_be_chosen() -> None:
    rows = [f"{d},{DAYS[59 - i]},{i}.5" for i, d in enumerate(DAYS)]
    text = table("a,b,x", rows)
    assert (read(text).date, values(read(text))[0]) == ("a", 0.5)
    assert (read(text, date="b").date, values(read(text, date="2"))[0]) == ("b", 59.5)
    none = read(text, date="")
    assert (none.date, none.labels[:2]) == ("", ["2021-03-01", "2021-03-02"])


@pytest.mark.parametrize(
    ("header", "write"),
    [
        ("No,year,month,day,hour,x", "{n},{d.year},{d.month},{d.day},{d.hour},{x}"),
        ("Year,Period,x", "{m.year},M{m.month:02},{x}"),
        ("year,quarter,x", "{q[0]},{q[1]},{x}"),
        ("year,Q,x", "{q[0]},Q{q[1]},{x}"),
    ],
)
def test_hours_months_and_quarters_of_a_year_in_columns(header: str, write: str) -> None:
    labels = {
        "No": [f"{d:%Y-%m-%d %H}" for d in HOURS],
        "Ye": [f"{d:%Y-%m}" for d in MONTHS],
        "ye": [f"{2000 + i // 4}-Q{i % 4 + 1}" for i in range(60)],
    }[header[:2]]
    rows = [
        write.format(n=i, d=HOURS[i], m=MONTHS[i], q=(2000 + i // 4, i % 4 + 1), x=f"{i % 7}.5")
        for i in range(60)
    ]
    found = read(table(header, rows[:50][::-1]))
    assert found.labels == labels[:50]
    assert found.ahead[:10] == labels[50:]
    assert of_time(found) == ["turned"]


@pytest.mark.parametrize("never", [{6}, {4, 5}, {5, 6}, {0}])
def test_days_of_the_week_that_never_occur_are_no_gaps(never: set[int]) -> None:
    days = [d for d in DAYS if d.weekday() not in never]
    found = read(table("d,x", [f"{d},{i}.5" for i, d in enumerate(days)]))
    assert of_time(found) == ["working_days"]
    following = [DAYS[-1] + timedelta(i) for i in range(1, 15)]
    expected = [str(d) for d in following if d.weekday() not in never]
    assert found.ahead[: len(expected)] == expected


def test_points_stand_behind_the_day_even_where_all_of_a_file_is_one_day() -> None:
    rows = [f"01.03.2021 {i // 60:02}:{i % 60:02}:00,{i % 7}.5" for i in range(0, 600, 10)]
    found = read(table("t,x", rows))
    assert (found.questions, found.ahead[0]) == ([], "01.03.2021 10:00:00")
    slashes = read(table("t,x", [row.replace(".", "/", 2) for row in rows]))
    assert [one.choice for one in slashes.questions] == ["day_first"]


def test_weeks_of_the_calendar() -> None:
    labels = [f"KW {i + 1} 2021" for i in range(50)]
    found = read(table("Woche;x", [f"{label};{i}.5" for i, label in enumerate(labels)][::-1]))
    assert (found.labels, found.ahead[:3]) == (labels, ["KW 51 2021", "KW 52 2021", "KW 1 2022"])


@pytest.mark.parametrize(
    ("name", "labels", "later"),
    [
        ("Date", [str(44197 + i) for i in range(50)], ["44247", "44248"]),
        ("year", [f"{1950 + i / 4:.2f}" for i in range(50)], ["1962.50", "1962.75"]),
        ("t", [f"{i * 0.1:.1f}" for i in range(50)], ["5.0", "5.1"]),
        ("time", [str(i * i) for i in range(50)], []),
    ],
)
def test_numbers_that_are_called_a_time_go_forwards(
    name: str, labels: list[str], later: list[str]
) -> None:
    rows = [f"{label},{(i * 7) % 23}.5" for i, label in enumerate(labels)]
    found = read(table(f"{name},x", rows[::-1]))
    assert (found.date, found.labels, found.label_name) == ("", labels, name)
    assert found.ahead[: len(later)] == later
    assert (of_time(found), values(found)[:2]) == (["turned"], [0.5, 7.5])
    other = read(table("pressure,x", rows[::-1]))
    assert of_time(other) == []


def test_other_columns_of_dates_are_known() -> None:
    rows = [f"{d},{d:%d.%m.%Y},{i % 7}.5" for i, d in enumerate(DAYS)]
    assert kinds(read(table("a,b,x", rows))) == ["date", "date", "number"]


def test_dates_go_on_as_far_as_years_have_four_digits() -> None:
    rows = [f"{50 * i:04}-01-01,{i % 7}.5" for i in range(1, 60)]
    found = read(table("d,x", rows))
    assert (found.ahead[0], found.ahead[-1]) == ("3000-01-01", "9950-01-01")


def test_a_choice_of_the_day_leaves_no_question() -> None:
    rows = [f"0{1 + i % 3}/0{1 + i % 7}/0{1 + i % 4},{i % 5}.5" for i in range(60)]
    asked = read(table("d,x", rows)).questions
    assert [one.choice for one in asked] == ["day_first"]
    for value in (True, False):
        assert read(table("d,x", rows), day_first=value).questions == []


def test_a_date_that_does_not_exist_beside_other_dates_is_told() -> None:
    rows = [f"{d},{d:%d.%m.%Y},{i % 7}.5" for i, d in enumerate(DAYS)]
    rows[5] = f"{DAYS[5]},31.02.2021,3.5"
    found = read(table("a,b,x", rows))
    assert (found.date, found.columns[1].kind) == ("a", "text")
    code, params = unreadable(lambda text: read(text, date="b"), table("a,b,x", rows))
    assert (code, params["line"]) == ("no_such_date", 7)
