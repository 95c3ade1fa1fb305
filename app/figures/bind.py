"""Put a frame's arrays and a theme's colours into a template: bind.js does the same on the page.

"@hidden[:,b,0]" is an array of the frame in NumPy's index notation, "@params.W_h" one of a group,
"$W_h" is a colour of colours.py. Every other value stays. Letters in an index stand for places that
the page chooses: see Places.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from .base import Template
from .colours import resolve

Frame = Mapping[str, Any]

_REFERENCE = re.compile(r"@([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\[([^\]]*)\])?")


class Places(NamedTuple):
    """What letters in an index stand for; also r, which is s of the reversed direction.

    b: the sequence of the batch; s: the first step that the gradient has gone back to; k: the
    number of kept steps, less 1, the last one being all.
    """

    b: int = 0
    s: int = 0
    k: int = -1


FIRST = Places()


def bind(template: Template, frame: Frame, at: Places = FIRST) -> Template:
    """A plain Plotly figure of `template` with the numbers of `frame`."""
    return {key: _bound(value, frame, at) for key, value in template.items()}


def coloured(template: Any) -> Any:
    """The template with the theme's colours in it and its references left as they are."""
    if isinstance(template, str) and template.startswith("$"):
        return resolve(template[1:])
    if isinstance(template, dict):
        return {key: coloured(item) for key, item in template.items()}
    if isinstance(template, list | tuple):
        return [coloured(item) for item in template]
    return template


def references(template: Any) -> set[str]:
    """All "@name[index]" of a template."""
    if isinstance(template, str):
        return {template} if template.startswith("@") else set()
    parts = template.values() if isinstance(template, dict) else template
    if not isinstance(template, dict | list | tuple):
        return set()
    return set().union(*map(references, parts))


def _bound(value: Any, frame: Frame, at: Places) -> Any:
    if isinstance(value, str):
        if value.startswith("@"):
            return reference(value, frame, at)
        return resolve(value[1:]) if value.startswith("$") else value
    if isinstance(value, dict):
        return {key: _bound(item, frame, at) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bound(item, frame, at) for item in value]
    return value


def reference(text: str, frame: Frame, at: Places = FIRST) -> Any:
    """What "@name[index]" stands for, as plain Python values."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a reference to an array.")
    name, index = match.groups()
    value: Any = frame
    for part in name.split("."):
        value = value[part]
    if index is not None:
        array = np.asarray(value)
        value = array[tuple(_subscript(part.strip(), at) for part in index.split(","))]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _subscript(part: str, at: Places) -> int | slice:
    if part in ("b", "s", "k"):
        return int(getattr(at, part))
    if part == "r":
        return -1 - at.s
    if ":" in part:
        start, stop = part.split(":")
        return slice(int(start) if start else None, int(stop) if stop else None)
    return int(part)
