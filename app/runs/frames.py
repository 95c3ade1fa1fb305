"""A frame: the named values of one update, a pure function of run and update; and its encoding."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
import orjson

from ..engine.arrays import norm
from ..engine.train import Update
from .experiment import Evaluation, Experiment
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
        return self.experiment.evaluate(self.update.state.params)

    @property
    def first_nonfinite(self) -> dict[str, Any] | None:
        exploded = self.update.state.first_nonfinite
        return exploded and {"update": exploded[0], **exploded[1]._asdict()}


def _array(name: str) -> Callable[[_Source], Any]:
    return lambda source: source.trace[name]


FIELDS: dict[str, Callable[[_Source], Any]] = {
    "update": lambda s: s.update.state.update,
    "epoch": lambda s: s.update.window.epoch,
    "window_start": lambda s: s.update.window.start,
    "loss": lambda s: s.update.loss,
    "has_input": lambda s: s.trace.has_input,
    "has_output": lambda s: s.trace.has_output,
    "inputs": _array("inputs"),
    "targets": _array("targets"),
    "initial_hidden": _array("initial_hidden"),
    "preactivation": _array("preactivation"),
    "hidden": _array("hidden"),
    "outputs": _array("outputs"),
    "errors": _array("errors"),
    "loss_per_step": _array("loss_per_step"),
    "grad_hidden": _array("grad_hidden"),
    "grad_hidden_norm": lambda s: norm(s.trace["grad_hidden"]),
    "delta": _array("delta"),
    "grad_initial_hidden": _array("grad_initial_hidden"),
    "params": lambda s: s.trace.params,
    "grad_params": lambda s: s.trace.grad_params,
    "new_params": lambda s: s.update.state.params,
    "grad_norm": lambda s: s.update.step.grad_norm,
    "clipped_grad_norm": lambda s: s.update.step.clipped_grad_norm,
    "learning_rate": lambda s: s.experiment.optimizer.learning_rate,
    "detached": lambda s: s.trace.detached,
    "first_nonfinite": lambda s: s.first_nonfinite,
    "summary": lambda s: summary(s.trace),
    "script": lambda s: Written(s.experiment.script_json),
    "train_rmse": lambda s: s.evaluation.train_rmse,
    "held_out_rmse": lambda s: s.evaluation.held_out_rmse,
    "predictions": lambda s: s.evaluation.predictions,
}

# What each line of the pseudocode makes: arrays, of which a micro-step at t makes entry t.
MADE = {
    "for": ("window_start", "epoch"),
    "start": ("initial_hidden",),
    "forward": ("inputs", "preactivation", "hidden", "outputs"),
    "error": ("targets", "errors", "loss_per_step"),
    "backward": ("grad_hidden", "grad_hidden_norm", "delta"),
    "sum": ("grad_params", "grad_norm", "clipped_grad_norm"),
    "update": ("new_params",),
    "carry": (),
}


def frame(
    experiment: Experiment, update: Update, fields: Iterable[str] | None = None
) -> dict[str, Any]:
    """The chosen fields of one update (all without `fields`), arrays as NumPy arrays."""
    source = _Source(experiment, update)
    with np.errstate(all="ignore"):
        return {name: FIELDS[name](source) for name in fields or FIELDS}


def micro_frames(experiment: Experiment, update: Update) -> list[dict[str, Any]]:
    """One object for each micro-step, with the values that it makes."""
    values = frame(experiment, update, chain.from_iterable(MADE.values()))
    result = []
    for number, step in enumerate(experiment.script):
        made = {name: values[name] for name in MADE[step.line]}
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


def _typed(array: np.ndarray[Any, Any]) -> dict[str, str]:
    data = np.ascontiguousarray(array, "<f8").tobytes()
    return {
        "dtype": "f8",
        "bdata": b64encode(data).decode("ascii"),
        "shape": ",".join(str(length) for length in array.shape),
    }
