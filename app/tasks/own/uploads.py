"""An upload: what a reader sends, how they want it understood, and what comes of it."""

from typing import NamedTuple

from .choices import Choices
from .datasets import Kind, TextData
from .notes import Note
from .preview import LONGEST_TEXT, Preview, Reading, TextPreview, shortened
from .reading.encoding import decode


class Upload(NamedTuple):
    """A text, or the bytes of a file."""

    kind: Kind
    data: str | bytes
    choices: Choices = Choices()


def read_upload(upload: Upload) -> Reading:
    """The upload as it is understood. Raises UnreadableError for what cannot be read."""
    if upload.kind == "text":
        return _text_reading(upload.data)
    from .understood import series_reading  # and pandas, of which only this has use

    return series_reading(upload.data, upload.choices)


def _text_reading(data: bytes | str) -> Reading:
    text, encoding = decode(data)
    characters = sorted(set(" ".join(text.split())))
    notes = [Note("letters", len(text)), Note("different", len(characters))]
    if encoding != "utf-8":
        notes.append(Note("encoding", encoding))
    preview = Preview(
        rows=len(text.splitlines()),
        encoding=encoding,
        text=TextPreview(len(text), characters, shortened(text, LONGEST_TEXT)),
        notes=notes,
    )
    return Reading(TextData(text, {}, notes), preview)
