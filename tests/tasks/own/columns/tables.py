"""Tables of text, and what is understood of them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from unrolled.tasks.own.choices import Choices
from unrolled.tasks.own.columns.table import Table
from unrolled.tasks.own.columns.understand import understand
from unrolled.tasks.own.notes import told
from unrolled.tasks.own.reading import read_grid

DAYS = [date(2021, 3, 1) + timedelta(i) for i in range(60)]
MONTHS = [date(2015 + i // 12, i % 12 + 1, 1) for i in range(60)]
HOURS = [datetime(2021, 3, 1, 5) + timedelta(hours=i) for i in range(60)]
OF_TIME = {"turned", "sorted", "inserted", "uneven", "repeated", "working_days", "holidays"}


def read(text: str | bytes, **choices: Any) -> Table:
    """The table of a text."""
    chosen = Choices(**choices)
    return understand(read_grid(text, chosen.decimal), chosen)


def table(header: str, rows: Iterable[str]) -> str:
    """A header and the rows below it."""
    return "\n".join([header, *rows])


def column(cells: Iterable[str], sign: str = ";") -> str:
    """A table of days and of these cells, quoted where they hold the separator."""
    quoted = [f'"{cell}"' if sign in cell else cell for cell in cells]
    return table(
        f"day{sign}x",
        [f"{DAYS[0] + timedelta(i)}{sign}{cell}" for i, cell in enumerate(quoted)],
    )


def values(read: Table) -> list[float]:
    """The numbers of the first target."""
    return list(map(float, read.series[read.targets[0]]))


def notes(read: Table) -> list[str]:
    """The names of what is told; each can be told in words."""
    assert told(read.notes).endswith(".")
    return [note.name for note in read.notes]


def of_time(read: Table) -> list[str]:
    """The names of what is told of its order in time."""
    return [name for name in notes(read) if name in OF_TIME]


def kinds(read: Table) -> list[str]:
    """The kinds of its columns."""
    return [one.kind for one in read.columns]
