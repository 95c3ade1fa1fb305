"""How a series goes with itself and with others, some values later."""

from collections.abc import Sequence

import numpy as np

from ...engine.arrays import Array

LAGS = 6
ONE_IN_TWENTY = 1.645  # standard deviations, which a normal number exceeds that often


def centred(values: Array) -> Array:
    """The deviations of values (n,) from their mean, the largest of them 1 or all 0.

    Whatever the unit of the values is, their squares are numbers.
    """
    unit = float(np.abs(values).max()) or 1.0
    deviations = values / unit - np.mean(values / unit)
    return np.asarray(deviations / (np.abs(deviations).max() or 1.0))


def autocorrelation(values: Array, most: int) -> Array:
    """How values (n,), not all equal, go with those 0 to `most` later: (most + 1,), 1 at most."""
    deviations = centred(values)
    lagged = [deviations[lag:] @ deviations[: len(values) - lag] for lag in range(most + 1)]
    return np.asarray(lagged / lagged[0])


def by_chance(values: Array, read: Sequence[Array]) -> bool:
    """Whether values (n,) show no dependence on what was read before, each (n,).

    Box & Pierce's test (1970), each lag in units of its own variance (Lo & MacKinlay 1989): where
    calm and wild stretches alternate, as prices do, chance correlates more than elsewhere.
    """
    deviations, total = centred(values), 0.0
    for column in read:
        before = centred(column)
        for lag in range(1, LAGS + 1):
            products = deviations[lag:] * before[:-lag]
            total += products.sum() ** 2 / ((products**2).sum() or 1.0)
    return bool(total <= _rare(LAGS * len(read)))


def _rare(freedom: int) -> float:
    """What one χ² in twenty exceeds, by Wilson & Hilferty (1931)."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + ONE_IN_TWENTY * part**0.5) ** 3)
