"""From a stretch of a run to the engine's objects, and how well the network predicts."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import orjson

from ..engine.arrays import Array, Params
from ..engine.batches import has_input, has_output
from ..engine.initializers import Initializer
from ..engine.model import Model
from ..engine.optimizers import RULES, Optimizer
from ..engine.schedule import Plan, Window
from ..engine.script import MicroStep, PseudocodeLine, pseudocode, script
from ..engine.train import TrainState, Update, start, train
from ..engine.unroll import Unroll
from ..tasks import get_task, same_as_last_rmse
from .config import RunConfig
from .forks import Edits, edited_params, edited_window
from .lineage import Stretch
from .windows import Windows


class Baseline(NamedTuple):
    """Root mean square error of "same as last", in the task's unit."""

    name: str
    train_rmse: float
    held_out_rmse: float


class Evaluation(NamedTuple):
    """One-step-ahead predictions, in the task's unit, and their root mean square errors.

    `predictions[i]` is for the series' value i, made from the values before it; NaN for i < k.
    """

    train_rmse: float
    held_out_rmse: float
    predictions: Array


class Experiment:
    """All that a stretch of a run needs of the engine and its task."""

    def __init__(self, stretch: Stretch) -> None:
        self.config, first, edits, shift = stretch
        config = self.config
        self.task = get_task(config.task.name)
        self.k = config.schedule.k
        self.model = Model(
            input_size=1,
            hidden_size=config.hidden_size,
            output_size=1,
            cell=config.cell,
            activation=config.activation,
            output_activation=config.output_activation,
            bidirectional=config.bidirectional,
        )
        self.optimizer = _optimizer(config)
        self.has_input = has_input(config.sequence_type, self.k)
        self.has_output = has_output(config.sequence_type, self.k)
        self.detached = np.isin(np.arange(self.k) + 1, config.detached)
        series = self.task.series[: self.task.train_length]
        self.windows = Windows(series, config)
        self.plan = _EditedPlan(self.windows.batches, self.windows.schedule, None, shift)
        if edits is not None:
            self.plan.edit(first, edits)

    def start(self) -> TrainState:
        """The state before the first update."""
        chosen = self.config.initializer
        initializer = Initializer(chosen.name, chosen.gain)
        params = self.model.init_params(initializer, self.config.seed)
        return start(self.model, self.optimizer, params)

    def updates(self, state: TrainState) -> Iterator[Update]:
        """The updates after `state`, without end."""
        return train(
            self.model,
            self.plan,
            self.optimizer,
            state,
            self.config.loss,
            self.config.feedback,
            detached=self.detached,
        )

    @property
    def times(self) -> range:
        """The timesteps 1 … T."""
        return range(1, self.k + 1)

    @cached_property
    def script(self) -> list[MicroStep]:
        """The micro-steps of any of this run's updates."""
        carried, bidirectional = self.config.schedule.carry_state, self.config.bidirectional
        return script(self.has_output, carried, bidirectional)

    @cached_property
    def script_json(self) -> bytes:
        """The script as frames hold it, written once."""
        return orjson.dumps([step._asdict() for step in self.script])

    @property
    def pseudocode(self) -> list[PseudocodeLine]:
        """The lines that the script's micro-steps carry out."""
        return pseudocode(self.config.schedule.carry_state, self.config.bidirectional)

    @property
    def baseline(self) -> Baseline:
        """What the network has to beat, over the same values that it is judged on."""
        values, split = self.task.values, self.task.train_length
        return Baseline(
            "same_as_last",
            same_as_last_rmse(values, self.k, split),
            same_as_last_rmse(values, split, len(values)),
        )

    def evaluate(self, params: Params) -> Evaluation:
        """How well the network with these parameters predicts each next value."""
        task, split = self.task, self.task.train_length
        predictions = np.full(len(task.values), np.nan)
        with np.errstate(all="ignore"):
            carried = self.config.schedule.carry_state and not self.config.bidirectional
            outputs = self._carried(params) if carried else self._fresh(params)
            predictions[self.k :] = outputs * task.scale + task.offset
            squared = (predictions - task.values) ** 2
            return Evaluation(
                float(np.sqrt(squared[self.k : split].mean())),
                float(np.sqrt(squared[split:].mean())),
                predictions,
            )

    def _fresh(self, params: Params) -> Array:
        """Each value from the k before it, starting from 0: all windows as one batch."""
        outputs: Array = self._window_unroll.forward(
            params, self._windows, self.has_input, has_output=self.has_output
        )[-1, :, 0]
        return outputs

    def _carried(self, params: Params) -> Array:
        """Each value from all before it: one pass over the whole series."""
        series = self.task.series[:-1, None, None]
        outputs: Array = self._series_unroll.forward(params, series)[self.k - 1 :, 0, 0]
        return outputs

    @cached_property
    def _windows(self) -> Array:
        """(k, number of windows, 1)."""
        windows = np.lib.stride_tricks.sliding_window_view(self.task.series[:-1], self.k)
        return np.ascontiguousarray(windows.T[..., None])

    @cached_property
    def _window_unroll(self) -> Unroll:
        """A network that was taught by the targets has to live on its own outputs here."""
        feedback = "none" if self.config.feedback == "none" else "free"
        return Unroll(self.model, self.k, self._windows.shape[1], feedback)

    @cached_property
    def _series_unroll(self) -> Unroll:
        return Unroll(self.model, len(self.task.values) - 1)


def taken_over(stretch: Stretch, state: TrainState) -> TrainState:
    """The state that a stretch begins with, where `state` is the one at the end of those before."""
    if stretch.edits is None:
        return state
    state = state._replace(params=edited_params(state.params, stretch.edits))
    changed = stretch.edits.optimizer
    if changed is not None and "name" in changed.model_fields_set:
        state = state._replace(optimizer=_optimizer(stretch.config).start(state.params))
    return state


def _optimizer(config: RunConfig) -> Optimizer:
    chosen = config.optimizer
    return Optimizer(chosen.learning_rate, RULES[chosen.name](), clip_norm=chosen.clip_norm)


class _EditedPlan(Plan):
    """A plan, of which one update's window may be another one."""

    _edited: tuple[int, Window] | None = None

    def edit(self, update: int, edits: Edits) -> None:
        """Let `update` see the edited window."""
        window = self.window(update)
        self._edited = update, window._replace(batch=edited_window(window.batch, edits))

    def window(self, update: int) -> Window:
        """The window of update 1, 2, …"""
        if self._edited and self._edited[0] == update:
            return self._edited[1]
        return super().window(update)


@lru_cache(maxsize=8)  # megabytes each, in every worker
def experiment(stretch: Stretch) -> Experiment:
    """The experiment of a stretch, kept: its buffers are worth it."""
    return Experiment(stretch)


def shift_of(before: Stretch, first: int, config: RunConfig) -> int:
    """The shift with which update `first` sees the window that it would have seen before.

    It stays in the same epoch, and is the last one if there are fewer now.
    """
    if config.schedule == before.config.schedule:
        return before.shift
    run, new = experiment(before), Experiment(Stretch(config))
    window = run.plan.window(first)
    position = new.windows.position(run.windows.start(window))
    return (window.epoch - 1) * new.plan.windows + position - (first - 1)
