"""An upload: what a reader sends, how they want it understood, and what comes of it."""

from typing import NamedTuple

from .choices import Choices
from .datasets import Kind
from .preview import Reading
from .text import text_reading


class Upload(NamedTuple):
    """A text, or the bytes of a file."""

    kind: Kind
    data: str | bytes
    choices: Choices = Choices()


def read_upload(upload: Upload) -> Reading:
    """The upload as it is understood. Raises UnreadableError for what cannot be read."""
    if upload.kind == "text":
        return text_reading(upload.data)
    # With these comes pandas, of which only they have use.
    if upload.kind == "labelled":
        from .labelled.reading import labelled_reading

        return labelled_reading(upload.data, upload.choices)
    from .understood import series_reading

    return series_reading(upload.data, upload.choices)
