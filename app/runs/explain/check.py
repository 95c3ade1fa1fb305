"""A gradient beside its finite difference, of anything in an update."""

from dataclasses import replace

import numpy as np

from ...engine.activations import ACTIVATIONS
from ...engine.analysis import GradientCheck, Point, against_difference, gradient_check
from ...engine.arrays import Array, lies_within
from ...engine.bidirectional import SUFFIX
from ...engine.losses import compute_loss
from ...engine.trace import Trace
from ...engine.train import Update
from ...engine.unroll import Unroll
from ..errors import InputError, not_among, outside
from ..training.experiment import Experiment
from .cells import FORMULAS


def check(_: Experiment, update: Update, name: str, index: tuple[int, ...]) -> GradientCheck:
    """For a parameter, `inputs`, an initial state, `delta`, or the gradient of a state.

    Raises InputError for what does not exist or cannot be checked.
    """
    trace = update.trace.copy()
    initial = [one.removeprefix("grad_") for one in trace.arrays if one.startswith("grad_initial_")]
    gradients = [f"grad_{state}" for state in trace.model.new_cell().state]
    names = (*trace.params, "inputs", *initial, "delta", *gradients)
    if name not in names:
        raise not_among("name", names)
    shape = (trace.params[name] if name in trace.params else trace[name]).shape
    if not lies_within(index, shape):
        raise outside("index", shape)
    if trace.detached.any():
        raise InputError("name", "check_of_cut")
    if name == "delta":
        return _delta(trace, index)
    if name in gradients:
        return _state(trace, name.removeprefix("grad_"), index)
    if name == "inputs" and trace.feedback == "free" and trace.fed[index[0]]:
        raise InputError("index", "check_of_fed_input", t=index[0] + 1)
    return gradient_check(trace, name, index)


def _delta(trace: Trace, index: tuple[int, ...]) -> GradientCheck:
    """∂L/∂a is the derivative by an input that is added to a and is 0: a network that has one."""
    if trace.feedback == "free":
        raise InputError("name", "check_of_fed_delta")
    steps, batch, rows = trace["delta"].shape
    params, d = dict(trace.params), trace.model.input_size
    params["W_x"] = np.hstack([params["W_x"], np.eye(rows)])
    if trace.model.bidirectional:
        other = params["W_x" + SUFFIX]
        params["W_x" + SUFFIX] = np.hstack([other, np.zeros((rows, rows))])
    inputs = np.concatenate([trace["inputs"], np.zeros((steps, batch, rows))], axis=-1)
    unroll = Unroll(replace(trace.model, input_size=d + rows), steps, batch)
    initial = {
        name.removeprefix("initial_"): array
        for name, array in trace.arrays.items()
        if name.startswith("initial_")
    }
    unroll.forward(params, inputs, initial_state=initial)
    wide = unroll.backward(trace["targets"], trace.has_output, trace.loss_name, trace.detached)
    t, b, row = index
    return gradient_check(wide, "inputs", (t, b, d + row))


def _state(trace: Trace, name: str, index: tuple[int, ...]) -> GradientCheck:
    """∂L/∂h_t: the rest of the sequence run again from a moved h_t, with the loss at t."""
    if trace.model.bidirectional or trace.feedback == "free":
        raise InputError("name", "check_of_state")
    t, b, unit = index

    def at(step: float) -> Point:
        state = {part: trace[part][t].copy() for part in trace.model.new_cell().state}
        state[name][b, unit] += step
        if name != "hidden":
            state["hidden"] = FORMULAS[trace.model.cell].hidden_from(trace, t, state)
        return _point_from(trace, t, state)

    return against_difference(at, float(trace[f"grad_{name}"][index]))


def _point_from(trace: Trace, t: int, state: dict[str, Array]) -> Point:
    """The losses of step t (from 0) and all later ones, given the state after it."""
    output = trace.model.output_activation
    z: Array = state["hidden"] @ trace.params["W_y"].T + trace.params["b_y"]
    y = np.empty_like(z)
    ACTIVATIONS[output].f(z, y)
    sides = np.sign(z).tobytes() if output == "relu" else b""
    targets, mask = trace["targets"], trace.has_output
    step = slice(t, t + 1)
    own = compute_loss(trace.loss_name, output, z[None], y[None], targets[step], mask[step])
    total = float(own.loss_per_step.sum())
    if t + 1 < trace.steps:
        rest = Unroll(trace.model, trace.steps - t - 1, z.shape[0])
        rest.forward(trace.params, trace["inputs"][t + 1 :], initial_state=state)
        total += rest.loss(targets[t + 1 :], mask[t + 1 :], trace.loss_name)
        sides += rest.sides()
    return Point(total, sides)
