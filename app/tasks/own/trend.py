"""Whether a series has a trend: then it is learned as differences, from one value to the next."""

from math import sqrt

import numpy as np

from ...engine.arrays import Array

RARE = 0.463  # what one series in twenty without a trend exceeds: table 1 of the paper


def has_trend(values: Array) -> bool:
    """Whether the test of Kwiatkowski, Phillips, Schmidt & Shin (1992) finds no constant level.

    As `ndiffs` of R's forecast package asks before a series is differenced (Hyndman & Khandakar
    2008). A walk without any direction has none, either.
    """
    return kpss(values) > RARE


def kpss(values: Array) -> float:
    """How far the summed deviations from the mean stray, in units of their long-run variance.

    Of values (n,); 0 if all of them are equal.
    """
    deviations = values - values.mean()
    lags = range(1, int(3 * sqrt(len(values)) / 13) + 1)
    together = [deviations[lag:] @ deviations[:-lag] * (1 - lag / (len(lags) + 1)) for lag in lags]
    variance = deviations @ deviations + 2 * sum(together)
    strayed = np.cumsum(deviations)
    return float(strayed @ strayed / (len(values) * variance)) if variance > 0 else 0.0
