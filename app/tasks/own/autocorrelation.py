"""How a series goes with itself, some values later."""

import numpy as np

from ...engine.arrays import Array

LAGS = 6
RARE = 12.59  # what one series in twenty without any such dependence exceeds: χ² of 6 lags


def autocorrelation(values: Array, most: int) -> Array:
    """How values (n,), not all equal, go with those 0 to `most` later: (most + 1,), 1 at most."""
    deviations = values - values.mean()
    lagged = [deviations[lag:] @ deviations[: len(values) - lag] for lag in range(most + 1)]
    return np.asarray(lagged / lagged[0])


def by_chance(values: Array) -> bool:
    """Whether values (n,) show no dependence on those before.

    Box & Pierce's test (1970), each lag in units of its own variance (Lo & MacKinlay 1989): where
    calm and wild stretches alternate, as prices do, chance correlates more than elsewhere.
    """
    deviations = values - values.mean()
    total = 0.0
    for lag in range(1, LAGS + 1):
        products = deviations[lag:] * deviations[:-lag]
        total += products.sum() ** 2 / ((products**2).sum() or 1.0)
    return bool(total <= RARE)
