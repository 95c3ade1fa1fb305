"""What of a table is predicted and what is read, where nobody has said it."""

from collections.abc import Sequence

from ...kinds.errors import UnreadableError
from ..choices import Choices
from ..notes import Note
from ..preview import ColumnKind
from .calendar.discovery import place_of
from .cells import Cells, shown
from .checks import FEW

MOSTLY = 0.5  # of the cells: a column of numbers in which one is none


def kind_of(column: Cells) -> ColumnKind:
    """What a column holds that is no date."""
    if column.is_constant:
        return "constant"
    if column.readings:
        return "number"
    if column.are_dates:
        return "date"
    few = len(column.different) <= FEW or len(column.different) ** 2 <= len(column.known)
    return "category" if few else "text"


def chosen_places(names: Sequence[str], chosen: Sequence[str]) -> list[int]:
    """Where the columns stand, each once. Raises UnreadableError for one that there is not."""
    return list(dict.fromkeys(place_of(names, column) for column in chosen))


def target_of(columns: Sequence[Cells], dates: Sequence[int]) -> tuple[int, list[Note]]:
    """The last column of real numbers, and why it is none after it.

    Where there is none, the last one of numbers at all. Raises UnreadableError without any.
    """
    rest = [place for place in range(len(columns)) if place not in dates]
    reasons = {place: _reason(columns[place]) for place in rest}
    numbers = [place for place in rest if reasons[place] != "skipped"]
    best = [place for place in numbers if not reasons[place]] or [
        place for place in numbers if reasons[place] != "constant"
    ]
    place = max(best or numbers, default=None)
    if place is None:
        raise UnreadableError("no_column_of_numbers", names=[shown(one.name) for one in columns])
    for other in reversed(rest[rest.index(place) + 1 :]):
        reason = reasons[other]
        if reason and (reason != "skipped" or _has_digits(columns[other])):
            return place, [Note(reason, shown(columns[other].name))]
    return place, []


def _reason(column: Cells) -> str:
    """Why a column is not what is to be predicted, as a note; "" if it may be."""
    if not column.readings and column.share_of_numbers <= MOSTLY:
        return "skipped"
    if not column.readings:
        return ""  # one cell of it is no number, which has to be told
    if column.is_constant:
        return "constant"
    if column.is_flag:
        return "flag"
    return "counter" if column.is_counter else ""


def _has_digits(column: Cells) -> bool:
    return any(character.isdigit() for cell in column.different for character in cell)


def roles(
    columns: Sequence[Cells], dates: Sequence[int], choices: Choices
) -> tuple[list[int], list[int], list[Note]]:
    """Places of the targets and of what is read, and what is to be told of that."""
    names = [one.name for one in columns]
    notes: list[Note] = []
    if choices.targets:
        targets = chosen_places(names, choices.targets)
    else:
        place, notes = target_of(columns, dates)
        targets = [place]
    inputs = chosen_places(names, choices.inputs) if choices.inputs else targets
    return targets, inputs, notes
