"""A series of numbers, of which each is to be predicted from those before it."""

from dataclasses import dataclass

import numpy as np

from ...engine.arrays import Array
from .base import Baseline, Task
from .labels import continued


@dataclass(frozen=True, eq=False, kw_only=True)
class SeriesTask(Task):
    """`values` (n,) are in the task's own unit, for instance sunspots.

    The network sees `series`, also (n,), which is `(values - offset) / scale` and lies in [0, 1];
    so `series * scale + offset` gives the unit back. The first `train_length` values are trained
    on; the rest is held out. `season` is how many values a period has, 0 where there is none.
    """

    picture: str = "forecast"
    sequence_types: tuple[str, ...] = (
        "many_to_one",
        "many_to_many",
        "one_to_one",
        "one_to_many",
        "encoder_decoder",
    )
    metric_name: str = "rmse"
    values: Array
    labels: tuple[str, ...]  # one for each value, such as its year
    label_name: str
    train_length: int
    scale: float = 1.0
    offset: float = 0.0
    season: int = 0
    future: tuple[str, ...] = ()  # labels that follow the last one, where no usual rule has them

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.values.shape != (len(self.labels),):
            raise ValueError(f"Task {self.name} needs one label for each value.")
        if not 0 < self.train_length < len(self.labels):
            raise ValueError(f"Task {self.name} needs values to train on and values to hold out.")
        self.values.setflags(write=False)

    @property
    def input_size(self) -> int:
        """One number."""
        return 1

    @property
    def output_size(self) -> int:
        """One number."""
        return 1

    @property
    def inputs(self) -> Array:
        """Each value but the last, (n - 1, 1)."""
        return self.series[:-1, None]

    @property
    def targets(self) -> Array:
        """The value after each, (n - 1, 1)."""
        return self.series[1:, None]

    @property
    def longest(self) -> int:
        """A window's last target is a value that is trained on."""
        return self.train_length - 1

    @property
    def series(self) -> Array:
        """The values as the network sees them: (values - offset) / scale."""
        return (self.values - self.offset) / self.scale

    def next_labels(self, count: int) -> tuple[str, ...]:
        """What the `count` values after the last one would be called."""
        known = self.future[:count]
        return (*known, *continued(self.labels, count)[len(known) :])

    @property
    def lengths(self) -> tuple[int, int]:
        """Trained on, held out."""
        return self.train_length, len(self.values) - self.train_length

    def baselines(self, k: int) -> list[Baseline]:
        """Each value as the one before it; with a season, as the one a period before it."""
        split = self.train_length
        rules = {"same_as_last": 1, **({"same_as_last_season": self.season} if self.season else {})}
        return [
            Baseline(
                name,
                lag_rmse(self.values, lag, max(k, lag), split),
                lag_rmse(self.values, lag, split, len(self.values)),
            )
            for name, lag in rules.items()
        ]


def lag_rmse(values: Array, lag: int, start: int, stop: int) -> float:
    """Root mean square error of predicting values[i] by values[i - lag], for start <= i < stop."""
    if not lag <= start < stop <= len(values):
        raise ValueError(
            f"The range {start} to {stop} is not within {lag} and the {len(values)} values."
        )
    errors = values[start:stop] - values[start - lag : stop - lag]
    return float(np.sqrt(np.mean(errors**2)))
