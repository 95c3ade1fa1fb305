"""Readers' own data, as they were understood: a folder of files, each called by its hash.

The folder's path is in the environment, so that every process of the server finds it. A run needs
nothing but its file: not what read the data, nor that this still reads them so.
"""

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

import orjson

from ..kinds.errors import UnreadableError
from .notes import Note

VARIABLE = "UNROLLED_DATASETS"
Kind = Literal["series", "text", "labelled"]


class SeriesData(NamedTuple):
    """Columns of numbers in the order of time, without gaps; of their names some are read.

    `values` has a list of (n,) numbers for each column that is among the inputs or the targets.
    """

    label_name: str
    labels: list[str]  # (n,)
    future: list[str]  # those that would follow; none where rows are only counted
    values: dict[str, list[float]]
    inputs: list[str]
    targets: list[str]
    choices: dict[str, Any]  # the fields of Choices that are in force
    notes: list[Note]


class TextData(NamedTuple):
    """A text, of which each character follows from those before it."""

    text: str
    choices: dict[str, Any]
    notes: list[Note]


class LabelledData(NamedTuple):
    """Sequences, each of words, letters or numbers, and the class of each."""

    sequences: list[list[Any]]  # of texts or of numbers, as choices["tokens"] says
    classes: list[str]
    choices: dict[str, Any]
    notes: list[Note]


Dataset = SeriesData | TextData | LabelledData
KINDS: dict[Kind, type[Dataset]] = {
    "series": SeriesData,
    "text": TextData,
    "labelled": LabelledData,
}


def written(data: Dataset) -> bytes:
    """What the file of the data holds."""
    kind = next(kind for kind, type_ in KINDS.items() if isinstance(data, type_))
    return orjson.dumps({"kind": kind, **data._asdict()}, default=list)


def id_of(data: Dataset) -> str:
    """16 hexadecimal digits: equal data are the same."""
    return sha256(written(data)).hexdigest()[:16]


def use_folder(path: Path) -> None:
    """Keep data there, in this process and in those that it starts."""
    path.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(path)


def put(data: Dataset) -> str:
    """Keep the data, and their id. Raises OSError where that does not work."""
    name = id_of(data)
    _write(_path(name), data)
    return name


def get(dataset_id: str) -> Dataset:
    """The data of this id. Raises UnreadableError if there are none."""
    if not re.fullmatch("[0-9a-f]{16}", dataset_id):  # it becomes part of a path
        raise UnreadableError("invalid_input", expected="dataset_id")
    path = _path(dataset_id)
    try:
        found = _read(path)
        return _of_before(path, *found) if isinstance(found, list) else found
    except (OSError, KeyError):
        raise UnreadableError("unknown_dataset", dataset=dataset_id) from None


def _of_before(path: Path, kind: Kind, text: str, column: str | None) -> Dataset:
    """Data that a file holds as they were given; how they are understood is kept beside it."""
    from .earlier import understood  # which imports what reads tables

    beside = path.with_suffix(".read.json")
    if beside.exists():
        known = _read(beside)
        assert not isinstance(known, list)
        return known
    data = understood(kind, text, column)
    with suppress(OSError):  # then it will be read once more
        _write(beside, data)
    return data


def _read(path: Path) -> Dataset | list[Any]:
    """What a file holds: data as they were understood, or, in one of before, as they were given."""
    found = orjson.loads(path.read_bytes())
    if isinstance(found, list):
        return found
    data = KINDS[found.pop("kind")](**found)
    return data._replace(notes=[Note(*note) for note in data.notes])


def _write(path: Path, data: Dataset) -> None:
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}.part")  # nobody is to read half of it
        part.write_bytes(written(data))
        part.replace(path)


def _path(dataset_id: str) -> Path:
    return Path(os.environ[VARIABLE]) / f"{dataset_id}.json"
