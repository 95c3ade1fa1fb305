"""A gradient beside its finite difference: the check that needs no trust."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..arrays import Array
from ..bidirectional import SUFFIX
from ..trace import Trace
from ..unroll import Unroll


class GradientCheck(NamedTuple):
    """BPTT's derivative, the finite difference, and their difference relative to the larger."""

    analytic: float
    numeric: float
    relative_error: float


@np.errstate(all="ignore")
def gradient_check(
    trace: Trace, name: str, index: tuple[int, ...], epsilon: float = 1e-5
) -> GradientCheck:
    """∂L/∂(one entry) of a parameter, of "inputs" or of an initial state ("initial_hidden").

    The network is run again with the entry moved by ±epsilon and ±2 epsilon; the two central
    differences are extrapolated. Raises ValueError for a name or an index that does not exist, for
    an input that the network feeds to itself, and for a trace with detached steps: no difference
    of losses knows of them.
    """
    if trace.detached.any():
        raise ValueError("detached steps stop the gradient alone: values cannot check it.")
    gradients = _gradients(trace)
    if name not in gradients:
        raise ValueError(f"name must be one of {', '.join(gradients)}, but it is {name!r}.")
    shape = gradients[name].shape
    if len(index) != len(shape) or any(
        not 0 <= i < length for i, length in zip(index, shape, strict=False)
    ):
        raise ValueError(f"index must lie within the shape {shape} of {name}, but it is {index}.")

    if name == "inputs" and trace.feedback == "free" and trace.fed[index[0]]:
        raise ValueError(f"inputs at step {index[0] + 1} is the output before it, not an input.")

    def loss(step: float) -> float:
        moved = _Setting(trace)
        moved[name][index] += step
        return moved.loss()

    near = (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
    far = (loss(2 * epsilon) - loss(-2 * epsilon)) / (4 * epsilon)
    numeric = (4 * near - far) / 3
    analytic = float(gradients[name][index])
    scale = max(abs(analytic), abs(numeric))
    error = abs(analytic - numeric) / scale if scale else 0.0
    return GradientCheck(analytic, numeric, error)


@np.errstate(all="ignore")
def grad_inputs(trace: Trace) -> Array:
    """∂L/∂x_t = δ_t W_x for every step, (T, B, d), in both directions if there are two."""
    total: Array = trace["delta"] @ trace.params["W_x"]
    if trace.model.bidirectional:
        total = total + trace["delta" + SUFFIX] @ trace.params["W_x" + SUFFIX]
    return total


def _gradients(trace: Trace) -> Mapping[str, Array]:
    initial = {
        name.removeprefix("grad_"): array
        for name, array in trace.arrays.items()
        if name.startswith("grad_initial_")
    }
    return {**trace.grad_params, "inputs": grad_inputs(trace), **initial}


class _Setting:
    """A copy of all that a trace began with, to be changed and run again."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._params = {name: value.copy() for name, value in trace.params.items()}
        self._inputs = trace["inputs"].copy()
        self._initial = {
            name.removeprefix("initial_"): array.copy()
            for name, array in trace.arrays.items()
            if name.startswith("initial_")
        }

    def __getitem__(self, name: str) -> Array:
        if name == "inputs":
            return self._inputs
        if name.startswith("initial_"):
            return self._initial[name.removeprefix("initial_")]
        return self._params[name]

    def loss(self) -> float:
        trace = self._trace
        steps, batch, _ = self._inputs.shape
        # Only a free run makes its inputs anew; all others are there as they were read.
        free = trace.feedback == "free"
        unroll = Unroll(trace.model, steps, batch, "free" if free else "none")
        has_input = trace.has_input if free else None
        unroll.forward(
            self._params, self._inputs, has_input, self._initial, has_output=trace.has_output
        )
        return unroll.backward(trace["targets"], trace.has_output, trace.loss_name).loss
