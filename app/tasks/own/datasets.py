"""Readers' own data: a folder of files, each called by the hash of what it holds.

The folder's path is in the environment, so that every process of the server finds it.
"""

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from ..kinds.errors import UnreadableError

VARIABLE = "UNROLLED_DATASETS"
Kind = Literal["series", "text"]


class Dataset(NamedTuple):
    """A text as it was given, and how it is to be read; `column` is of a series."""

    kind: Kind
    text: str
    column: str | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits."""
        return sha256(self.json).hexdigest()[:16]

    @property
    def json(self) -> bytes:
        """What the file holds."""
        return json.dumps(self).encode()


def use_folder(path: Path) -> None:
    """Keep data there, in this process and in those that it starts."""
    path.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(path)


def put(dataset: Dataset) -> None:
    """Keep it. Raises OSError where that does not work."""
    path = _path(dataset.id)
    if not path.exists():
        part = path.with_suffix(".part")  # nobody is to read half of it
        part.write_bytes(dataset.json)
        part.replace(path)


def get(dataset_id: str) -> Dataset:
    """The data of this id. Raises UnreadableError if there are none."""
    if not re.fullmatch("[0-9a-f]{16}", dataset_id):  # it becomes part of a path
        raise UnreadableError("invalid_input", expected="dataset_id")
    try:
        return Dataset(*json.loads(_path(dataset_id).read_bytes()))
    except (OSError, KeyError):
        raise UnreadableError("unknown_dataset", dataset=dataset_id) from None


def _path(dataset_id: str) -> Path:
    return Path(os.environ[VARIABLE]) / f"{dataset_id}.json"
