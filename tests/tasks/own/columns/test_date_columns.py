"""Which columns of a table are its dates."""

import numpy as np
import pytest

from .tables import DAYS, HOURS, MONTHS, kinds, notes, of_time, read, table, values


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


def test_a_day_and_its_time_in_two_columns() -> None:
    rows = [f"{d:%d.%m.%Y};{d:%H:%M};{i}.5" for i, d in enumerate(HOURS)]
    found = read(table("Datum;Zeit;x", rows[::-1]))
    assert found.labels[:2] == ["01.03.2021 05:00", "01.03.2021 06:00"]
    assert found.ahead[0] == "03.03.2021 17:00"
    assert {"date_parts", "turned"} <= set(notes(found))


def test_the_column_of_dates_can_be_chosen() -> None:
    rows = [f"{d},{DAYS[59 - i]},{i}.5" for i, d in enumerate(DAYS)]
    text = table("a,b,x", rows)
    assert (read(text).date, values(read(text))[0]) == ("a", 0.5)
    assert (read(text, date="b").date, values(read(text, date="2"))[0]) == ("b", 59.5)
    none = read(text, date="")
    assert (none.date, none.labels[:2]) == ("", ["2021-03-01", "2021-03-02"])


def test_a_day_and_its_hour_in_two_columns() -> None:
    rows = [f"{day}/03/2021;{hour};{hour % 5}.5" for day in (13, 14) for hour in range(1, 25)]
    found = read(table("Date;Hour Ending;x", rows))
    assert (found.labels[0], found.labels[23]) == ("13/03/2021 01:00", "13/03/2021 24:00")
    assert (of_time(found), found.ahead[0]) == ([], "15/03/2021 01:00")


def test_other_columns_of_dates_are_known() -> None:
    rows = [f"{d},{d:%d.%m.%Y},{i % 7}.5" for i, d in enumerate(DAYS)]
    assert kinds(read(table("a,b,x", rows))) == ["date", "date", "number"]
