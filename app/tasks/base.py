"""What a task is: one series of numbers to predict, value by value.

`values` has shape (n,) and is in the task's own unit, for instance sunspots. The network sees
`series`, also (n,), which is `(values - offset) / scale` and lies in [0, 1]; so
`series * scale + offset` gives the unit back. The first `train_length` values are trained on; the
rest is held out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Task:
    """A series, how it is scaled and split, and the configuration that suits it."""

    name: str
    title: str
    description: str
    unit: str
    values: Series
    labels: list[int]  # one for each value, such as its year
    label_name: str
    train_length: int
    scale: float = 1.0
    offset: float = 0.0
    defaults: Mapping[str, Any] = field(default_factory=dict)  # fields of a run's configuration

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.labels),):
            raise ValueError(f"Task {self.name} needs one label for each value.")
        if not 0 < self.train_length < len(self.labels):
            raise ValueError(f"Task {self.name} needs values to train on and values to hold out.")
        self.values.setflags(write=False)

    @property
    def series(self) -> Series:
        """The values as the network sees them: (values - offset) / scale."""
        return (self.values - self.offset) / self.scale


def same_as_last_rmse(values: Series, start: int, stop: int) -> float:
    """Root mean square error of predicting values[i] by values[i - 1], for start <= i < stop."""
    if not 1 <= start < stop <= len(values):
        raise ValueError(
            f"The range {start} to {stop} is not within 1 and the {len(values)} values."
        )
    return float(np.sqrt(np.mean(np.diff(values[start - 1 : stop]) ** 2)))
