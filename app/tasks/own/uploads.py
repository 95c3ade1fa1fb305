"""An upload: what a reader sends, how they want it understood, and what comes of it."""

from typing import NamedTuple

from .choices import Choices, Question
from .datasets import Dataset, Kind, SeriesData, TextData
from .notes import Note
from .preview import (
    LONGEST_TEXT,
    ROWS,
    ColumnPreview,
    Preview,
    SeriesPreview,
    TextPreview,
    drawn,
    shortened,
)
from .table import Parsed, parse_series


class Upload(NamedTuple):
    """A text, or the bytes of a file."""

    kind: Kind
    data: str | bytes
    choices: Choices = Choices()


class Reading(NamedTuple):
    """What came of an upload: what would be kept, if there are no questions, and is shown."""

    data: Dataset
    preview: Preview

    @property
    def questions(self) -> list[Question]:
        """What has to be chosen first."""
        return self.preview.questions


def read_upload(upload: Upload) -> Reading:
    """The upload as it is understood. Raises UnreadableError for what cannot be read."""
    text = upload.data if isinstance(upload.data, str) else upload.data.decode()
    return _text(text) if upload.kind == "text" else _series(text, upload.choices)


def _text(text: str) -> Reading:
    characters = sorted(set(" ".join(text.split())))
    notes = [Note("letters", len(text)), Note("different", len(characters))]
    shown = TextPreview(len(text), characters, shortened(text, LONGEST_TEXT))
    preview = Preview(
        text.count("\n") + 1, None, None, None, [], [], [], None, shown, None, {}, [], notes
    )
    return Reading(TextData(text, {}, notes), preview)


def _series(text: str, choices: Choices) -> Reading:
    parsed = parse_series(text, (choices.targets or [None])[0])
    name, count = parsed.name, len(parsed.values)
    label_name = parsed.columns[0] if len(parsed.columns) > 1 else "row"
    date = label_name if len(parsed.columns) > 1 and name != label_name else ""
    chosen = Choices(date=date, targets=[name], inputs=[name]).model_dump(exclude_none=True)
    data = SeriesData(
        label_name,
        parsed.labels,
        [],
        {name: parsed.values},
        [name],
        [name],
        chosen,
        parsed.notes,
    )
    line = drawn(name, parsed.values, parsed.labels)
    missing = next((int(value) for note, value in parsed.notes if note == "missing"), 0)
    columns = [
        ColumnPreview(
            one,
            "number" if one == name else "date" if one == date else "text",
            None,
            missing if one == name else 0,
        )
        for one in parsed.columns
    ]
    preview = Preview(
        count,
        next((one for one, _ in parsed.notes if one in ("commas", "semicolons", "tabs")), None),
        "utf-8",
        True,
        columns,
        *_ends(parsed, date),
        SeriesPreview(label_name, count, count * 4 // 5, [line]),
        None,
        None,
        chosen,
        [],
        parsed.notes,
    )
    return Reading(data, preview)


def _ends(parsed: Parsed, date: str) -> tuple[list[list[str]], list[list[str]]]:
    cells = [
        [
            str(value) if name == parsed.name else label if name == date else ""
            for name in parsed.columns
        ]
        for label, value in zip(parsed.labels, parsed.values, strict=True)
    ]
    return cells[:ROWS], cells[-ROWS:]
