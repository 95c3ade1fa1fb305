"""After how many values a series repeats itself."""

import numpy as np

from ...engine.arrays import Array
from .autocorrelation import autocorrelation

SHORTEST, LONGEST = 3, 60  # values
LEAST, CHANCE = 0.4, 3.0  # a lower correlation, or one below 3 / √n, is taken for chance
AS_GOOD = 0.9  # of the best: so that of a period and its multiples the period is taken
ROUNDING = 1e-9  # of the largest value


def season_of(values: Array) -> int:
    """The period of values (n,), at least three of which are there; 0 if there is none.

    It is the first lag at which the autocorrelation of the changes peaks about as high as anywhere,
    after it has been low. Changes, for a trend correlates at any lag.
    """
    changes = np.diff(values)
    most = min(LONGEST, len(values) // 3)
    if np.ptp(changes) <= ROUNDING * np.abs(values).max():
        return 0
    found = autocorrelation(changes, most + 1)
    least = max(LEAST, CHANCE / np.sqrt(len(changes)))
    peaks = [
        lag
        for lag in range(SHORTEST, most + 1)
        if found[lag - 1] < found[lag] >= max(found[lag + 1], least)
        and found[1:lag].min() <= found[lag] - LEAST
    ]
    best = max(found[peaks], default=0.0)
    return next((lag for lag in peaks if found[lag] >= AS_GOOD * best), 0)
