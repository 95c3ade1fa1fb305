"""The array types that every module of the engine speaks of."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Params = Mapping[str, Array]  # parameters, or their gradients, by name: W_x, W_h, b_h, W_y, b_y


def global_norm(arrays: Params) -> float:
    """The 2-norm of all entries of all arrays together; NaN and Inf pass through."""
    squares = 0.0
    for array in arrays.values():
        flat = array.ravel()
        squares += float(np.dot(flat, flat))
    return sqrt(squares)
