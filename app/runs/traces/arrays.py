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
        if len(axes) == 1:
            raise InputError(field, "not_one_axis", given=depth)
        raise InputError(field, "wrong_axes", count=len(axes), names=axes, given=depth)


def check_lengths(field: str, axis: int, name: str, length: int | None, given: set[int]) -> None:
    """Raise InputError unless all lists along an axis have this length; None: one from 1."""
    if given == {length} or (length is None and len(given) == 1 and given != {0}):
        return
    had = sorted(given)[:2]
    if length is None:
        raise InputError(field, "uneven_lengths", axis=axis, name=name, given=had)
    raise InputError(field, "wrong_length", length=length, axis=axis, name=name, given=had)


def _depth(values: Any) -> int:
    """How deep the first of the lists is nested; an empty one is as deep as one with numbers."""
    depth = 0
    while isinstance(values, list):
        depth, values = depth + 1, values[0] if values else None
    return depth
