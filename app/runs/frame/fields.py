"""A frame: the named values of one update, a pure function of run and update; and its encoding."""

from binascii import b2a_base64
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import chain
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
import orjson

from ...engine.arrays import norm
from ...engine.bidirectional import SUFFIX
from ...engine.model import Model
from ...engine.train import Update
from ..training.evaluation import Evaluation
from ..training.experiment import Experiment, Shape
from .analyses import ANALYSES, Reading
from .first_sequences import first_sequences
from .pictures import picture, tokens
from .summary import summary


class Written(NamedTuple):
    """What is JSON already."""

    json: bytes


class _Source:
    """What the fields of a frame are read from."""

    def __init__(self, experiment: Experiment, update: Update) -> None:
        self.experiment, self.update, self.trace = experiment, update, update.trace

    @cached_property
    def evaluation(self) -> Evaluation:
        """Of the network as it is after the update."""
        return self.experiment.judge.evaluate(self.update.state.params)

    @property
    def shape(self) -> Shape:
        """Of the update's window."""
        return Shape(self.trace.has_input, self.trace.has_output)

    @cached_property
    def reading(self) -> Reading:
        """Of what is costly, each thing once."""
        return Reading(self.trace)

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
    "script": lambda s: Written(s.experiment.script_json(s.shape)),
    "train_metric": lambda s: s.evaluation.train_metric,
    "held_out_metric": lambda s: s.evaluation.held_out_metric,
    "picture": lambda s: picture(s.experiment, s.update, s.evaluation),
}
DEFAULT = "default"  # among names of fields, all that a frame holds unasked


def _array(name: str) -> Field:
    return lambda source: source.trace[name]


def _analysis(name: str) -> Field:
    return lambda source: ANALYSES[name](source.reading)


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


def made_by(model: Model) -> dict[str, tuple[str, ...]]:
    """What each line of the pseudocode makes: arrays, of which a micro-step at t makes entry t.

    An output of two directions is there when the reversed one, the second, has come to its step.
    """
    arrays = model.recurrence(1, 1).arrays
    own = [name for name in default_fields(model) if name in arrays]
    initial = tuple(name for name in own if name.startswith("initial_"))
    back = tuple(name for name in own if name.startswith(("grad_", "delta")))
    forward = tuple(name for name in own if name not in initial and name not in back)
    back = tuple(name for name in back if not name.startswith("grad_initial_"))
    made = {
        "for": ("window_start", "window_starts", "epoch"),
        "start": initial,
        "forward": ("inputs", *_ahead(forward), "outputs"),
        "error": ("targets", "errors", "loss_per_step"),
        "backward": (*_ahead(back), "grad_hidden_norm"),
        "sum": ("grad_params", "grad_norm", "clipped_grad_norm"),
        "update": ("new_params",),
        "carry": (),
    }
    if model.bidirectional:
        made["forward"] = ("inputs", *_ahead(forward))
        made["forward_reverse"] = (*_reversed(forward), "outputs")
        made["backward_reverse"] = _reversed(back)
    return made


def _ahead(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not name.endswith(SUFFIX))


def _reversed(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.endswith(SUFFIX))


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
            **{name: ANALYSES[name](reading) for name in costly},
        }


def micro_frames(experiment: Experiment, update: Update) -> list[dict[str, Any]]:
    """One object for each micro-step, with the values that it makes."""
    lines = made_by(experiment.model)
    values = frame(experiment, update, chain.from_iterable(lines.values()))
    result = []
    shape = Shape(update.trace.has_input, update.trace.has_output)
    for number, step in enumerate(experiment.script(shape)):
        made = {name: values[name] for name in lines[step.line]}
        if step.t is not None:
            made = {name: array[step.t - 1] for name, array in made.items()}
        result.append(
            {"update": update.state.update, "microstep": number, **step._asdict(), **made}
        )
    return result


def encode(value: Any, b64: bool = False) -> bytes:
    """JSON. Non-finite numbers are the strings "NaN", "Infinity", "-Infinity".

    With `b64`, arrays of numbers are Plotly's {dtype, bdata, shape}, little-endian float64.
    """
    return orjson.dumps(_plain(value, b64))


def _plain(value: Any, b64: bool) -> Any:
    if isinstance(value, np.ndarray):
        if b64 and value.ndim and value.dtype == np.float64:
            return _typed(value)
        return _plain(value.tolist(), b64) if not _finite(value) else value.tolist()
    if isinstance(value, Written):
        return orjson.Fragment(value.json)
    if isinstance(value, dict):
        return {name: _plain(part, b64) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part, b64) for part in value]
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value.item() if isinstance(value, np.generic) else value


def _finite(array: np.ndarray[Any, Any]) -> bool:
    return bool(np.isfinite(array).all())


def _typed(array: np.ndarray[Any, Any]) -> orjson.Fragment:
    data = b2a_base64(array.astype("<f8", copy=False).tobytes(), newline=False)
    shape = ",".join(map(str, array.shape)).encode()
    return orjson.Fragment(b'{"dtype":"f8","bdata":"%b","shape":"%b"}' % (data, shape))
