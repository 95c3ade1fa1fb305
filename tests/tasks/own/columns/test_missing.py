"""Cells without a value: what is written for none, and numbers that stand for none."""

import pytest
from unrolled.tasks.own.choices import ChoiceQuestion

from ....problems import unreadable
from .tables import column, notes, read, values

WAVE = [f"{(i * 7) % 23}.5" for i in range(50)]
SIGNS = (
    *("", ".", "..", "-", "—", "–", "?", "NA", "n/a", "#N/A", "#NV", "#NULL!", "#DIV/0!", "NaN"),
    *("null", "None", "nil", "n.a.", "k.A.", "(NA)", "missing", "<NA>", "缺失", ":", "#WERT!"),
)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_written_for_none_is_filled_linearly_and_told(sign: str) -> None:
    cells = [sign, *WAVE[1:10], sign, sign, *WAVE[12:]]
    found = read(column(cells))
    assert ("missing", 3) in found.notes
    assert found.columns[1].missing == 3
    assert values(found)[0] == values(found)[1] == 7.5
    a, b, c, d = values(found)[9:13]
    assert [b - a, c - b] == pytest.approx([d - c, d - c])


@pytest.mark.parametrize(
    "sentinel", ["-9999", "-999", "-99.9", "9999", "-9999.0", "99999", "-32768", "1e20"]
)
def test_numbers_that_may_stand_for_none_are_asked_about(sentinel: str) -> None:
    text = column([*WAVE[:10], sentinel, *WAVE[11:]])
    found = read(text)
    asked = ChoiceQuestion("missing", "x", sentinel, [[sentinel], []], ["", sentinel])
    assert found.questions == [asked]
    assert found.choices.missing is None
    assert max(map(abs, values(found))) < 30
    none = read(text, missing=[sentinel])
    assert (none.questions, none.columns[1].missing) == ([], 1)
    assert values(none) == values(found)
    kept = read(text, missing=[])
    assert (kept.questions, values(kept)[10]) == ([], float(sentinel))


def test_what_comes_again_far_off_is_asked_about_and_a_peak_is_not() -> None:
    twice = [*WAVE[:10], "-5000", *WAVE[11:20], "-5000", *WAVE[21:]]
    assert read(column(twice)).questions[0].text == "-5000"
    assert read(column([*WAVE[:10], "-5000", *WAVE[11:]])).questions == []
    sundays = ["0" if i % 7 == 6 else str(1000 + i) for i in range(50)]
    assert read(column(sundays)).questions == []


def test_among_few_different_numbers_they_stand_out_too() -> None:
    degrees = [str(18 + i % 5) for i in range(60)]
    (asked,) = read(column([*degrees[:10], "-999", *degrees[11:]])).questions
    assert (asked.choice, asked.text) == ("missing", "-999")


def test_nines_among_others_are_values() -> None:
    assert read(column([str(985 + i) for i in range(50)])).questions == []
    assert read(column(["99", *(str(i * 2) for i in range(50))])).questions == []


def test_several_numbers_that_stand_for_none_are_one_question() -> None:
    cells = ["-9999", "-8888", *WAVE]
    (asked,) = read(column(cells)).questions
    assert asked.values == [["-8888", "-9999"], []]
    assert read(column(cells), missing=["-9999", "-8888"]).columns[1].missing == 2


def test_too_little_is_refused() -> None:
    params = {"column": "x", "known": 19, "count": 50}
    text = column([*WAVE[:19], *[""] * 31])
    assert unreadable(read, text) == ("mostly_missing", params)
    assert "missing" in notes(read(column([*WAVE[:30], *["NA"] * 20])))
