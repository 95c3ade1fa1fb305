"""A table understood: the judgement by column, all in all."""

import numpy as np

from ...kinds.errors import UnreadableError
from ..choices import Choices, Question
from ..grid import Grid
from ..notes import Note
from .calendar import Found, find_dates
from .cells import Cells
from .decimals import NAMES, decide
from .last_rows import last_rows
from .missing import sentinels
from .roles import FEW, chosen_places, kind_of, roles
from .table import AHEAD, Column, Numbers, Table
from .timeline import Timeline, as_they_are, in_time

SHORTEST, LONGEST = 40, 20_000
LEAST_KNOWN = 0.5  # of the values of a column


def understand(grid: Grid, choices: Choices | None = None) -> Table:
    """The table of a grid, as the choices say or as its cells do.

    What these do not decide is among the table's `questions`, and read in the likelier way. Raises
    UnreadableError, with line and column, for what cannot be learned.
    """
    return _Understanding(grid, choices or Choices()).table()


class _Understanding:
    """What is known of a grid so far, and what is told and asked."""

    def __init__(self, grid: Grid, choices: Choices) -> None:
        self.notes: list[Note] = []
        self.questions = [_one_or_two(grid)] if grid.undecided and choices.decimal is None else []
        self.choices = choices
        self.grid = self._without_last_rows(grid)
        self.columns = [
            Cells(name, cells, choices.missing or ())
            for name, cells in zip(grid.names, zip(*self.grid.rows, strict=True), strict=True)
        ]
        self.dates, self.unread = self._dates()
        places = self.dates.source.places if self.dates else ()
        self.targets, self.inputs, self.skipped = roles(self.columns, places, choices)
        self.used = sorted({*self.targets, *self.inputs})
        self.formats, question = decide(self.grid, self.columns, self.used, choices)
        self.questions += [question] if question and not self.questions_of("decimal") else []
        self._check_numbers()
        self._ask_sentinels()

    def table(self) -> Table:
        """All of it."""
        places = self.dates.source.places if self.dates else ()
        time = self._timeline()
        series: dict[str, Numbers] = {}
        for place in self.targets:
            series[self.grid.names[place]] = self._filled(self.columns[place], time)
        inputs = [name for place in self.inputs for name in self._read(place, time, series)]
        missing = sum(self.columns[place].missing for place in self.used)
        targets = [self.grid.names[place] for place in self.targets]
        return Table(
            columns=[self._column(place, time) for place in range(len(self.columns))],
            date=self.grid.names[places[0]] if places else "",
            label_name=self._label_name(),
            labels=time.labels,
            ahead=time.ahead,
            targets=targets,
            inputs=inputs,
            series=series,
            choices=self._in_force(),
            questions=self.questions,
            notes=[
                Note("rows", len(self.grid.rows)),
                *([Note("missing", missing)] if missing else []),
                *self.notes,
                *time.notes,
                *(self.dates.notes if self.dates else []),
                *self.unread,
                *(Note("column", _named(name)) for name in targets),
                *self._written(),
                *self.skipped,
                *self.grid.notes,
            ],
        )

    def questions_of(self, choice: str) -> list[Question]:
        """What has to be asked of a choice so far."""
        return [one for one in self.questions if one.choice == choice]

    def _without_last_rows(self, grid: Grid) -> Grid:
        count = 0 if self.choices.last_row == "keep" else last_rows(grid)
        if not count:
            return grid
        text = next((cell for cell in grid.rows[-count] if cell), "")
        if self.choices.last_row is None:
            answers: list[str | bool | list[str]] = ["leave_out", "keep"]
            self.questions.append(Question("last_row", grid.names[0], text, answers, ["", text]))
        self.notes.append(Note("last_row", text))
        return grid._replace(rows=grid.rows[:-count], lines=grid.lines[:-count])

    def _dates(self) -> tuple[Found | None, list[Note]]:
        names = self.grid.names
        chosen = [*(self.choices.targets or []), *(self.choices.inputs or [])]
        found, notes = find_dates(
            self.grid, self.columns, self.choices, set(chosen_places(names, chosen))
        )
        if found and found.question:
            self.questions.append(found.question)
        return found, notes

    def _check_numbers(self) -> None:
        """Raise UnreadableError unless each column in use can be learned."""
        for place in self.used:
            column = self.columns[place]
            name, known = _named(column.name), len(column.known)
            count = len(column.cells)
            if kind_of(column) == "category" and place not in self.targets and not column.readings:
                if len(column.different) > FEW:
                    raise UnreadableError(
                        "too_many_categories",
                        column=name,
                        count=len(column.different),
                        high=FEW,
                    )
                continue
            if not column.readings:
                self._not_a_number(column)
            if not SHORTEST <= count <= LONGEST:
                raise UnreadableError(
                    "column_length", column=name, count=count, low=SHORTEST, high=LONGEST
                )
            if column.is_constant:
                raise UnreadableError("column_constant", column=name)
            if known < LEAST_KNOWN * count:
                raise UnreadableError("mostly_missing", column=name, known=known, count=count)

    def _not_a_number(self, column: Cells) -> None:
        for row, (written, empty) in enumerate(zip(column.written, column.empty, strict=True)):
            if written is None and not empty:
                text, line = column.cells[row], self.grid.lines[row]
                raise UnreadableError(
                    "not_a_number", line=line, column=_named(column.name), text=text
                )
        raise UnreadableError("numbers_in_several_formats", column=_named(column.name))

    def _ask_sentinels(self) -> None:
        """Ask whether numbers far off stand for none, which they are taken for meanwhile."""
        if self.choices.missing is not None:
            return
        texts: list[str] = []
        for place in self.used:
            column = self.columns[place]
            if not column.readings:
                continue
            odd = {one.value for one in sentinels(column.values)}
            there = {
                cell
                for cell, value in zip(column.cells, column.values.tolist(), strict=True)
                if value in odd
            }
            if there:
                texts = sorted({*texts, *there})
                cells = Cells(column.name, column.cells, there)
                cells.form = column.form
                self.columns[place] = cells
        if texts:
            name = next(
                self.grid.names[p] for p in self.used if set(self.columns[p].cells) & set(texts)
            )
            self.questions.append(Question("missing", name, texts[0], [texts, []], ["", texts[0]]))

    def _timeline(self) -> Timeline:
        if self.dates:
            return in_time(self.dates.dates, self.dates.source.cells)
        count, first = len(self.grid.rows), self.columns[0]
        if self._first_is_labels():
            ahead = []
            if first.is_counter:
                last, step = first.first_values[-1], np.diff(first.first_values)[0]
                ahead = [f"{last + step * i:.0f}" for i in range(1, AHEAD + 1)]
            return as_they_are(first.cells, ahead)
        ahead = [str(count + i) for i in range(1, AHEAD + 1)]
        return as_they_are([str(i + 1) for i in range(count)], ahead)

    def _first_is_labels(self) -> bool:
        first = self.columns[0]
        return 0 not in self.used and (kind_of(first) == "text" or first.is_counter)

    def _label_name(self) -> str:
        if self.dates:
            return " ".join(self.grid.names[place] for place in self.dates.source.places)
        return self.grid.names[0] if self._first_is_labels() else "row"

    def _filled(self, column: Cells, time: Timeline) -> Numbers:
        """The column's numbers in the table's order, gaps filled linearly."""
        values = self._given(column, time)
        known = np.flatnonzero(~np.isnan(values))
        filled: Numbers = np.interp(np.arange(len(values)), known, values[known])
        return filled

    def _given(self, column: Cells, time: Timeline) -> Numbers:
        """The column's numbers in the table's order, NaN for gaps."""
        given = column.values
        return np.array([np.nan if row is None else given[row] for row in time.rows])

    def _read(self, place: int, time: Timeline, series: dict[str, Numbers]) -> list[str]:
        """Names of what is read of a column, which are put in `series`."""
        column = self.columns[place]
        if column.readings:
            series.setdefault(column.name, self._filled(column, time))
            return [column.name]
        found = {f"{column.name}: {value}": value for value in sorted(column.different)}
        for name, value in found.items():
            there = [row is not None and column.cells[row] == value for row in time.rows]
            series[name] = np.array(there, float)
        return list(found)

    def _column(self, place: int, time: Timeline) -> Column:
        column = self.columns[place]
        cells = ["" if row is None else column.cells[row] for row in time.rows]
        in_dates = self.dates is not None and place in self.dates.source.places
        form = column.form.sample if column.form else None
        if self.dates and in_dates:
            cells = time.labels if len(self.dates.source.places) == 1 else cells
            form = self.dates.dates.form.sample
        return Column(
            name=column.name,
            kind="date" if in_dates else kind_of(column),
            format=form,
            unit=column.unit if column.form else "",
            missing=column.missing,
            cells=cells,
            values=self._given(column, time) if column.readings and not in_dates else None,
        )

    def _written(self) -> list[Note]:
        """How the targets and inputs are written, where it is not the usual way."""
        forms = {self.columns[p].form for p in self.used if self.columns[p].form}
        commas = any(
            one.form and one.form.decimal == "," and any("," in w.core for w in one.written if w)
            for one in (self.columns[p] for p in self.used)
        )
        groups = {form.group for form in forms if form and form.group}
        units = dict.fromkeys(self.columns[p].unit for p in self.used if self.columns[p].readings)
        return [
            *([Note("decimal_commas")] if commas else []),
            *(Note("thousands", form.sample) for form in forms if form and form.group in groups),
            *(Note("unit", unit) for unit in units if unit),
            *self.formats,
        ]

    def _in_force(self) -> Choices:
        asked = {one.choice for one in self.questions}
        names = self.grid.names
        forms = [self.columns[place].form for place in self.used if self.columns[place].form]
        decimal = NAMES[forms[0].decimal] if forms and forms[0] else None
        dates = self.dates
        return self.choices.model_copy(
            update={
                "decimal": None if "decimal" in asked else decimal,
                "date": names[dates.source.places[0]] if dates else "",
                "targets": [names[place] for place in self.targets],
                "inputs": [names[place] for place in self.inputs],
            }
        )


def _one_or_two(grid: Grid) -> Question:
    """Whether the lines of a grid are one number each, or two cells."""
    text = grid.undecided
    as_read = [text.replace(",", " | "), text.replace(",", ".")]
    return Question("decimal", grid.names[0], text, ["point", "comma"], as_read)


def _named(name: str) -> str:
    """The name of a column; without a header they are called "column 1" and so on."""
    return name.removeprefix("column ")
