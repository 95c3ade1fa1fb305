"""Sentences for what does not fit. Each check raises ValueError naming the field."""

import numpy as np

from .arrays import Array, Mask


def one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """`value` is among `allowed`."""
    if value not in allowed:
        raise ValueError(f"{field} must be one of {', '.join(allowed)}, but it is {value!r}.")


def at_least(field: str, value: float, least: float) -> None:
    """`value` is a number and not below `least`."""
    if not value >= least:
        raise ValueError(f"{field} must be at least {least}, but it is {value}.")


def above_zero(field: str, value: float | None) -> None:
    """`value` is above 0, or None."""
    if value is not None and not value > 0:
        raise ValueError(f"{field} must be above 0, but it is {value}.")


def shape(field: str, array: Array | Mask, expected: tuple[int, ...]) -> None:
    """`array` is a NumPy array of this shape: nothing is broadcast."""
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{field} must be a NumPy array.")
    if array.shape != expected:
        raise ValueError(f"{field} must have shape {expected}, but it has {array.shape}.")


def mask(field: str, array: Mask, steps: int) -> None:
    """`array` is a boolean array with one entry a step."""
    shape(field, array, (steps,))
    if array.dtype != np.bool_:
        raise ValueError(f"{field} must hold booleans, but it holds {array.dtype}.")
