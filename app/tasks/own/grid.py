"""A table as its cells alone: what a file holds before anybody asks what its columns are."""

from typing import NamedTuple

from .notes import Note


class Grid(NamedTuple):
    """Rows of equally many cells, each a text without blanks around it.

    `undecided` is a line such as "20,5" where nothing says whether it is a number or two cells: it
    was taken for two, and `decimal` of `read_grid` decides.
    """

    names: list[str]  # of the columns, each another one
    rows: list[list[str]]
    lines: list[int]  # where each row stands in the file, counted from 1
    header: bool  # whether the names are the file's own
    separator: str  # between cells: one character, " " for any blanks, "" where there is none
    encoding: str
    notes: list[Note]
    undecided: str = ""
