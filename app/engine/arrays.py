"""The array types that every module of the engine speaks of."""

from collections.abc import Mapping
from math import isfinite, sqrt

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Params = Mapping[str, Array]  # parameters, or their gradients, by name: W_x, W_h, b_h, W_y, b_y


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
