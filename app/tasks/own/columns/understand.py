"""A table understood: the judgement by column, all in all."""

from ..choices import ChoiceQuestion, Choices
from ..grid import Grid
from ..notes import Note, counted
from . import series
from .calendar.discovery import Found, find_dates
from .calendar.headings import TIME, named
from .calendar.timeline import Timeline, as_they_are, in_time
from .calendar.undated import without_undated
from .cells import Cells, columns_of, shown
from .checks import check_category, check_numbers, check_one_series
from .decimals import NAMES, decide
from .last_rows import last_rows
from .roles import chosen_places, kind_of, roles
from .table import Column, Numbers, Table
from .told import how_written, without_sentinels


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
        if choices.date != "" and choices.last_row != "keep":
            self.grid, undated = without_undated(self.grid)
            self.notes += undated
        self.columns = columns_of(self.grid, choices.missing or ())
        self.dates, self.unread = self._dates()
        self.places = self.dates.source.places if self.dates else ()
        if self.dates:
            check_one_series(self.dates.dates.moments, self._without_dates())
        self.targets, self.inputs, self.skipped = roles(self.columns, self.places, choices)
        self.used = sorted({*self.targets, *self.inputs})
        self.formats, question = decide(self.grid, self.columns, self.used, choices)
        if question and not grid.undecided:
            self.questions.append(question)
        self._check()
        if choices.missing is None:
            used, question = without_sentinels([self.columns[place] for place in self.used])
            for place, column in zip(self.used, used, strict=True):
                self.columns[place] = column
            self.questions += [question] if question else []

    def _without_last_rows(self, grid: Grid) -> Grid:
        count = 0 if self.choices.last_row == "keep" else last_rows(grid)
        if not count:
            return grid
        text = next((cell for cell in grid.rows[-count] if cell), "")
        if self.choices.last_row is None:
            answers: list[str | bool | list[str]] = ["leave_out", "keep"]
            self.questions.append(
                ChoiceQuestion("last_row", grid.names[0], text, answers, ["", text])
            )
        self.notes.append(Note("last_row", text))
        return grid._replace(rows=grid.rows[:-count], lines=grid.lines[:-count])

    def _dates(self) -> tuple[Found | None, list[Note]]:
        chosen = [*(self.choices.targets or []), *(self.choices.inputs or [])]
        taken = set(chosen_places(self.grid.names, chosen))
        found, notes = find_dates(self.grid, self.columns, self.choices, taken)
        if found and found.question:
            self.questions.append(found.question)
        return found, notes

    def _without_dates(self) -> list[Cells]:
        return [one for place, one in enumerate(self.columns) if place not in self.places]

    def _check(self) -> None:
        for place in self.used:
            column = self.columns[place]
            if place not in self.targets and kind_of(column) == "category" and not column.readings:
                check_category(column)
            else:
                check_numbers(column, self.grid)

    def table(self) -> Table:
        """All of it."""
        time = self._timeline()
        learned, inputs = self._learned(time)
        missing = sum(self.columns[place].missing for place in self.used)
        targets = [self.grid.names[place] for place in self.targets]
        return Table(
            columns=[self._column(place, time) for place in range(len(self.columns))],
            date=self._date,
            label_name=self._label_name(),
            labels=time.labels,
            ahead=time.ahead,
            targets=targets,
            inputs=inputs,
            series=learned,
            choices=self._in_force(),
            questions=self.questions,
            notes=[
                Note("rows", len(self.grid.rows)),
                *counted(missing=missing),
                *self.notes,
                *time.notes,
                *(self.dates.notes if self.dates else []),
                *self.unread,
                *(Note("column", shown(name)) for name in targets),
                *how_written([self.columns[place] for place in self.used]),
                *self.formats,
                *self.skipped,
                *self.grid.notes,
            ],
        )

    @property
    def _date(self) -> str:
        return self.grid.names[self.places[0]] if self.places else ""

    def _timeline(self) -> Timeline:
        if self.dates:
            return in_time(self.dates.dates, self.dates.source.cells)
        return as_they_are(self._label_column(), len(self.grid.rows))

    def _label_column(self) -> Cells | None:
        """The first column, if it names or counts the rows, or is a time."""
        first = self.columns[0]
        if 0 in self.used:
            return None
        time = first.way != 0 and named(first.name, TIME)
        return first if kind_of(first) in ("text", "date") or first.step or time else None

    def _label_name(self) -> str:
        if self.places:
            return " ".join(self.grid.names[place] for place in self.places)
        return self.grid.names[0] if self._label_column() else "row"

    def _learned(self, time: Timeline) -> tuple[dict[str, Numbers], list[str]]:
        """The numbers of targets and inputs by their names, and which of these are inputs."""
        numbers = [place for place in self.used if self.columns[place].readings]
        learned = {self.grid.names[p]: series.filled(self.columns[p], time.rows) for p in numbers}
        inputs: list[str] = []
        for place in self.inputs:
            if place in numbers:
                inputs.append(self.grid.names[place])
            else:
                found = series.one_hot(self.columns[place], time.rows, self.grid.names)
                learned |= found
                inputs += found
        return learned, inputs

    def _column(self, place: int, time: Timeline) -> Column:
        column, form = self.columns[place], self.columns[place].form
        cells = ["" if row is None else column.cells[row] for row in time.rows]
        if self.dates and place in self.places:
            return Column(
                name=column.name,
                kind="date",
                format=self.dates.dates.form.sample,
                missing=column.missing,
                cells=time.labels if len(self.places) == 1 else cells,
            )
        return Column(
            name=column.name,
            kind=kind_of(column),
            format=form.sample if form else None,
            missing=column.missing,
            cells=cells,
            values=series.given(column, time.rows) if form else None,
        )

    def _in_force(self) -> Choices:
        names = self.grid.names
        marked = [c for c in (self.columns[p] for p in self.used) if c.holds(".") or c.holds(",")]
        forms = [column.form for column in marked if column.form]
        asked = any(one.choice == "decimal" for one in self.questions)
        found = NAMES[forms[0].decimal] if forms and not asked else None
        return self.choices.model_copy(
            update={
                "decimal": self.choices.decimal or found,
                "date": self._date,
                "targets": [names[place] for place in self.targets],
                "inputs": [names[place] for place in self.inputs],
            }
        )


def _one_or_two(grid: Grid) -> ChoiceQuestion:
    """Whether the lines of a grid are one number each, or two cells."""
    text = grid.undecided
    as_read = [text.replace(",", " | "), text.replace(",", ".")]
    return ChoiceQuestion("decimal", grid.names[0], text, ["point", "comma"], as_read)
