"""How well a network does on what it is trained on and on what is held out."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ...engine.arrays import Array, Params
from ...engine.batches import Batch, bucket, has_input, has_output, make_batch
from ...engine.model import Model
from ...engine.unroll import Unroll
from ...tasks import AnyTask, SequencesTask, SeriesTask, StreamTask, Task
from ...tasks.kinds.metrics import Answers
from ..config.settings import RunConfig


class Evaluation(NamedTuple):
    """The task's metric on both parts, and what was answered.

    `predictions` (n, o), of a series: one step ahead, in its own units, made from the values
    before; NaN for the first k. `answers`, of other tasks: to what is held out, in the judge's
    `held_out`.
    """

    train_metric: float
    held_out_metric: float
    predictions: Array | None = None
    answers: Sequence[Answers] = ()


def judge_of(task: AnyTask, model: Model, config: RunConfig) -> "SeriesJudge | SequencesJudge":
    """The one that suits the task."""
    if isinstance(task, SeriesTask):
        return SeriesJudge(task, model, config)
    if isinstance(task, SequencesTask):
        return SequencesJudge(task, model, config, task.train, task.held_out)
    return SequencesJudge(task, model, config, *_parts(task, config))


def free(config: RunConfig) -> str:
    """A network that was taught by the targets has to live on its own outputs when it is used."""
    return "none" if config.feedback == "none" else "free"


def carries(config: RunConfig) -> bool:
    """Whether a trained network reads all from the beginning on, not only the k before a value.

    One that reads ahead cannot: its second direction would begin at what is still to come.
    """
    return config.schedule.carry_state and not config.bidirectional


class SeriesJudge:
    """Predicts all values of a series from the k before them, or from all before them."""

    held_out: Sequence[Batch] = ()

    def __init__(self, task: SeriesTask, model: Model, config: RunConfig) -> None:
        self._task, self._model, self._config = task, model, config
        self._k = config.schedule.k
        self._masks = [mask(config.sequence_type, self._k) for mask in (has_input, has_output)]

    def evaluate(self, params: Params) -> Evaluation:
        """How well the network with these parameters predicts each next value."""
        task, split, k = self._task, self._task.train_length, self._k
        values = task.values
        predictions = np.full(values.shape, np.nan)
        with np.errstate(all="ignore"):
            outputs = self._carried(params) if carries(self._config) else self._fresh(params)
            predictions[k:] = task.restore(outputs, values[k - 1 : -1])
            squared = ((predictions - values) / task.error_units) ** 2
            return Evaluation(
                float(np.sqrt(squared[k:split].mean())),
                float(np.sqrt(squared[split:].mean())),
                predictions,
            )

    def _fresh(self, params: Params) -> Array:
        """Answers (n - k, o), each from the k steps before it and from 0: one batch of windows."""
        reads, writes = self._masks
        outputs = self._window_unroll.forward(params, self._windows, reads, has_output=writes)
        return np.asarray(outputs[-1])

    def _carried(self, params: Params) -> Array:
        """Answers (n - k, o), each from all before it: one pass over the whole series."""
        inputs = self._task.inputs[:, None]
        return np.asarray(self._series_unroll.forward(params, inputs)[self._k - 1 :, 0])

    @cached_property
    def _windows(self) -> Array:
        """(k, number of windows, d)."""
        windows = np.lib.stride_tricks.sliding_window_view(self._task.inputs, self._k, axis=0)
        return np.ascontiguousarray(windows.transpose(2, 0, 1))

    @cached_property
    def _window_unroll(self) -> Unroll:
        return Unroll(self._model, self._k, self._windows.shape[1], free(self._config))

    @cached_property
    def _series_unroll(self) -> Unroll:
        return Unroll(self._model, len(self._task.labels) - 1)


class SequencesJudge:
    """Answers whole sequences; of those trained on only as many as are held out."""

    def __init__(
        self,
        task: Task,
        model: Model,
        config: RunConfig,
        train: Sequence[Batch],
        held_out: Sequence[Batch],
    ) -> None:
        self._metric = task.metric
        self.held_out = bucket(held_out, len(held_out))
        self._train = bucket(train[: len(held_out)], len(held_out))
        sizes = {one.inputs.shape[:2] for one in (*self.held_out, *self._train)}
        self._unrolls = {size: Unroll(model, size[0], size[1], free(config)) for size in sizes}

    def evaluate(self, params: Params) -> Evaluation:
        """The metric on both parts, and the answers to what is held out."""
        with np.errstate(all="ignore"):
            train, held_out = (
                [self._answers(params, one) for one in part]
                for part in (self._train, self.held_out)
            )
            metrics = self._metric.of(train), self._metric.of(held_out)
        return Evaluation(*metrics, answers=held_out)

    def _answers(self, params: Params, batch: Batch) -> Answers:
        inputs, targets, reads, writes = batch
        unroll = self._unrolls[inputs.shape[:2]]
        outputs = unroll.forward(params, inputs, reads, has_output=writes)
        return Answers(outputs, targets, writes)


def _parts(task: StreamTask, config: RunConfig) -> tuple[list[Batch], list[Batch]]:
    """What is trained on, only as much as is held out, and what is held out."""
    split = task.train_length
    held_out = len(task.inputs) - split
    return (
        _cut(task, slice(split - min(split, held_out), split), config),
        _cut(task, slice(split, None), config),
    )


def _cut(task: StreamTask, part: slice, config: RunConfig) -> list[Batch]:
    """A part of a stream: one sequence where the state is carried, else windows."""
    x, p, k = task.inputs[part, None], task.targets[part, None], config.schedule.k
    if carries(config):
        return [make_batch("many_to_many", x, p)]
    starts = range(0, len(x) - k + 1, k)
    return [make_batch(config.sequence_type, x[i : i + k], p[i : i + k]) for i in starts]
