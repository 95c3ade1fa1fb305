"""What a trace tells: every array of the pass, the flow, and on demand what is costly to read off.

`include` has the names of a frame's fields (analyses.py); `jacobians` and `gradient_check` are of
traces alone.
"""

from collections.abc import Callable, Collection
from typing import Any, Literal

import numpy as np

from ...engine.analysis import gradient_check, jacobians
from ...engine.trace import Trace
from ...engine.train import Update
from ..errors import InputError
from ..frame.analyses import ANALYSES, Reading
from ..frame.encode import Writing, written
from ..training.experiment import Experiment

MAX_STEPS = 200
MAX_CELLS = 20_000  # T · B · m
MAX_NUMBERS = 1_000_000  # of all arrays together
MAX_TRUNCATION_STEPS = 40
Included = Literal["flow", "itemised", "jacobians", "truncations", "gradient_check"]


def largest_checked(trace: Trace) -> dict[str, dict[str, Any]]:
    """By parameter, its entry of the largest gradient (`index`, from 0) beside a difference.

    At a kink of ReLU it has `one_sided`, too.
    """
    found = {}
    for name, gradient in trace.grad_params.items():
        largest = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        index = tuple(map(int, largest))
        check = gradient_check(trace, name, index)
        found[name] = {"index": list(index), **check._asdict()}
        sides = found[name].pop("one_sided")
        if sides is not None:
            found[name]["one_sided"] = list(sides)
    return found


MADE: dict[Included, Callable[[Reading], Any]] = {
    "flow": ANALYSES["flow"].read,
    "itemised": ANALYSES["itemised"].read,
    "jacobians": lambda reading: jacobians(reading.trace),
    "truncations": ANALYSES["truncations"].read,
    "gradient_check": lambda reading: largest_checked(reading.trace),
}


def traced(trace: Trace, include: Collection[Included] = ()) -> dict[str, Any]:
    """By name, arrays as NumPy's; equal traces have equal answers. Raises InputError."""
    if "gradient_check" in include and trace.detached.any():
        raise InputError("include", "check_of_cut")
    reading = Reading(trace)
    answer = {
        "loss": trace.loss,
        "has_input": trace.has_input,
        "has_output": trace.has_output,
        "detached": trace.detached,
        **trace.arrays,
        "grad_params": trace.grad_params,
        "params": trace.params,
    }
    with np.errstate(all="ignore"):
        chosen = (name for name in MADE if name == "flow" or name in include)
        return {**answer, **{name: MADE[name](reading) for name in chosen}}


def written_trace(trace: Trace, include: Collection[Included], writing: Writing) -> bytes:
    """What is told of a trace, as it is sent. Raises InputError, also for what is too large."""
    _check_size(trace, include)
    return written(traced(trace, include), writing)


def trace_of_update(
    _: Experiment, update: Update, include: Collection[Included], writing: Writing
) -> bytes:
    """What is told of an update's trace, as it is sent. Raises InputError."""
    return written_trace(update.trace, include, writing)


def check_cells(steps: int, batch: int, hidden_size: int) -> None:
    """Raise InputError for a pass that is too long or too large."""
    if steps > MAX_STEPS:
        raise InputError("inputs", "too_many_steps", high=MAX_STEPS, count=steps)
    cells = steps * batch * hidden_size
    if cells > MAX_CELLS:
        raise InputError("inputs", "too_many_cells", high=MAX_CELLS, count=cells)


def _check_size(trace: Trace, include: Collection[Included]) -> None:
    steps, batch, m = trace["hidden"].shape
    check_cells(steps, batch, m)
    if "truncations" in include and steps > MAX_TRUNCATION_STEPS:
        most = MAX_TRUNCATION_STEPS
        raise InputError("include", "too_many_truncations", high=most, count=steps)
    params = sum(value.size for value in trace.params.values())
    sizes = {
        "itemised": steps * params,
        "jacobians": steps * batch * (m * len(trace.model.new_cell().state)) ** 2,
    }
    numbers = sum(array.size for array in trace.arrays.values()) + 2 * params
    numbers += sum(size for name, size in sizes.items() if name in include)
    if numbers > MAX_NUMBERS:
        field = "include" if include else "model"
        raise InputError(field, "too_many_numbers", high=MAX_NUMBERS, count=numbers)
