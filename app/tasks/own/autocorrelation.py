"""How a series goes with itself, some values later."""

import numpy as np

from ...engine.arrays import Array

LAGS = 6
RARE = 12.59  # what one series in twenty without any such dependence exceeds: χ² of 6 lags


def autocorrelation(values: Array, most: int) -> Array:
    """How values (n,), not all equal, go with those 0 to `most` later: (most + 1,), 1 at most."""
    deviations = values - values.mean()
    lagged = [deviations[lag:] @ deviations[: len(values) - lag] for lag in range(most + 1)]
    return np.array(lagged) / lagged[0]


def by_chance(values: Array) -> bool:
    """Whether values (n,) show no dependence on those before: the test of Ljung & Box (1978)."""
    if np.ptp(values) == 0:
        return True
    n, lags = len(values), np.arange(1, LAGS + 1)
    found = autocorrelation(values, LAGS)[1:]
    return bool(n * (n + 2) * (found**2 / (n - lags)).sum() <= RARE)
