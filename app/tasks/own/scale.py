"""In which units a network sees a column: found in its training part alone."""

import numpy as np

from ...engine.arrays import Array


def scaled_by(train: Array) -> tuple[float, float]:
    """Scale and offset with which the values to train on, (n,), lie in [0, 1].

    What is held out may lie outside: to look at it would tell the network of the future. The scale
    of values that are all equal is 1.
    """
    return float(np.ptp(train)) or 1.0, float(train.min())
