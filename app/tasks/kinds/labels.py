"""The labels of a series go on after its last one."""

from collections.abc import Sequence

import numpy as np

SIGNS = frozenset("0123456789-:.T")  # of numbers and of dates as NumPy writes them


def continued(labels: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` more labels: whole numbers and ISO dates (1960, 1960-12, 1960-12-31) by their step.

    Only where they come at one step and the rule writes those that are there as they stand. Of
    others it is told how far ahead they are: +1, +2 …
    """
    ahead = np.arange(1, count + 1)
    usual = SIGNS.issuperset("".join(labels))
    for kind in ("int64", "datetime64") if usual else ():
        try:
            known = np.array(labels).astype(kind)
        except (ValueError, OverflowError):
            continue
        step = known[-1] - known[-2]
        even = (np.diff(known) == step).all() and known[-1] != known[0]
        if even and known.astype(str).tolist() == list(labels):
            return tuple((known[-1] + step * ahead).astype(str).tolist())
    return tuple(f"+{number}" for number in ahead)
