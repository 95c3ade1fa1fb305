"""Labels that are a scale are one; others, whatever they say and however often, count rows."""

import pytest
from unrolled.figures.labels import labelled


@pytest.mark.parametrize(
    ("labels", "places", "count"),
    [
        (["1700", "1701", "1710"], [1700, 1701, 1710], 6),
        (["10000", "10001"], [10000, 10001], 3),
        (["1960-11", "1960-12"], ["1960-11", "1960-12"], 3),
        (["2024-01-01T06:00", "2024-01-01T12:00"], ["2024-01-01T06:00", "2024-01-01T12:00"], 3),
    ],
)
def test_numbers_and_dates_that_grow_are_a_scale(
    labels: list[str], places: list[int | str], count: int
) -> None:
    assert labelled(labels, 5) == (places, {"nticks": count, "range": [places[0], places[-1]]})


@pytest.mark.parametrize(
    "labels",
    [
        ["3", "2", "4", "5", "6", "7"],
        ["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"],
        ["31.12.2023", "01.01.2024", "02.01.2024", "03.01.2024", "04.01.2024", "05.01.2024"],
        ["Mon", "Tue", "Mon", "Tue", "Mon", "Tue"],
        ["@hidden", "<b>", "$p", "2024-01-01", "7", "a very long label"],
    ],
)
def test_of_others_rows_are_counted_and_a_few_written(labels: list[str]) -> None:
    places, axis = labelled(labels, 40)
    assert places == [40, 41, 42, 43, 44, 45]
    assert axis["range"] == [40, 45]
    assert axis["tickvals"] == [41, 43]
    shown = {"<b>": "&#60;b&#62;"}
    assert axis["ticktext"] == [shown.get(labels[i], labels[i]) for i in (1, 3)]


def test_a_long_label_is_cut() -> None:
    _, axis = labelled(["<" * 15] * 3, 0)
    assert axis["ticktext"] == ["&#60;" * 13 + "…"] * 2
