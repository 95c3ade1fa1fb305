"""A grid of what was brought along, whatever has written it."""

import io
import re
from typing import Literal, NamedTuple

from ...kinds.errors import UnreadableError
from ..grid import Grid
from ..limits import MAX_BYTES
from ..notes import Note, counted
from .cells import is_number
from .encoding import decode
from .header import Header, header_of, unique_names
from .lists import list_of
from .preamble import (
    Body,
    body,
    bounds,
    filled,
    ragged,
    usual_width,
    without_comments,
    without_rules,
)
from .records import records_of
from .rows import Row, hold_limits
from .separators import SIGNS, cells_of, split

# Marks that nobody sees, which pages and Windows put into what is copied, are in no cell.
UNSEEN = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0xFEFF))
MARKUP = re.compile(r"\s*<(!doctype|\?xml|html|table|meta)\b", re.I)  # of a page, saved as .csv


class _Table(NamedTuple):
    """Rows that are equally wide, and what was found on the way to them."""

    header: Header
    separator: str
    notes: list[Note]
    undecided: str = ""


def read_grid(data: bytes | str, decimal: Literal["point", "comma"] | None = None) -> Grid:
    """The table in a file or a text. `decimal` decides a grid that is `undecided` without it.

    Raises UnreadableError for what is no text, no table, or too large a one, where it can with the
    line of the file, from 1.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode())
    if size > MAX_BYTES:
        raise UnreadableError("text_too_large", high=MAX_BYTES, count=size)
    text, encoding = decode(data)
    text = text.translate(UNSEEN)
    if MARKUP.match(text):
        raise UnreadableError("file_markup")
    header, separator, notes, undecided = _of_json(text) or _of_lines(text, decimal)
    if not header.rows:
        raise UnreadableError("table_header_only")
    hold_limits(len(header.rows), len(header.rows[0].cells))
    given = header.names.cells if header.names else [""] * len(header.rows[0].cells)
    places = [
        place
        for place, name in enumerate(given)
        if name or any(row.cells[place] for row in header.rows)
    ]
    names, changed = unique_names([given[place] for place in places])
    units = [cell for row in header.units for cell in row.cells if cell]
    return Grid(
        names=names,
        rows=[[row.cells[place] for place in places] for row in header.rows],
        lines=[row.line for row in header.rows],
        header=header.names is not None,
        separator=separator,
        encoding=encoding,
        notes=[
            *([] if encoding == "utf-8" else [Note("encoding", encoding)]),
            *notes,
            *([Note("units", ", ".join(units))] if units else []),
            *([Note("told_apart", ", ".join(changed))] if changed else []),
        ],
        undecided=undecided,
    )


def _of_json(text: str) -> _Table | None:
    found = records_of(text)
    if found is None:
        return None
    notes = [Note("records")]
    if found.named:
        return _Table(Header(found.rows[0], [], [], found.rows[1:]), "", notes)
    rows = bounds(found.rows, usual_width(found.rows)).rows
    return _Table(header_of(rows), "", notes)


def _of_lines(text: str, decimal: str | None) -> _Table:
    found = body(list(io.StringIO(text, newline="")))
    listed = list_of(found.lines) if found.sign is None else None
    if listed is not None:
        return _Table(header_of(listed), "", [Note("list")])
    every, separator, undecided = split(found.lines, found.sign, decimal)
    there = without_rules([row for row in every if row.cells])
    width = usual_width(there)
    rows = without_comments(there, width)
    above, table, below = bounds(rows, width)
    header = _header(found, above, table, separator)
    line = header.names.line if header.names else None
    inside = range(header.rows[0].line, header.rows[-1].line) if header.rows else ()
    sign = Note(SIGNS[separator]) if separator in SIGNS else Note("sign", separator)
    notes = counted(
        comments=found.comments - (line == 0) + len(there) - len(rows),
        above=sum(row.line != line for row in (*above, *header.above)),
        below=below,
        empty_lines=sum(not row.cells and row.line in inside for row in every),
    )
    return _Table(header, separator, [sign, *notes] if separator else notes, undecided)


def _header(found: Body, above: list[Row], table: list[Row], separator: str) -> Header:
    """The header of a table: in it or, where there is none, in a line or a comment above it.

    Raises UnreadableError if it is not as wide as the table is.
    """
    header = header_of(table)
    if header.names is not None:
        return header
    width = len(table[0].cells)
    if above and filled(above[-1]) > 1:
        if separator in (" ", "\t") and filled(above[-1]) == width - 1:
            return header._replace(names=Row(above[-1].line, ["", *above[-1].cells]))  # as R does
        raise ragged(table[0], filled(above[-1]))
    names = cells_of(found.comment, separator)
    if not above and 1 < len(names) == width and not any(map(is_number, names)):
        header = header._replace(names=Row(0, names))
    return header
