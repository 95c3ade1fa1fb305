"""Put a frame's arrays and a theme's colours into a template: bind.js does the same on the page.

"@hidden[:,b,0]" is an array of the frame in NumPy's index notation, "@params.W_h" one of a group,
"$W_h" is a colour of colours.py. Every other value stays.
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from .base import Template
from .colours import resolve

Frame = Mapping[str, Any]

_REFERENCE = re.compile(r"@([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\[([^\]]*)\])?")


def bind(template: Template, frame: Frame, b: int = 0) -> Template:
    """A plain Plotly figure of `template` with the numbers of `frame`, sequence b of the batch."""
    return {key: _bound(value, frame, b) for key, value in template.items()}


def _bound(value: Any, frame: Frame, b: int) -> Any:
    if isinstance(value, str):
        if value.startswith("@"):
            return reference(value, frame, b)
        return resolve(value[1:]) if value.startswith("$") else value
    if isinstance(value, dict):
        return {key: _bound(item, frame, b) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bound(item, frame, b) for item in value]
    return value


def reference(text: str, frame: Frame, b: int = 0) -> Any:
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
        value = array[tuple(_subscript(part.strip(), b) for part in index.split(","))]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _subscript(part: str, b: int) -> int | slice:
    if part == "b":
        return b
    if ":" in part:
        start, stop = part.split(":")
        return slice(int(start) if start else None, int(stop) if stop else None)
    return int(part)
