"""A series of numbers: what comes next of some of its columns is predicted from what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ...engine.arrays import Array
from .base import Baseline, Task
from .labels import continued


class Column(NamedTuple):
    """`values` (n,) in their own unit; the network sees (value - offset) / scale."""

    name: str
    values: Array
    scale: float = 1.0
    offset: float = 0.0
    unit: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class SeriesTask(Task):
    """Columns, of which some are read (d) and some predicted (o), one step ahead.

    At step t the values at t of those in `reads` are read; asked for are the values at t + 1 of
    those in `predicts`. So the past of what is predicted is seen if it is read, too. Of no names
    are all columns. The first `train_length` values are trained on; the rest is held out. `season`
    is how many values a period has, 0 where there is none.

    With `differences` the network sees and predicts changes of the targets, of which their scale
    and offset are then: change[t] = value[t] - value[t - 1], and 0 for the first value.
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
    columns: tuple[Column, ...]
    reads: tuple[str, ...] = ()
    predicts: tuple[str, ...] = ()
    labels: tuple[str, ...]  # one for each value, such as its year
    label_name: str
    train_length: int
    season: int = 0
    differences: bool = False
    future: tuple[str, ...] = ()  # labels that follow the last one, where no usual rule has them

    def __post_init__(self) -> None:
        super().__post_init__()
        if any(column.values.shape != (len(self.labels),) for column in self.columns):
            raise ValueError(f"Task {self.name} needs one label for each value.")
        if not {*self.reads, *self.predicts} <= {column.name for column in self.columns}:
            raise ValueError(f"Task {self.name} reads or predicts what is no column of it.")
        if not 0 < self.train_length < len(self.labels):
            raise ValueError(f"Task {self.name} needs values to train on and values to hold out.")
        for column in self.columns:
            column.values.setflags(write=False)

    @property
    def read(self) -> list[Column]:
        """What step t reads, d columns."""
        return self._named(self.reads)

    @property
    def predicted(self) -> list[Column]:
        """What is predicted, o columns."""
        return self._named(self.predicts)

    @property
    def input_size(self) -> int:
        """d."""
        return len(self.read)

    @property
    def output_size(self) -> int:
        """o."""
        return len(self.predicted)

    @property
    def input_columns(self) -> tuple[str, ...]:
        """The names of what is read."""
        return tuple(column.name for column in self.read)

    @property
    def output_columns(self) -> tuple[str, ...]:
        """The names of what is predicted."""
        return tuple(column.name for column in self.predicted)

    @property
    def feeds_back(self) -> bool:
        """Whether it reads what it predicts, and nothing else."""
        return self.input_columns == self.output_columns

    @property
    def only_read(self) -> tuple[str, ...]:
        """The names of what is read and not predicted: the network cannot go on beyond it."""
        return tuple(name for name in self.input_columns if name not in self.output_columns)

    def read_next(self, outputs: Array, given: Array) -> Array:
        """What is read after answers (…, o): these, and what is only read as `given`, (…, d)."""
        found, predicted = given.copy(), self.output_columns
        for place, name in enumerate(self.input_columns):
            if name in predicted:
                found[..., place] = outputs[..., predicted.index(name)]
        return found

    @property
    def inputs(self) -> Array:
        """What is read at each step but the last, (n - 1, d)."""
        return self.seen[:-1]

    @property
    def targets(self) -> Array:
        """What is predicted, as it is one step later, (n - 1, o)."""
        return self.series[1:]

    @property
    def values(self) -> Array:
        """What is predicted, in its own units, (n, o)."""
        return np.stack([column.values for column in self.predicted], axis=1)

    @property
    def series(self) -> Array:
        """What is predicted, as the network sees it, (n, o)."""
        return self._scaled(self.predicted)

    @property
    def seen(self) -> Array:
        """What is read at each step, as the network sees it, (n, d)."""
        return self._scaled(self.read)

    def restore(self, outputs: Array, before: Array) -> Array:
        """Answers (…, o) in the targets' units; `before` are the values one step earlier."""
        scale, offset = np.array([[one.scale, one.offset] for one in self.predicted]).T
        answers = outputs * scale + offset
        return np.asarray(before + answers if self.differences else answers)

    @property
    def longest(self) -> int:
        """A window's last target is a value that is trained on."""
        return self.train_length - 1

    def next_labels(self, count: int) -> tuple[str, ...]:
        """What the `count` values after the last one would be called."""
        known = self.future[:count]
        more = continued(self.labels, count) if len(known) < count else ()
        return (*known, *more[len(known) :])

    @property
    def lengths(self) -> tuple[int, int]:
        """Trained on, held out."""
        return self.train_length, len(self.labels) - self.train_length

    @cached_property
    def error_units(self) -> Array:
        """What the metric measures each target's errors in, (o,).

        A single target has its own unit. Several may have different ones: each is measured in its
        usual change, the rmse of "same as last" in the training part.
        """
        if self.output_size == 1:
            return np.ones(1)
        usual = [
            lag_rmse(column.values, 1, 1, self.train_length) if self.train_length > 1 else 0.0
            for column in self.predicted
        ]
        return np.array([change or 1.0 for change in usual])

    def baselines(self, k: int) -> list[Baseline]:
        """Each value as the one before it; with a season, as the one a period before it."""
        split, values = self.train_length, self.values / self.error_units
        rules = {"same_as_last": 1, **({"same_as_last_season": self.season} if self.season else {})}
        return [
            Baseline(
                name,
                lag_rmse(values, lag, max(k, lag), split),
                lag_rmse(values, lag, split, len(values)),
            )
            for name, lag in rules.items()
        ]

    def _named(self, names: tuple[str, ...]) -> list[Column]:
        by_name = {column.name: column for column in self.columns}
        return [by_name[name] for name in names or by_name]

    def _scaled(self, columns: Sequence[Column]) -> Array:
        """The columns as the network sees them, (n, their number)."""
        changing = self.output_columns if self.differences else ()
        return np.stack([_scaled(one, one.name in changing) for one in columns], axis=1)


def _scaled(column: Column, changes: bool) -> Array:
    values = column.values
    if changes:
        values = np.diff(values, prepend=values[:1])
    return np.asarray((values - column.offset) / column.scale)


def lag_rmse(values: Array, lag: int, start: int, stop: int) -> float:
    """Root mean square error of predicting values[i] by values[i - lag], for start <= i < stop."""
    if not lag <= start < stop <= len(values):
        raise ValueError(
            f"The range {start} to {stop} is not within {lag} and the {len(values)} values."
        )
    errors = values[start:stop] - values[start - lag : stop - lag]
    return float(np.sqrt(np.mean(errors**2)))
