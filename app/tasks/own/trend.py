"""Whether a series has a trend: then it is learned as differences, from one value to the next."""

from collections.abc import Iterable
from math import sqrt

import numpy as np

from ...engine.arrays import Array
from .autocorrelation import centred
from .notes import Note
from .season import season_of

RARE = 0.463  # what one series in twenty with a constant level exceeds: table 1 of the paper
SLOW = 1 / 3  # of the variance of the values
RETURNS = 2.86  # what one walk in twenty exceeds: table 8.5.2 of Fuller (1976)


def as_differences(targets: Iterable[Array], chosen: bool | None) -> tuple[bool, list[Note]]:
    """Whether what is predicted is learned as differences, and what is told of it.

    It looks at the part to train on of each target, (n,). Without a choice one trend among them is
    enough: values that were never seen cannot be learned, while changes suit what has no trend.
    """
    if chosen is None:
        found = any(map(has_trend, targets))
        return found, [Note("trend")] if found else []
    return chosen, [Note("changes")] if chosen else []


def has_trend(values: Array) -> bool:
    """Whether values (n,) do not stay around one level, or hardly come back to it.

    The test of Kwiatkowski, Phillips, Schmidt & Shin (1992) finds the former; `ndiffs` of R's
    forecast package asks it before a series is differenced (Hyndman & Khandakar 2008). A walk
    without any direction has no level, either. Few values may not suffice for the test.
    """
    return kpss(values) > RARE or bool(_hardly_returns(values) and not season_of(values))


def _hardly_returns(values: Array) -> bool:
    """Whether the changes vary much less than the values, or the values could be a walk.

    With 1 - r for half the ratio of these variances, where r is the correlation of neighbours, the
    latter is the test of Dickey & Fuller (1979): (1 - r) / √((1 - r²) / n) is not above RETURNS.
    """
    deviations = centred(values)
    variance = deviations.var()
    if variance == 0:
        return False
    apart = np.diff(deviations).var() / variance / 2
    walk = len(values) * apart <= RETURNS**2 * (2 - apart)
    return bool(2 * apart < SLOW or walk)


def kpss(values: Array) -> float:
    """How far the summed deviations from the mean stray, in units of their long-run variance.

    Of values (n,); 0 if all of them are equal.
    """
    deviations = centred(values)
    lags = range(1, int(3 * sqrt(len(values)) / 13) + 1)
    together = [deviations[lag:] @ deviations[:-lag] * (1 - lag / (len(lags) + 1)) for lag in lags]
    variance = deviations @ deviations + 2 * sum(together)
    strayed = np.cumsum(deviations)
    return float(strayed @ strayed / (len(values) * variance)) if variance > 0 else 0.0
