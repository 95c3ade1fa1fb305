"""In which units a network sees a column: found in its training part alone.

What is held out may lie far outside: to look at it would tell the network of the future. The scale
of values that are all equal is 1.
"""

import numpy as np

from ...engine.arrays import Array


def standardised(train: Array) -> tuple[float, float]:
    """Scale and offset with which the values to train on, (n,), have mean 0 and variance 1."""
    if np.ptp(train) == 0:
        return 1.0, float(train[0])
    unit = np.abs(train).max()  # squares of large numbers are none
    return float((train / unit).std() * unit), float(np.mean(train / unit) * unit)


def standardised_changes(train: Array) -> tuple[float, float]:
    """Scale and offset with which the changes of the values to train on have mean square 1.

    There is no offset: 0 remains what it is, that nothing changes, which is what an untrained
    network says.
    """
    changes = np.diff(train)
    unit = np.abs(changes).max() or 1.0
    return float(np.sqrt(np.mean((changes / unit) ** 2)) * unit) or 1.0, 0.0


def scaled_by(train: Array) -> tuple[float, float]:
    """Scale and offset with which the values to train on, (n,), lie in [0, 1]."""
    return float(np.ptp(train)) or 1.0, float(train.min())
