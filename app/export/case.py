"""What a program needs to know of an update, and how that is written in Python."""

import re
from typing import NamedTuple

from ..engine.arrays import Array, Mask
from ..engine.model import Model
from ..engine.train import Update
from ..runs.config.settings import OptimizerConfig
from ..runs.training.experiment import Experiment


class Case(NamedTuple):
    """A network, its weights before an update, and what it saw in it.

    `title` may stand in a docstring, whatever a reader called the data. `data` are Python
    assignments: `params`, `x` (T, B, d) with what was fed back, `p` (T, B, o), `start`, the initial
    states, `answers`, the steps (from 0) with an output, and where there are any: `cut`, those
    whose gradient does not reach the state before, `fed`, those that read the output before.
    """

    title: str
    model: Model
    loss: str
    optimizer: OptimizerConfig
    k: int
    data: str
    is_cut: bool
    is_fed: bool


def case_of(run: Experiment, update: Update) -> Case:
    """The update as it was, so that a program can make it once more."""
    trace, config = update.trace, run.config
    free = config.feedback == "free"
    names = [name + suffix for suffix in run.model.suffixes for name in run.model.new_cell().state]
    steps, batch, _ = trace["inputs"].shape
    is_cut, is_fed = bool(trace.detached.any()), bool(free and trace.fed.any())
    start = ", ".join(f'"{name}": {literal(trace[f"initial_{name}"])}' for name in names)
    lines = [
        "params = {",
        *(f'    "{name}": {literal(value)},' for name, value in trace.params.items()),
        "}",
        f"x = {literal(trace['inputs'])}  # ({steps}, {batch}, {run.model.input_size})",
        f"p = {literal(trace['targets'])}  # ({steps}, {batch}, {run.model.output_size})",
        f"start = {{{start}}}",
        f"answers = {_places(trace.has_output)}  # steps that have an output, from 0",
    ]
    if is_cut:
        cut = "steps whose gradient does not reach the state before"
        lines.append(f"cut = {_places(trace.detached)}  # {cut}")
    if is_fed:
        lines.append(f"fed = {_places(trace.fed)}  # steps that read the output before")
    return Case(
        title=in_docstring(f"{run.task.title}, update {update.state.update}"),
        model=run.model,
        loss=config.loss,
        optimizer=config.optimizer,
        k=steps,
        data=_with_names("\n".join(lines)),
        is_cut=is_cut,
        is_fed=is_fed,
    )


def names(model: Model) -> tuple[str, ...]:
    """The parameters of the recurrence; of the reversed direction each has a suffix."""
    return tuple(model.new_cell().roles)


def in_docstring(text: str) -> str:
    """What stands for `text` between three double quotes: it ends no string and starts no line."""
    return repr(text)[1:-1].replace('"', r"\"")


def literal(array: Array) -> str:
    """As Python writes it, with every digit; what is not finite by the names inf and nan."""
    return repr(array.tolist())


def _with_names(data: str) -> str:
    """The assignments; before them what `literal` calls inf and nan, if they are there."""
    if not re.search(r"\b(inf|nan)\b", data):
        return data
    return f'inf, nan = float("inf"), float("nan")\n{data}'


def _places(mask: Mask) -> list[int]:
    return [t for t, there in enumerate(mask.tolist()) if there]
