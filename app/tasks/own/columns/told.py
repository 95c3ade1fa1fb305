"""What is told, and asked, of columns of numbers in use."""

from collections.abc import Sequence

from ..choices import ChoiceQuestion
from ..notes import Note
from .cells import Cells
from .missing import sentinels


def how_written(columns: Sequence[Cells]) -> list[Note]:
    """Decimal commas, thousands that are set apart, and units, each once."""
    pairs = [(one, one.form) for one in columns if one.form]
    marked = [one for one, form in pairs if form.decimal == "," and one.holds(",")]
    grouped = [form.sample for one, form in pairs if form.group and one.holds(form.group)]
    units = [one.unit for one, _ in pairs if one.unit]
    multiples = [", ".join(sorted(filter(None, c.units))) for c, _ in pairs if c.has_multiples]
    flags = [", ".join(sorted(one.flags)) for one, _ in pairs if one.flags]
    return [
        *([Note("decimal_commas")] if marked else []),
        *(Note("thousands", sample) for sample in dict.fromkeys(grouped)),
        *(Note("unit", unit) for unit in dict.fromkeys(units)),
        *(Note("multiples", signs) for signs in dict.fromkeys(multiples)),
        *(Note("flags", signs) for signs in dict.fromkeys(flags)),
    ]


def without_sentinels(columns: Sequence[Cells]) -> tuple[list[Cells], ChoiceQuestion | None]:
    """The columns with no value where a number far off may stand for none, and the question."""
    found, texts, first = [], set(), None
    for column in columns:
        odd = {one.value for one in sentinels(column.values)} if column.readings else set()
        pairs = zip(column.cells, column.values.tolist() if odd else (), strict=False)
        there = {cell for cell, value in pairs if value in odd}
        texts |= there
        if there:
            first = first or column.name
            column = column.without(there)
        found.append(column)
    if first is None:
        return found, None
    ordered = sorted(texts)
    return found, ChoiceQuestion("missing", first, ordered[0], [ordered, []], ["", ordered[0]])
