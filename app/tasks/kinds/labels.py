"""Labels of a series: which are a scale of their own, and how they go on after the last one."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

SIGNS = frozenset("0123456789-:.T")  # of numbers and of dates as NumPy writes them
Scale = np.ndarray[Any, Any]


def continued(labels: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` more labels: whole numbers and ISO dates (1960, 1960-12, 1960-12-31) by their step.

    Only where they come at one step and the rule writes those that are there as they stand. Of
    others it is told how far ahead they are: +1, +2 …
    """
    ahead = np.arange(1, count + 1)
    for known in _readings(labels):
        step = known[-1] - known[-2]
        if (np.diff(known) == step).all() and known[-1] != known[0]:
            return tuple((known[-1] + step * ahead).astype(str).tolist())
    return tuple(f"+{number}" for number in ahead)


def scale_of(labels: Sequence[str]) -> list[int] | list[str] | None:
    """Whole numbers, or ISO dates as they are written, that grow; None of all others."""
    for known in _readings(labels):
        if (known[1:] > known[:-1]).all():
            return known.tolist() if known.dtype.kind == "i" else list(labels)
    return None


def _readings(labels: Sequence[str]) -> Iterator[Scale]:
    """The labels as numbers, and as dates, if these are written in the same way."""
    usual = SIGNS.issuperset("".join(labels))
    for kind in ("int64", "datetime64") if usual else ():
        try:
            known = np.array(labels).astype(kind)
        except (ValueError, OverflowError):
            continue
        if known.astype(str).tolist() == list(labels):
            yield known
