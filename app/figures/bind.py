"""Put a frame's arrays and a theme's colours into a template: bind.js does the same on the page.

"@hidden[:,b,0]" is an array of the frame in NumPy's index notation, "@params.W_h" one of a group,
"$W_h" is a colour of palette.py. Every other value stays. Letters in an index stand for places that
the page chooses: see Places.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import orjson

from .base import Template
from .palette import PALETTE, Theme

Frame = Mapping[str, Any]

_REFERENCE = re.compile(r"@([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\[([^\]]*)\])?")


class Places(NamedTuple):
    """What letters in an index stand for; also r, which is s of the reversed direction.

    b: the sequence of the batch; s: the first step that the gradient has gone back to; k: the
    number of kept steps, less 1, the last one being all; t: the step that a fact tells, less 1.
    """

    b: int = 0
    s: int = 0
    k: int = -1
    t: int = 0


FIRST = Places()


def bind(template: Template, frame: Frame, at: Places = FIRST, theme: Theme = "light") -> Template:
    """A plain Plotly figure of `template` with the numbers of `frame`."""

    def put(text: str) -> Any:
        return reference(text, frame, at) if text.startswith("@") else _colour(text, theme)

    bound: Template = _mapped(template, put)
    return bound


def coloured(template: Template) -> Template:
    """The template with the theme's colours in it and its references left as they are."""
    found: Template = _mapped(template, _colour)
    return found


def references(template: Template) -> set[str]:
    """All "@name[index]" of a template."""
    texts: list[str] = []
    _mapped(template, texts.append)
    return {text for text in texts if text.startswith("@")}


def _mapped(part: Any, put: Callable[[str], Any]) -> Any:
    """A tree like this one, with what `put` makes of each string in it."""
    if isinstance(part, str):
        return put(part)
    if isinstance(part, dict):
        return {key: _mapped(item, put) for key, item in part.items()}
    if isinstance(part, list | tuple):
        return [_mapped(item, put) for item in part]
    return part


def _colour(text: str, theme: Theme = "light") -> Any:
    return PALETTE[theme][text[1:]] if text.startswith("$") else text


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
    if part in ("b", "s", "k", "t"):
        return int(getattr(at, part))
    if part == "r":
        return -1 - at.s
    if ":" in part:
        start, stop = part.split(":")
        return slice(int(start) if start else None, int(stop) if stop else None)
    return int(part)


def as_plotly(figure: Template) -> bytes:
    """JSON as plotly.io.from_json takes it, where what is not finite is null, and no colour is 0.

    A point without a colour has no place either.
    """
    for trace in figure["data"]:
        colours = np.asarray(trace.get("marker", {}).get("color", ""))
        if colours.dtype.kind == "f":
            trace["marker"]["color"] = np.where(np.isfinite(colours), colours, 0.0)
    return orjson.dumps(figure, default=lambda array: array.tolist())
