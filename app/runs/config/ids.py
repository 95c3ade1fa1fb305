"""Ids: the hash of what determines a run, so that equal configs are one run."""

from hashlib import sha256
from typing import Any

import orjson

from .setting import Part, at, walk

FORMAT = 7  # of frames: to be raised when their numbers change, for they are kept for ever


def canonical(config: Part) -> dict[str, Any]:
    """A config as its id sees it: all defaults filled in, but of settings that came later."""
    values = config.model_dump()
    for path, field, setting in walk(type(config)):
        part, _, name = path.rpartition(".")
        inner = at(values, part) if part else values
        if setting.late and inner[name] == field.default:
            del inner[name]
    return values


def digest(value: object, arithmetic: str = "") -> str:
    """16 hexadecimal digits for a JSON value, the format of frames and the arithmetic's name."""
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return sha256(f"{FORMAT}{arithmetic} ".encode() + written).hexdigest()[:16]
