"""A frame: the named values of one update, a pure function of run and update."""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np

from ...engine.arrays import norm
from ...engine.bidirectional import SUFFIX
from ...engine.model import Model
from ...engine.script import script
from ...engine.train import Update
from ..training.evaluation import Evaluation
from ..training.experiment import Experiment, Shape
from .analyses import ANALYSES, Reading
from .encode import Written, encode
from .first_sequences import first_sequences
from .pictures import picture, tokens
from .summary import summary


class _Source:
    """What the fields of a frame are read from."""

    def __init__(self, experiment: Experiment, update: Update) -> None:
        self.experiment, self.update, self.trace = experiment, update, update.trace

    @cached_property
    def evaluation(self) -> Evaluation:
        """How well the network does as it is after the update."""
        return self.experiment.judge.evaluate(self.update.state.params)

    @property
    def shape(self) -> Shape:
        """The shape of the update's window."""
        return Shape(self.trace.has_input, self.trace.has_output)

    @property
    def script(self) -> Written:
        """The micro-steps of the update."""
        config, answers = self.experiment.config, tuple(self.trace.has_output.tolist())
        return _script(answers, config.schedule.carry_state, config.bidirectional)

    @cached_property
    def reading(self) -> Reading:
        """What is costly, each thing read once."""
        return Reading(self.trace, self.experiment.config.schedule.k1)

    @property
    def first_nonfinite(self) -> dict[str, Any] | None:
        exploded = self.update.state.first_nonfinite
        return exploded and {"update": exploded[0], **exploded[1]._asdict()}


Field = Callable[[_Source], Any]

COMMON = ("inputs", "targets", "outputs", "errors", "loss_per_step", "grad_logits")
# What is in other arrays, too: to be had by name, but not in a frame unasked.
DUPLICATES = ("gates", "logits", "immediate_grad_logits")

_BEFORE: dict[str, Field] = {
    "update": lambda s: s.update.state.update,
    "epoch": lambda s: s.update.window.epoch,
    "window_start": lambda s: s.experiment.windows.start(s.update.window),
    "window_starts": lambda s: s.experiment.windows.all_starts(s.update.window),
    "loss": lambda s: s.update.loss,
    "shape": lambda s: s.shape.key,
    "tokens": lambda s: tokens(s.experiment.task, s.trace),
    "has_input": lambda s: s.trace.has_input,
    "has_output": lambda s: s.trace.has_output,
}
_AFTER: dict[str, Field] = {
    "grad_hidden_norm": lambda s: norm(s.trace["grad_hidden"]),
    "params": lambda s: s.trace.params,
    "grad_params": lambda s: s.trace.grad_params,
    "new_params": lambda s: s.update.state.params,
    "grad_norm": lambda s: s.update.step.grad_norm,
    "clipped_grad_norm": lambda s: s.update.step.clipped_grad_norm,
    "learning_rate": lambda s: s.experiment.optimizer.learning_rate,
    "detached": lambda s: s.trace.detached,
    "first_nonfinite": lambda s: s.first_nonfinite,
    "summary": lambda s: summary(s.trace),
    "script": lambda s: s.script,
    "train_metric": lambda s: s.evaluation.train_metric,
    "held_out_metric": lambda s: s.evaluation.held_out_metric,
    "picture": lambda s: picture(s.experiment, s.update, s.evaluation),
}
DEFAULT = "default"  # among names of fields, all that a frame holds unasked


@lru_cache(maxsize=64)
def _script(answers: tuple[bool, ...], carried: bool, bidirectional: bool) -> Written:
    """The micro-steps of updates in which these steps answer, written once."""
    steps = script(np.array(answers), carried, bidirectional)
    return Written(encode([step._asdict() for step in steps]))


def _array(name: str) -> Field:
    return lambda source: source.trace[name]


def _analysis(name: str) -> Field:
    return lambda source: ANALYSES[name].read(source.reading)


@lru_cache(maxsize=64)
def fields_of(model: Model) -> dict[str, Field]:
    """Every field that a frame of such a network can have, in order."""
    own = model.recurrence(1, 1).arrays
    arrays = {name: _array(name) for name in (*COMMON, *own, "logits", "immediate_grad_logits")}
    return {**_BEFORE, **arrays, **_AFTER, **{name: _analysis(name) for name in ANALYSES}}


@lru_cache(maxsize=64)
def default_fields(model: Model) -> tuple[str, ...]:
    """What a frame holds unasked: all but the duplicates and what is costly."""
    left_out = {name + suffix for name in DUPLICATES for suffix in ("", SUFFIX)}
    return tuple(n for n in fields_of(model) if n not in ANALYSES and n not in left_out)


def chosen(model: Model, fields: Iterable[str] | None) -> tuple[str, ...]:
    """The names of the fields, each once; "default" among them stands for what is there unasked."""
    parts = (default_fields(model) if name == DEFAULT else (name,) for name in fields or [DEFAULT])
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


@lru_cache(maxsize=64)
def _readers(model: Model, fields: tuple[str, ...] | None) -> tuple[tuple[str, Field], ...]:
    every = fields_of(model)
    return tuple((name, every[name]) for name in chosen(model, fields))


@lru_cache(maxsize=64)
def at_hand(model: Model, fields: tuple[str, ...] | None) -> bool:
    """Whether these fields of a frame need no more than being copied."""
    arrays = {*COMMON, *model.recurrence(1, 1).arrays}
    return all(name in _BEFORE or name in arrays for name in chosen(model, fields))


def frame(
    experiment: Experiment,
    update: Update,
    fields: Iterable[str] | None = None,
    sequences: int | None = None,
) -> dict[str, Any]:
    """The chosen fields of one update (without `fields`, the default ones), arrays as NumPy's.

    With `sequences`, arrays have no more sequences of the batch than that.
    """
    source = _Source(experiment, update)
    readers = _readers(experiment.model, None if fields is None else tuple(fields))
    with np.errstate(all="ignore"):
        found = {name: read(source) for name, read in readers}
    if sequences is None:
        return found
    return first_sequences(found, set(update.trace.arrays), sequences)


def trace_frame(reading: Reading, costly: Iterable[str]) -> dict[str, Any]:
    """What tracks show of a trace without a run: its arrays, and fields by the names of a frame."""
    trace = reading.trace
    with np.errstate(all="ignore"):
        return {
            **trace.arrays,
            "grad_hidden_norm": norm(trace["grad_hidden"]),
            "summary": summary(trace),
            **{name: ANALYSES[name].read(reading) for name in costly},
        }
