"""Sentences for what does not fit. Each check raises ValueError naming the field."""

from math import isfinite

import numpy as np

from .arrays import Array, Mask

FLOAT64, BOOL = np.dtype(np.float64), np.dtype(np.bool_)


def one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """`value` is among `allowed`."""
    if value not in allowed:
        raise ValueError(f"{field} must be one of {', '.join(allowed)}, but it is {value!r}.")


def number(field: str, value: float) -> None:
    """`value` is a number, neither NaN nor infinite."""
    real = isinstance(value, int | float | np.integer | np.floating)
    if not real or isinstance(value, bool) or not isfinite(value):
        raise ValueError(f"{field} must be a finite number, but it is {value!r}.")


def at_least(field: str, value: float, least: float) -> None:
    """`value` is a number and not below `least`."""
    number(field, value)
    if value < least:
        raise ValueError(f"{field} must be at least {least}, but it is {value}.")


def whole(field: str, value: int, least: int) -> None:
    """`value` is a whole number and not below `least`."""
    if type(value) is int and value >= least:
        return  # at once: every update asks
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise ValueError(f"{field} must be a whole number, but it is {value!r}.")
    at_least(field, value, least)


def above_zero(field: str, value: float | None) -> None:
    """`value` is a number above 0, or None."""
    if value is None:
        return
    number(field, value)
    if value <= 0:
        raise ValueError(f"{field} must be above 0, but it is {value}.")


def share(field: str, value: float) -> None:
    """`value` is a number from 0 to below 1, as what a running mean keeps of its past."""
    number(field, value)
    if not 0 <= value < 1:
        raise ValueError(f"{field} must be from 0 to below 1, but it is {value}.")


def shape(field: str, array: Array | Mask, expected: tuple[int, ...]) -> None:
    """`array` is a NumPy array of this shape: nothing is broadcast."""
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{field} must be a NumPy array.")
    if array.shape != expected:
        raise ValueError(f"{field} must have shape {expected}, but it has {array.shape}.")


def numbers(field: str, array: Array, expected: tuple[int, ...]) -> None:
    """`array` is a NumPy array of this shape and of float64: nothing is converted."""
    shape(field, array, expected)
    if array.dtype != FLOAT64:
        raise ValueError(f"{field} must hold float64, but it holds {array.dtype}.")


def mask(field: str, array: Mask, steps: int) -> None:
    """`array` is a boolean array with one entry a step."""
    shape(field, array, (steps,))
    if array.dtype != BOOL:
        raise ValueError(f"{field} must hold booleans, but it holds {array.dtype}.")
