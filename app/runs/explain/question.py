"""Which number is asked about, and the answer."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ...engine.arrays import Params, lies_within
from ...engine.bidirectional import SUFFIX
from ...engine.trace import Trace
from ...engine.train import Update
from ...tasks import Task
from ..errors import not_among, not_between, outside
from ..training.experiment import Experiment
from . import outputs
from .cells import FORMULAS
from .cells.base import Maker
from .formula import Formula
from .quantities import PARAMETER, Quantity, quantities
from .reading import View, weight_symbol


@dataclass(frozen=True)
class Question:
    """An entry of an array at step t (from 1; 0: the initial state) and unit (from 1; of a gate).

    Or one of a parameter (`name`, `index` from 0). `b` is the sequence of the batch, from 1.
    """

    what: str
    t: int = 1
    unit: int = 1
    gate: str | None = None
    name: str | None = None
    index: tuple[int, ...] = ()
    b: int = 1


def answer(experiment: Experiment, update: Update, question: Question) -> dict[str, Any]:
    """What the page shows of one number. Raises InputError."""
    with np.errstate(all="ignore"):
        trace = update.trace
        formula = inspect(trace, question)
        found = {
            "what": question.what,
            "t": None if question.what in (PARAMETER, "loss") else question.t,
            "unit": None if question.what == PARAMETER else question.unit,
            "gate": question.gate,
            "column": column_of(experiment.task, trace, question),
            "symbol": formula.symbol,
            "formula": formula.formula,
            "substituted": formula.substituted,
            "result": formula.result,
            "parts": [
                {"label": p.label, "formula": p.symbol, "result": p.sum, "cut": p.cut}
                for p in formula.parts
            ],
            "depends": [asdict(place) for place in formula.depends],
            "parameter": None,
            "check": checkable(trace, question),
        }
        if question.what == PARAMETER:
            found["parameter"] = _parameter(trace, update.state.params, question)
        return found


def inspect(trace: Trace, question: Question) -> Formula:
    """The formula of one number. Raises InputError."""
    what, t, unit = question.what, question.t, question.unit
    known = {quantity.name: quantity for quantity in quantities(trace.model)}
    if what not in known:
        raise not_among("what", (name for name in known if not name.endswith(SUFFIX)))
    if not 1 <= question.b <= trace["inputs"].shape[1]:
        raise not_between("b", 1, trace["inputs"].shape[1])
    plain = what.removesuffix(SUFFIX)
    view = View(trace, question.b, SUFFIX if plain != what else "")
    if what == PARAMETER:
        name = _checked_parameter(trace, question)
        return outputs.parameter(view, name, question.index)
    _check_place(view, known[what], question)
    if plain in view.cell.state and not 1 <= t <= trace.steps:
        return Formula(view.symbol(plain, t, unit), (), view.value(plain, t, unit))
    formulas = FORMULAS[trace.model.cell]
    if plain in ("preactivation", "delta"):
        row = view.row(unit, question.gate)
        return (formulas.preactivation if plain == "preactivation" else formulas.delta)(
            view, t, row
        )
    every = {**OUTSIDE, **formulas.made(view.cell), **formulas.made_back()}
    return every[plain](view, t, unit)


def column_of(task: Task, trace: Trace, question: Question) -> str | None:
    """Which column of a series of several a number belongs to, if it is of a single one."""
    if max(task.input_size, task.output_size) == 1:
        return None
    place, names = question.unit - 1, task.output_columns
    if question.what == "inputs":
        names = task.input_columns
    elif question.what == PARAMETER:
        name = str(question.name).removesuffix(SUFFIX)
        is_read = trace.model.new_cell().roles.get(name) == "input"
        place = question.index[1 if is_read else 0]
        names = task.input_columns if is_read else names if name in ("W_y", "b_y") else ()
    elif question.what not in ("targets", "outputs", "errors", "grad_logits"):
        return None
    return names[place] if names else None


OUTSIDE: dict[str, Maker] = {
    "inputs": lambda view, t, unit: outputs.given(view, "inputs", t, unit),
    "targets": lambda view, t, unit: outputs.given(view, "targets", t, unit),
    "outputs": outputs.output,
    "errors": outputs.error,
    "grad_logits": outputs.grad_logits,
    "loss_per_step": lambda view, t, _: outputs.step_loss(view, t),
    "loss": lambda view, *_: outputs.loss(view),
}


def checkable(trace: Trace, question: Question) -> dict[str, Any] | None:
    """What names the gradient for a check, if there is one."""
    if trace.detached.any():
        return None
    what, b = question.what, question.b - 1
    if what == PARAMETER:
        return {"name": question.name, "index": list(question.index)}
    if what == "delta" and trace.feedback != "free":
        row = View(trace).row(question.unit, question.gate).row
        return {"name": what, "index": [question.t - 1, b, row - 1]}
    one_way = not trace.model.bidirectional and trace.feedback != "free"
    if what in (f"grad_{state}" for state in trace.model.new_cell().state) and one_way:
        if question.t == 0:
            name = what.replace("grad_", "initial_")
            return {"name": name, "index": [b, question.unit - 1]}
        return {"name": what, "index": [question.t - 1, b, question.unit - 1]}
    return None


def _checked_parameter(trace: Trace, question: Question) -> str:
    name, index = question.name, question.index
    if name is None or name not in trace.params:
        raise not_among("name", trace.params)
    shape = trace.params[name].shape
    if not lies_within(index, shape):
        raise outside("index", shape)
    return name


def _check_place(view: View, quantity: Quantity, question: Question) -> None:
    low = 1 if quantity.first is None else quantity.first
    high = view.trace.steps + (quantity.last or 0)
    if not low <= question.t <= high:
        raise not_between("t", low, high)
    if not 1 <= question.unit <= quantity.units:
        raise not_between("unit", 1, quantity.units)
    if question.gate is not None and question.gate not in view.gates:
        raise not_among("gate", view.gates)


def _parameter(trace: Trace, after: Params, question: Question) -> dict[str, Any]:
    """The entry beside all others; `shades` are the values over the largest, for colours."""
    name = str(question.name)
    values = trace.params[name]
    largest = np.abs(values).max()
    table = values if values.ndim == 2 else values[:, None]
    return {
        "name": name,
        "index": list(question.index),
        "symbol": weight_symbol(name, question.index),
        "value": float(values[question.index]),
        "after": float(after[name][question.index]),
        "values": table,
        "shades": table / largest if largest > 0 else np.zeros_like(table),
    }
