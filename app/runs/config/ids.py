"""Ids: the hash of what determines a run, so that equal configs are one run."""

from hashlib import sha256
from typing import Any, TypeVar

import orjson

from .setting import Part, applies, at, setting_of, walk

P = TypeVar("P", bound=Part)
FORMAT = 8  # of frames: to be raised when their numbers change, for they are kept for ever


def canonical(config: Part) -> dict[str, Any]:
    """A config as its id sees it: all defaults filled in, but of settings that came later.

    What it does not use, as an LSTM no activation, is left out.
    """
    situation, values = config.model_dump(), config.model_dump()
    for path, field, setting in walk(type(config)):
        part, _, name = path.rpartition(".")
        inner = at(values, part) if part else values
        idle = not applies(setting.applies(), situation)
        if idle or (setting.late and inner[name] == field.default):
            del inner[name]
    return values


def plain(config: P) -> P:
    """The one of all configs with its id that has what it does not use at its defaults."""
    return _plain(config, config.model_dump())


def _plain(part: P, situation: dict[str, Any], prefix: str = "") -> P:
    changes: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, Part):
            changes[name] = _plain(value, situation, prefix + name + ".")
        elif not applies(setting_of(field).applies(), situation):
            changes[name] = field.get_default(call_default_factory=True)
    return part.model_copy(update=changes)


def digest(value: object, arithmetic: str = "") -> str:
    """16 hexadecimal digits for a JSON value, the format of frames and the arithmetic's name."""
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return sha256(f"{FORMAT}{arithmetic} ".encode() + written).hexdigest()[:16]
