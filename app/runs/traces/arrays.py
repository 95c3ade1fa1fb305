"""Nested lists as arrays; what does not fit is told by its axis, expected and given."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from ...engine.arrays import Array
from ..errors import InputError


def array_of(field: str, values: list[Any], **axes: int | None) -> Array:
    """A float array whose axes have these names and lengths; None: any from 1.

    Raises InputError.
    """
    check_axes(field, values, tuple(axes))
    level = [values]
    for axis, (name, length) in enumerate(axes.items()):
        check_lengths(field, axis, name, length, {len(part) for part in level})
        level = list(chain.from_iterable(level)) if axis + 1 < len(axes) else []
    return np.array(values, dtype=np.float64)


def check_axes(field: str, values: list[Any], axes: Sequence[str]) -> None:
    """Raise InputError unless the lists are nested as deep as there are axes."""
    depth = _depth(values)
    if depth != len(axes):
        wanted = f"{len(axes)} axes ({', '.join(axes)})" if len(axes) > 1 else "1 axis"
        raise InputError(field, f"{field} must have {wanted}, but it has {depth}.")


def check_lengths(field: str, axis: int, name: str, length: int | None, given: set[int]) -> None:
    """Raise InputError unless all lists along an axis have this length; None: one from 1."""
    if given == {length} or (length is None and len(given) == 1 and given != {0}):
        return
    wanted = "one length from 1" if length is None else f"length {length}"
    had = " and ".join(map(str, sorted(given)[:2]))
    message = f"{field} must have {wanted} on axis {axis} ({name}), but it has {had}."
    raise InputError(field, message)


def _depth(values: Any) -> int:
    """How deep the first of the lists is nested; an empty one is as deep as one with numbers."""
    depth = 0
    while isinstance(values, list):
        depth, values = depth + 1, values[0] if values else None
    return depth
