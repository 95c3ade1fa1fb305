"""Which of two readings of its numbers a column has, if its own cells do not say it."""

from collections.abc import Sequence

from ..choices import ChoiceQuestion, Choices
from ..grid import Grid
from ..notes import Note
from .cells import Cells
from .numbers import NumberFormat

NAMES = {".": "point", ",": "comma"}
SIGNS = {name: sign for sign, name in NAMES.items()}


def decide(
    grid: Grid, columns: Sequence[Cells], used: Sequence[int], choices: Choices
) -> tuple[list[Note], ChoiceQuestion | None]:
    """Set the format of each column of numbers; what is told of it, and asked of those in use.

    A column that its cells leave open is written as the rest of its file.
    """
    decided = {one.readings[0].decimal for one in columns if _says(one)}
    notes, question = [], None
    for place, column in enumerate(columns):
        if len(column.readings) < 2:
            column.form = column.readings[0] if column.readings else None
            continue
        by_decimal = {one.decimal: one for one in column.readings}
        sign = SIGNS.get(choices.decimal or "") or _by_file(grid, decided)
        if sign or place in used:  # else it stays open
            column.form = by_decimal[sign or "."]
        if place in used and choices.decimal is None:
            if sign in decided and column.form:
                notes.append(Note("numbers_read_as", column.form.sample))
            elif not sign:
                question = question or _question(column, by_decimal)
    return notes, question


def _says(column: Cells) -> bool:
    """Whether its cells say what stands before decimals."""
    return len(column.readings) == 1 and (column.holds(".") or column.holds(","))


def _by_file(grid: Grid, decided: set[str]) -> str | None:
    """What stands before decimals, by what else is in the file."""
    if len(decided) == 1:
        return next(iter(decided))
    if any(note.name == "records" for note in grid.notes):
        return "."  # as in all of JSON
    if grid.separator == ",":  # a cell with a comma was quoted for that: thousands
        return "."
    return None


def _question(column: Cells, by_decimal: dict[str, NumberFormat]) -> ChoiceQuestion:
    text, written = next(
        (cell, one)
        for cell, one in zip(column.cells, column.written, strict=True)
        if one and by_decimal["."].value(one) != by_decimal[","].value(one)
    )
    values = [by_decimal[sign].value(written) for sign in ".,"]
    as_read = [f"{value:.15g}" for value in values]
    return ChoiceQuestion("decimal", column.name, text, ["point", "comma"], as_read)
