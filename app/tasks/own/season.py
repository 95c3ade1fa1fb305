"""After how many values a series repeats itself."""

import numpy as np

from ...engine.arrays import Array

LONGEST = 60  # values
LEAST = 0.3  # a correlation of changes below it is taken for chance
ROUNDING = 1e-9  # of the largest value
AS_GOOD = 0.9  # of the best: so that of a period and its multiples the period is taken


def season_of(values: Array) -> int:
    """The period of values (n,), at least three of which are there; 0 if there is none.

    It is the first lag at which the autocorrelation of the changes peaks about as high as anywhere.
    Changes, for a trend correlates at any lag.
    """
    changes = np.diff(values)
    if np.ptp(changes) <= ROUNDING * np.abs(values).max():
        return 0
    most = min(LONGEST, len(values) // 3)
    found = autocorrelation(changes, most + 1)
    inner = found[1:-1]
    peaks = 1 + np.flatnonzero((inner > found[:-2]) & (inner >= found[2:]) & (inner >= LEAST))
    peaks = peaks[peaks > 1]
    if not len(peaks):
        return 0
    return int(peaks[found[peaks] >= AS_GOOD * found[peaks].max()][0])


def autocorrelation(values: Array, most: int) -> Array:
    """How values (n,), not all equal, go with those 0 to `most` later: (most + 1,), from -1 to 1."""
    deviations = values - values.mean()
    lagged = [deviations[lag:] @ deviations[: len(values) - lag] for lag in range(most + 1)]
    return np.array(lagged) / lagged[0]
