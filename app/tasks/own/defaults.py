"""Which settings suit a series of one's own: by its length, its season, and whether it is chance.

They are such that hardly a series ends above "same as last value" (`python -m
tests.benchmarks.own_series` prints what they reach).
"""

from math import gcd
from typing import Any

from ..kinds.base import Settings

LONG, VERY_LONG = 300, 2_000  # values
SHORT_WINDOW, LONG_WINDOW = 6, 12  # steps, where there is no season to fit in
FEWEST, MOST = 50, 3_000  # updates


def defaults(count: int, season: int, chance: bool) -> Settings:
    """Settings for so many values to train on, of a season or of none (0), by chance or not.

    A short series is soon learned by heart: few and small weights, which change little, keep to
    what is common in it, and of what looks like pure chance that is next to nothing.
    """
    passes = 6 if season else 0.5 if chance else 3
    return {
        "hidden_size": 8 if season or count >= LONG else 4,
        "schedule": _schedule(count, season),
        "optimizer": {
            "name": "adam",
            "learning_rate": 0.002 if season else 0.001,
            "clip_norm": None,
        },
        "batch_size": 64,
        "updates": round(min(max(int(passes * count), FEWEST), MOST), -1),
        "initializer": {"name": "orthogonal", "gain": _gain(count, season)},
    }


def _gain(count: int, season: int) -> float:
    """A season has to be carried on by the state; in a very long series nothing speaks against."""
    if not season:
        return 0.3
    return 0.5 if count < VERY_LONG else 1.0


def _schedule(count: int, season: int) -> dict[str, Any]:
    """Windows of a season; of a very long series some steps apart.

    Otherwise the 64 windows of an update would see three days of a year alone. They begin at
    all phases of a season, for that and how far they are apart have no divisor.
    """
    k = season or (LONG_WINDOW if count >= LONG else SHORT_WINDOW)
    if count < VERY_LONG:
        return {"name": "sliding_window", "k": k, "carry_state": False}
    apart = next(steps for steps in (7, 5, 11) if gcd(steps, season or 1) == 1)
    return {"name": "tbptt", "k1": apart, "k": max(k, LONG_WINDOW), "carry_state": False}
