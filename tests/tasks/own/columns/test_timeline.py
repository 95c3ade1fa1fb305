"""Steps of time: from which date to the next rows go, what lacks, and what comes after."""

from datetime import date, timedelta

import numpy as np
import pytest

from .tables import DAYS, HOURS, MONTHS, notes, of_time, read, table, values


def working(year: int, month: int) -> date:
    """The first day of a month from Monday to Friday."""
    return next(d for i in range(1, 4) if (d := date(year, month, i)).weekday() < 5)


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


@pytest.mark.parametrize("never", [{6}, {4, 5}, {5, 6}, {0}])
def test_days_of_the_week_that_never_occur_are_no_gaps(never: set[int]) -> None:
    days = [d for d in DAYS if d.weekday() not in never]
    found = read(table("d,x", [f"{d},{i}.5" for i, d in enumerate(days)]))
    assert of_time(found) == ["working_days"]
    following = [DAYS[-1] + timedelta(i) for i in range(1, 15)]
    expected = [str(d) for d in following if d.weekday() not in never]
    assert found.ahead[: len(expected)] == expected


@pytest.mark.parametrize("none", ["", "NA", "-"])
def test_rows_without_a_date_are_left_out_and_told(none: str) -> None:
    rows = [f"{none if i in (7, 30) else d};{i}.5" for i, d in enumerate(DAYS)]
    found = read(table("d;x", rows[::-1]))
    assert (found.labels, of_time(found)) == ([str(d) for d in DAYS], ["turned", "inserted"])
    assert ("undated", 2) in found.notes
    assert "undated" not in notes(read(table("d;x", rows), date=""))
    assert values(found) == pytest.approx(np.arange(60) + 0.5)


def test_uneven_and_repeated_dates_are_told() -> None:
    uneven = [DAYS[0] + timedelta(i * i) for i in range(45)]
    found = read(table("d;x", [f"{d};{i}.5" for i, d in enumerate(uneven)]))
    assert (of_time(found), found.ahead) == (["uneven"], [])
    twice = read(table("year;x", [f"{2000 - i // 2};{i}.5" for i in range(50)]))
    assert (of_time(twice), twice.ahead, twice.date) == (["turned", "repeated"], [], "year")
    assert values(twice)[:2] == [49.5, 48.5]
    rows = [f"{d};{i}.5" for i, d in enumerate([*DAYS[30:], *DAYS[:30], DAYS[3]])]
    once = read(table("d;x", rows))
    assert (of_time(once), once.labels[:6]) == (
        ["sorted", "repeated"],
        [str(d) for d in [*DAYS[:4], *DAYS[3:5]]],
    )
    mixed = read(table("year;x", [f"{2000 + i % 25};{i}.5" for i in range(50)]))
    assert (of_time(mixed), values(mixed)[:2]) == (["repeated"], [0.5, 1.5])


def test_dates_go_on_as_far_as_years_have_four_digits() -> None:
    rows = [f"{50 * i:04}-01-01,{i % 7}.5" for i in range(1, 60)]
    found = read(table("d,x", rows))
    assert (found.ahead[0], found.ahead[-1]) == ("3000-01-01", "9950-01-01")


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
