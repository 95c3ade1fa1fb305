"""Numbers: one format a column, decided over all its cells, and asked about where they do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unrolled.tasks.own.choices import ChoiceQuestion
from unrolled.tasks.own.columns.numbers import FORMATS, NumberFormat

from ....problems import unreadable
from .tables import column, notes, read, table, values

PLAIN = [str(i + 1) for i in range(45)]


def test_marks_of_offices_beside_numbers_are_left_out_and_told() -> None:
    cells = [f"{1400 + i}.5" for i in range(50)]
    marked = read(column([*cells[:46], "1446.5 p", "1447.5*", ": c", "1449.5 e"]))
    assert values(marked)[46:] == [1446.5, 1447.5, 1448.5, 1449.5]
    assert ("flags", "*, e, p") in marked.notes
    assert marked.columns[1].missing == 1


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["1.106,25", "1.109", "983"], [1106.25, 1109, 983]),
        (["1,106.25", "1,109", "983"], [1106.25, 1109, 983]),
        (["1.234.567", "12"], [1234567, 12]),
        (["1 106,25", "1 109"], [1106.25, 1109]),
        (["1\u00a0106,25", "1\u202f109"], [1106.25, 1109]),
        (["1'106.25", "1’109"], [1106.25, 1109]),
        (["12,34,567.5", "1,23,456"], [1234567.5, 123456]),
        (["0.123", "1.109"], [0.123, 1.109]),
        (["0,123", "1,109"], [0.123, 1.109]),
        (["12.5", "1.109"], [12.5, 1.109]),
        (["12,5", "1.109"], [12.5, 1109]),
        ([".5", "5."], [0.5, 5]),
        (["−5", "+3", "–2"], [-5, 3, -2]),
        (["5-", "1.5"], [-5, 1.5]),
        (["1’234.–", "12.50"], [1234, 12.5]),
        (["1.234,-", "12,--", "3,50"], [1234, 12, 3.5]),
        (["(1,234.5)", "2"], [-1234.5, 2]),
        (["'1.5", "'2"], [1.5, 2]),
        (["1.5e3", "2E-2"], [1500, 0.02]),
        (["1,5E+3", "2,0"], [1500, 2]),
        (["2000000000000000", "3e30"], [2e15, 3e30]),
        (["１２．５", "3"], [12.5, 3]),
        (["1.234e5", "2"], [123400, 2]),
    ],
)
def test_a_format_is_that_of_all_cells(cells: list[str], first: list[float]) -> None:
    found = read(column([*cells, *PLAIN]))
    assert values(found)[: len(first)] == first
    assert found.questions == []


@pytest.mark.parametrize(
    ("write", "unit"),
    [
        ("{} %", "%"),
        ("{}%", "%"),
        ("${}", "$"),
        ("-$ {}", "$"),
        ("US${}", "US$"),
        ("{} €", "€"),
        ("{} kg", "kg"),
        ("CHF {}", "CHF"),
        ("{}°C", "°C"),
        ("£{} m", "£ m"),
    ],
)
def test_what_stands_beside_all_numbers_is_their_unit_and_told(write: str, unit: str) -> None:
    found = read(column([write.format(cell) for cell in PLAIN]))
    sign = -1 if write[0] == "-" else 1
    assert values(found)[:3] == [sign, sign * 2, sign * 3]
    assert ("unit", unit) in found.notes


@pytest.mark.parametrize(
    "cells",
    [
        [*PLAIN, "5 %"],
        [*(f"{cell} g" for cell in PLAIN), "5 kg"],
        [*(f"{cell}.5" for cell in PLAIN), "3,5"],
        [*(f"{cell},5" for cell in PLAIN), "3.55"],
        [*(f"{cell} €" for cell in PLAIN), "5 $"],
    ],
)
def test_one_that_is_written_unlike_the_others_is_refused_with_its_line(cells: list[str]) -> None:
    params = {"line": 47, "column": "x", "text": cells[-1]}
    assert unreadable(read, column(cells)) == ("number_unlike_others", params)


def test_thousands_and_millions_by_a_letter() -> None:
    cells = [*(f"{cell}.5K" for cell in PLAIN), "1.25M", "950"]
    found = read(column(cells))
    assert values(found)[0] == 1500
    assert values(found)[-2:] == [1.25e6, 950]
    assert ("multiples", "K, M") in found.notes
    assert ("unit", "M") in read(column([f"{cell}M" for cell in PLAIN])).notes


def test_quoted_thousands_in_a_file_with_commas() -> None:
    cells = [f"1,{i:03}" for i in range(1, 45)]
    found = read(column(cells, ","))
    assert values(found)[:2] == [1001, 1002]
    assert ("thousands", "1,234.5") in found.notes
    assert found.questions == []
    quoted = read(column([f"{i},5" for i in range(1, 45)], ","))
    assert values(quoted)[:2] == [1.5, 2.5]


def test_points_in_a_file_with_commas_stand_before_decimals() -> None:
    assert values(read(column([f"1.{i:03}" for i in range(1, 45)], ",")))[:2] == [1.001, 1.002]


@pytest.mark.parametrize("sign", [".", ","])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_nothing_decides_is_asked(sign: str, separator: str) -> None:
    cells = ["12", *(f"1{sign}{i:03}" for i in range(1, 45))]
    text = column(cells, separator)
    found = read(text)
    as_read = ["1.001", "1001"] if sign == "." else ["1001", "1.001"]
    asked = ChoiceQuestion("decimal", "x", f"1{sign}001", ["point", "comma"], as_read)
    assert found.questions == [asked]
    assert found.choices.decimal is None
    for choice, value in zip(asked.values, asked.readings, strict=True):
        chosen = read(text, decimal=choice)
        assert values(chosen)[1] == float(value)
        assert chosen.questions == []
        assert chosen.choices.decimal == choice


@pytest.mark.parametrize(("other", "value"), [("0.5", 1.001), ("0,5", 1001), ("1.000,5", 1001)])
def test_one_file_has_one_format(other: str, value: float) -> None:
    rows = [f"{other};1.{i:03}" for i in range(1, 45)]
    found = read(table("a;b", rows))
    assert values(found)[0] == value
    assert found.questions == []
    assert "numbers_read_as" in notes(found)


def test_columns_that_are_not_in_use_are_not_asked_about() -> None:
    rows = [f"1.{i:03};{i % 7}" for i in range(1, 45)]
    found = read(table("a;b", rows))
    assert (found.questions, found.columns[0].format) == ([], None)
    assert len(read(table("a;b", rows), targets=["a"]).questions) == 1


def test_thousands_are_set_apart_in_all_of_a_column() -> None:
    cells = ["12345", *(f"1.{i:03}" for i in range(1, 45))]
    assert values(read(column(cells)))[:2] == [12345, 1.001]
    cells = ["1234", *(f"12.{i:03}" for i in range(1, 45))]  # as in Spain and Poland
    assert [one.choice for one in read(column(cells)).questions] == ["decimal"]


def test_a_choice_does_not_change_what_is_decided() -> None:
    found = read(column([f"{i}.5" for i in range(1, 45)]), decimal="comma")
    assert values(found)[0] == 1.5


@pytest.mark.parametrize("cell", ["twelve", "1,2.3", "1 2", "12:30", "--5", "(5", "1,23,4", "0x1F"])
def test_what_is_no_number_is_refused_with_its_line(cell: str) -> None:
    code, params = unreadable(read, column([f"{i}.25" for i in range(1, 45)] + [cell]))
    assert code in ("not_a_number", "number_unlike_others")
    assert params == {"line": 46, "column": "x", "text": cell}


def written(value: float, form: NumberFormat, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}"
    signs = {",": form.group, ".": form.decimal}
    return ("-" if value < 0 else "") + "".join(signs.get(letter, letter) for letter in text)


@settings(max_examples=40)
@given(
    st.sampled_from(FORMATS),
    st.integers(0, 4),
    st.lists(st.integers(-(10**9), 10**9), min_size=41, max_size=44, unique=True),
    st.sampled_from((";", ",", "\t")),
)
def test_numbers_are_read_exactly_or_asked_about(
    form: NumberFormat, decimals: int, numbers: list[int], separator: str
) -> None:
    true = [number / 10**decimals for number in numbers]
    found = read(column([written(value, form, decimals) for value in true], separator), missing=[])
    if not found.questions:
        assert values(found) == true
    else:
        asked = found.questions[0]
        assert asked.choice == "decimal"
        answer = "point" if form.decimal == "." else "comma"
        text = column([written(value, form, decimals) for value in true], separator)
        assert values(read(text, decimal=answer, missing=[])) == true
