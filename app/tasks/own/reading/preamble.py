"""What stands in a file of a table and is none of its rows: comments, titles, sources."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...kinds.errors import UnreadableError
from .cells import pattern
from .rows import Row

SIGN = re.compile(r'"?sep=(.)"?\s*', re.I)
COMMENT = re.compile(r"(#(?!n/?a\b|nv\b|[a-z]+[!?/])|%|//)+", re.I)
RULE = re.compile(r"[-=+:]{3,}")
MOST_BELOW = 20  # lines of a source, a note … below a table, at most


class Body(NamedTuple):
    """Lines of which those that are none of the table's are empty now, so that each has its number.

    `sign` is what the file itself says separates its cells. `comment` is the last comment above the
    table: it may hold the names of its columns.
    """

    lines: list[str]
    sign: str | None
    comments: int
    comment: str


class Bounds(NamedTuple):
    """The rows of a table, what stood above it, and how many lines below."""

    above: list[Row]
    rows: list[Row]
    below: int


def body(lines: Sequence[str]) -> Body:
    """The lines without "sep=;" and without the comments above the table."""
    lines = list(lines)
    sign, comments, comment = None, 0, ""
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        if sign is None and (found := SIGN.fullmatch(line)):
            sign = found[1]
        elif found := COMMENT.match(line.lstrip()):
            comments, comment = comments + 1, line.lstrip()[found.end() :]
        else:
            break
        lines[i] = "\n"
    return Body(lines, sign, comments, comment)


def without_rules(rows: list[Row]) -> list[Row]:
    """Rows but for those that are drawn lines, as below the header of a table in Markdown."""
    return [row for row in rows if not all(RULE.fullmatch(cell) for cell in row.cells if cell)]


def without_comments(rows: list[Row], width: int) -> list[Row]:
    """Rows but for those that are comments between others: "# …", or of another width.

    A sign alone may be the name of a column that counts the rows.
    """
    return [
        row
        for row in rows
        if not (found := COMMENT.match(row.cells[0]))
        or (len(row.cells) == width and not row.cells[0][found.end() :].startswith((" ", "\t")))
    ]


def usual_width(rows: list[Row]) -> int:
    """The number of cells of most rows, without columns at the end that are empty in all of them.

    Raises UnreadableError if there are no rows.
    """
    if not rows:
        raise UnreadableError("table_empty")
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    return max(filled(row) for row in rows if len(row.cells) == width)


def bounds(rows: list[Row], width: int) -> Bounds:
    """The rows from the first that is as wide as most to the last; what is around them are words.

    Raises UnreadableError, with the line, if one of them is of another width.
    """
    rows = [_cut(row, width) for row in rows]
    first = next(i for i, row in enumerate(rows) if len(row.cells) == width)
    last = len(rows)
    while (
        last > first + 1
        and len(rows) - last < MOST_BELOW
        and _is_words(rows[last - 1], rows[last - 2], width)
    ):
        last -= 1
    for row in rows[first:last]:
        if len(row.cells) != width:
            raise ragged(row, width)
    return Bounds(rows[:first], rows[first:last], len(rows) - last)


def ragged(row: Row, width: int) -> UnreadableError:
    """That a row has not as many cells as the table is wide."""
    return UnreadableError("table_ragged", line=row.line, count=len(row.cells), width=width)


def filled(row: Row) -> int:
    """How many cells there are up to the last one that is not empty."""
    return max((i + 1 for i, cell in enumerate(row.cells) if cell), default=0)


def is_apart(before: Row, row: Row) -> bool:
    """Whether there are lines between two rows."""
    return row.line > before.line + 1 + sum(cell.count("\n") for cell in before.cells)


def _is_words(row: Row, before: Row, width: int) -> bool:
    """Whether a line is a sentence below a table: a single cell, or after an empty line."""
    apart = len(row.cells) == 1 < width or is_apart(before, row)
    return apart and not any(pattern(cell).startswith("9") for cell in row.cells)


def _cut(row: Row, width: int) -> Row:
    """Without the empty cells that signs at the end of a line make."""
    return Row(row.line, row.cells[:width]) if filled(row) <= width < len(row.cells) else row
