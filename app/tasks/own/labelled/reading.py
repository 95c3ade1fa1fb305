"""Labelled sequences that were brought along: which column says the class, and what is read.

With it comes the judgement by column, and pandas: only the process that reads uploads imports this.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ...kinds.errors import UnreadableError
from ...kinds.shortening import shortened
from ..choices import ChoiceQuestion, Choices
from ..columns.calendar.discovery import place_of
from ..columns.cells import Cells, columns_of
from ..columns.decimals import decide
from ..datasets import LabelledData
from ..grid import Grid
from ..notes import Note, counted
from ..preview import (
    LONGEST_CELL,
    ROWS,
    ClassOfData,
    ColumnKind,
    ColumnOfData,
    LabelledOfData,
    Preview,
    Reading,
    number,
)
from ..reading import read_grid
from .task import FEWEST, LONGEST, MOST, MOST_CLASSES, own_labelled
from .tokens import cut, is_of_words

NAMES = {"label", "labels", "class", "category", "sentiment", "target", "klasse", "标签", "类别"}


class _Sequences(NamedTuple):
    """One for each row that is read: texts cut into tokens, or numbers."""

    sequences: list[list[Any]]
    tokens: str | None
    notes: list[Note]
    questions: list[ChoiceQuestion]


def labelled_reading(data: bytes | str, choices: Choices) -> Reading:
    """The sequences of a table. Raises UnreadableError for what cannot be learned."""
    grid = read_grid(data, choices.decimal)
    columns = columns_of(grid)
    label = _label(columns, choices)
    read = _read(columns, label, choices)
    rows = [
        row
        for row in range(len(grid.rows))
        if not columns[label].empty[row] and not all(columns[place].empty[row] for place in read)
    ]
    chosen: dict[str, Any] = {
        "label": columns[label].name,
        "inputs": [columns[place].name for place in read],
    }
    found = _sequences(grid, [columns[place] for place in read], rows, choices)
    there = [place for place, one in enumerate(found.sequences) if one]
    sequences = [found.sequences[place] for place in there]
    classes = [columns[label].cells[rows[place]] for place in there]
    _check(classes, columns[label].name)
    left_out = len(grid.rows) - len(there)
    notes = [
        Note("sequences", len(there)),
        *counted(unlabelled=left_out),
        Note("label", columns[label].name),
        *found.notes,
    ]
    if found.tokens:
        chosen["tokens"] = found.tokens
    notes += counted(cut=sum(len(one) > LONGEST for one in sequences))
    kept = LabelledData(
        [one[:LONGEST] for one in sequences], classes, chosen, [*notes, *grid.notes]
    )
    return Reading(kept, _shown(grid, columns, kept, found.questions))


def _label(columns: Sequence[Cells], choices: Choices) -> int:
    """Where the classes stand: in the column of that name, or in the last of a few texts."""
    names = [one.name for one in columns]
    if choices.label:
        return place_of(names, choices.label)
    few = [
        place
        for place, one in enumerate(columns)
        if 2 <= len(one.different) <= min(MOST_CLASSES, len(one.known) // 2)
    ]
    if not few or len(columns) < 2:
        raise UnreadableError("no_column_of_classes", names=names)
    named = [place for place in few if names[place].lower() in NAMES]
    texts = [place for place in few if not columns[place].readings]
    return (named or texts or few)[-1]


def _read(columns: Sequence[Cells], label: int, choices: Choices) -> list[int]:
    """What is read: the column of the longest texts, or, without texts, all columns of numbers."""
    names = [one.name for one in columns]
    if choices.inputs:
        return [place_of(names, name) for name in choices.inputs]
    rest = [place for place in range(len(columns)) if place != label and columns[place].known]
    texts = [place for place in rest if not columns[place].readings]
    if texts or len(rest) == 1:
        return [max(texts or rest, key=lambda place: sum(map(len, columns[place].cells)))]
    return rest


def _sequences(
    grid: Grid, read: Sequence[Cells], rows: Sequence[int], choices: Choices
) -> _Sequences:
    if len(read) > 1 and all(one.readings for one in read):
        return _numbers(grid, read, rows, choices)
    texts = [read[0].cells[row] for row in rows]
    tokens = choices.tokens or ("words" if is_of_words(texts) else "letters")
    return _Sequences([cut(text, tokens) for text in texts], tokens, [], [])


def _numbers(
    grid: Grid, columns: Sequence[Cells], rows: Sequence[int], choices: Choices
) -> _Sequences:
    """A series a row: gaps within it are filled linearly, at its end it has ended."""
    together = Cells(columns[0].name, [cell for one in columns for cell in one.cells])
    notes, question = decide(grid, [together], [0], choices)
    for one in columns:
        one.form = together.form
    values = together.values.reshape(len(columns), -1).T[list(rows)]
    sequences: list[list[Any]] = []
    for row in values:
        known = np.flatnonzero(~np.isnan(row))
        sequences.append(np.interp(np.arange(known[-1] + 1), known, row[known]).tolist())
    missing = sum(map(len, sequences)) - int((~np.isnan(values)).sum())
    notes += counted(missing=missing)
    return _Sequences(sequences, None, notes, [question] if question else [])


def _check(classes: Sequence[str], name: str) -> None:
    if not FEWEST <= len(classes) <= MOST:
        raise UnreadableError("labelled_rows", count=len(classes), low=FEWEST, high=MOST)
    different = len(set(classes))
    if not 2 <= different <= MOST_CLASSES:
        raise UnreadableError(
            "labelled_classes", column=name, count=different, low=2, high=MOST_CLASSES
        )


def _shown(
    grid: Grid, columns: Sequence[Cells], data: LabelledData, questions: list[ChoiceQuestion]
) -> Preview:
    task = own_labelled(data)
    first = range(ROWS)
    last = range(len(grid.rows) - ROWS, len(grid.rows))
    read = set(data.choices["inputs"])
    return Preview(
        rows=len(data.classes),
        separator=grid.separator,
        encoding=grid.encoding,
        header=grid.header,
        columns=[
            ColumnOfData(one.name, _kind(one, one.name in read), _sample(one), one.missing)
            for one in columns
        ],
        head=[[_cell(one, row) for one in columns] for row in first],
        tail=[[_cell(one, row) for one in columns] for row in last],
        labelled=LabelledOfData(
            [ClassOfData(name, count) for name, count in Counter(data.classes).most_common()],
            [shortened(name, LONGEST_CELL) for name in task.input_names],
            task.longest,
        ),
        choices=data.choices,
        questions=questions,
        notes=data.notes,
    )


def _kind(column: Cells, is_read: bool) -> ColumnKind:
    if column.readings:
        return "number"
    return "text" if is_read else "category"


def _sample(column: Cells) -> str | None:
    return column.form.sample if column.form else None


def _cell(column: Cells, row: int) -> str:
    if column.form is None or column.empty[row]:
        return shortened(column.cells[row], LONGEST_CELL)
    return number(column.values[row])
