"""A last row that sums up the others is asked about, and left out meanwhile."""

import pytest
from unrolled.tasks.own.choices import ChoiceQuestion

from .tables import DAYS, notes, read, table, values

ROWS = [f"{d};{(i * 7) % 23}.5" for i, d in enumerate(DAYS[:50])]
SUM = sum((i * 7) % 23 + 0.5 for i in range(50))


@pytest.mark.parametrize(
    "last",
    [
        *(f"{word};{SUM}" for word in ("Total", "TOTAL:", "Summe", "合计", "Average", "Sum 2021")),
        f";{SUM}",
        "end of file;3.5",
        f"Ø;{SUM / 50}",
    ],
)
def test_it_is_asked_about(last: str) -> None:
    text = table("d;x", [*ROWS, last])
    found = read(text)
    word = next(cell for cell in last.split(";") if cell)
    asked = ChoiceQuestion("last_row", "d", word, ["leave_out", "keep"], ["", word])
    assert found.questions == [asked]
    assert (len(found.labels), found.date) == (50, "d")
    assert ("last_row", word) in found.notes
    left_out = read(text, last_row="leave_out")
    assert (left_out.questions, values(left_out)) == ([], values(found))
    kept = read(text, last_row="keep")
    assert (kept.questions, len(kept.labels)) == ([], 51)
    assert "last_row" not in notes(kept)


def test_several_are_left_out_together() -> None:
    found = read(table("d;x", [*ROWS, "Sum;500", "Mean;10"]))
    assert (len(found.labels), len(found.questions)) == (50, 1)


def test_the_sum_of_a_column_without_a_word() -> None:
    numbers = [str((i * 7) % 23) for i in range(50)]
    found = read("\n".join(["x", *numbers, str(sum(map(int, numbers)))]))
    assert [one.choice for one in found.questions] == ["last_row"]
    assert len(values(found)) == 50


@pytest.mark.parametrize(
    "last", ["2021-04-20;1000", "2021-04-20;23", "2021-04-20;NA", "2021-04-20;-3.5"]
)
def test_other_last_rows_are_values(last: str) -> None:
    assert read(table("d;x", [*ROWS, last])).questions == []


def test_words_that_occur_elsewhere_sum_up_nothing() -> None:
    rows = [f"{d};{'total' if i % 2 else 'part'};{i % 9}.5" for i, d in enumerate(DAYS)]
    assert read(table("d;what;x", rows)).questions == []
    only = [f"total;{i % 9}.5" for i in range(50)]
    assert read(table("what;x", only)).questions == []
