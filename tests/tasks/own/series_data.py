"""Series as they are kept, for tests that need one."""

from collections.abc import Iterable

from unrolled.tasks.own.datasets import SeriesData


def series_data(values: Iterable[float], name: str = "x") -> SeriesData:
    """One column of numbers, which is read and predicted."""
    numbers = [float(value) for value in values]
    labels = [str(i + 1) for i in range(len(numbers))]
    return SeriesData("row", labels, [], {name: numbers}, [name], [name], {}, [])


def table_data(
    columns: dict[str, list[float]], inputs: list[str], targets: list[str], **choices: bool
) -> SeriesData:
    """Columns of numbers, of which some are read and some predicted."""
    labels = [str(i + 1) for i in range(len(columns[targets[0]]))]
    return SeriesData("row", labels, [], columns, inputs, targets, choices, [])
