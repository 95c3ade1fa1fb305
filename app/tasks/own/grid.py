"""A table as its cells alone: what a file holds before anybody asks what its columns are."""

from typing import NamedTuple

from .notes import Note


class Grid(NamedTuple):
    """Rows of equally many cells, each a text without blanks around it."""

    names: list[str]  # of the columns, each another one
    rows: list[list[str]]
    lines: list[int]  # where each row stands in the file, counted from 1
    header: bool  # whether the names are the file's own
    separator: str  # between cells: one character, or "" where there is none
    encoding: str
    notes: list[Note]
