"""What the values after the last one of a series are called."""

from dataclasses import replace

import pytest
from unrolled.tasks import TASKS, SeriesTask
from unrolled.tasks.kinds.labels import continued


@pytest.mark.parametrize(
    ("labels", "after"),
    [
        (["1", "2", "3"], ["4", "5"]),
        (["2000", "1998", "1996"], ["1994", "1992"]),
        (["1959-11", "1959-12", "1960-01"], ["1960-02", "1960-03"]),
        (["1959-06", "1959-09", "1959-12"], ["1960-03", "1960-06"]),
        (["2024-02-27", "2024-02-28"], ["2024-02-29", "2024-03-01"]),
        (["2024-12-31T12:00", "2024-12-31T18:00"], ["2025-01-01T00:00", "2025-01-01T06:00"]),
        (["one", "two", "three"], ["+1", "+2"]),
        (["1", "2", "4"], ["+1", "+2"]),
        (["7", "7", "7"], ["+1", "+2"]),
        (["008", "009", "010"], ["+1", "+2"]),
        (["now", "today", "NaT"], ["+1", "+2"]),
        (["2024-01-01T00:00Z", "2024-01-01T01:00Z"], ["+1", "+2"]),
        (["9" * 30, "1"], ["+1", "+2"]),
    ],
)
def test_labels_go_on(labels: list[str], after: list[str]) -> None:
    assert continued(labels, 2) == tuple(after)


@pytest.mark.parametrize(
    ("task", "after"), [("sunspots", "2009"), ("airline", "1961-01"), ("sine", "401")]
)
def test_the_series_here_go_on(task: str, after: str) -> None:
    series = TASKS[task]
    assert isinstance(series, SeriesTask)
    assert series.next_labels(1) == (after,)


def test_labels_that_no_rule_has_are_told() -> None:
    series = TASKS["airline"]
    assert isinstance(series, SeriesTask)
    months = tuple(f"Month {number}" for number in range(len(series.labels)))
    told = replace(series, labels=months, future=("Month 144", "Month 145"))
    assert told.next_labels(1) == ("Month 144",)
    assert told.next_labels(4) == ("Month 144", "Month 145", "+3", "+4")
