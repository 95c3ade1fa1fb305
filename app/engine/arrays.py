"""The array types that every module of the engine speaks of."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Params = Mapping[str, Array]  # parameters, or their gradients, by name: W_x, W_h, b_h, W_y, b_y


def product(rows: Array, matrix: Array, out: Array) -> None:
    """rows @ matrix, (…, r) times (r, c), into a contiguous `out`, (…, c).

    NumPy hands only two-dimensional products to BLAS, so leading axes are laid together.
    """
    if rows.ndim == 2:
        np.dot(rows, matrix, out=out)
    else:
        flat = out.reshape(-1, out.shape[-1])
        np.dot(rows.reshape(-1, rows.shape[-1]), matrix, out=flat)


def global_norm(arrays: Params) -> float:
    """The 2-norm of all entries of all arrays together; NaN and Inf pass through."""
    squares = 0.0
    for array in arrays.values():
        flat = array.ravel()
        squares += float(np.dot(flat, flat))
    return sqrt(squares)
