"""The array types that every module of the engine speaks of."""

from collections.abc import Mapping
from math import isfinite, sqrt

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Params = Mapping[str, Array]  # parameters, or their gradients, by name: W_x, W_h, b_h, W_y, b_y


def blocks(array: Array, count: int) -> tuple[Array, ...]:
    """`count` equal parts of the last axis, as views: np.split without its cost."""
    width = array.shape[-1] // count
    return tuple(array[..., i * width : (i + 1) * width] for i in range(count))


def product(rows: Array, matrix: Array, out: Array) -> None:
    """rows @ matrix, (…, r) times (r, c), into a contiguous `out`, (…, c).

    NumPy hands only two-dimensional products to BLAS, so leading axes are laid together.
    """
    if rows.ndim == 2:
        np.dot(rows, matrix, out=out)
    else:
        flat = out.reshape(-1, out.shape[-1])
        np.dot(rows.reshape(-1, rows.shape[-1]), matrix, out=flat)


def norm(array: Array) -> Array:
    """The 2-norm over the last axis; of finite entries it is finite, however large they are."""
    with np.errstate(all="ignore"):
        norms: Array = np.linalg.norm(array, axis=-1)
        if not np.isinf(norms).any():
            return norms
        largest = np.abs(array).max(-1, keepdims=True)
        scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
        scaled: Array = np.linalg.norm(array / scale, axis=-1) * scale[..., 0]
        return scaled


def global_norm(arrays: Params) -> float:
    """The 2-norm of all entries of all arrays together; NaN and Inf pass through."""
    squares = 0.0
    with np.errstate(all="ignore"):
        for array in arrays.values():
            flat = array.ravel()
            squares += float(np.dot(flat, flat))
    if isfinite(squares):
        return sqrt(squares)
    return float(norm(np.concatenate([array.ravel() for array in arrays.values()])))


def lies_within(index: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Whether `index` is a tuple of whole numbers, one for each axis and none beyond its end."""
    return (
        isinstance(index, tuple)
        and len(index) == len(shape)
        and all(isinstance(i, int | np.integer) for i in index)
        and all(0 <= i < length for i, length in zip(index, shape, strict=True))
    )
