"""Uploads from their bytes to the answer's: all of it is done in the process of the reader."""

from typing import NamedTuple


class Answer(NamedTuple):
    """A status, and JSON."""

    status: int
    body: bytes


def answered(content_type: str, body: bytes, is_kept: bool) -> Answer:
    """The answer to an upload, which is kept or only shown."""
    from .reading import answer  # what it takes to read is for the reader's process to import

    return answer(content_type, body, is_kept)
