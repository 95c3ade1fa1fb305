"""A gradient beside its finite difference: the check that needs no trust."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ..arrays import Array, lies_within
from ..bidirectional import SUFFIX
from ..checks import above_zero
from ..trace import Trace
from ..unroll import Unroll


class GradientCheck(NamedTuple):
    """BPTT's derivative beside the finite difference.

    `relative_error` is their difference over the larger of the two. `uncertainty` is how far off
    the finite difference itself may be: the loss's last digit over epsilon (roundoff), and what
    the two step widths disagree by. Where `analytic` is not well above it, a large relative error
    says nothing: such a gradient is below what differences resolve.
    """

    analytic: float
    numeric: float
    relative_error: float
    uncertainty: float


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
    if not lies_within(index, shape):
        raise ValueError(f"index must lie within the shape {shape} of {name}, but it is {index}.")
    above_zero("epsilon", epsilon)
    if name == "inputs" and trace.feedback == "free" and trace.fed[index[0]]:
        raise ValueError(f"inputs at step {index[0] + 1} is the output before it, not an input.")

    def loss(step: float) -> float:
        moved = _Setting(trace)
        moved[name][index] += step
        return moved.loss()

    return against_difference(loss, float(gradients[name][index]), epsilon)


@np.errstate(all="ignore")
def against_difference(
    loss: Callable[[float], float], analytic: float, epsilon: float = 1e-5
) -> GradientCheck:
    """A derivative beside the difference of `loss`, which says it for a step to either side."""
    near = (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
    far = (loss(2 * epsilon) - loss(-2 * epsilon)) / (4 * epsilon)
    numeric = (4 * near - far) / 3
    uncertainty = abs(near - far) + np.finfo(np.float64).eps * abs(loss(0.0)) / epsilon
    scale = max(abs(analytic), abs(numeric))
    error = abs(analytic - numeric) / scale if scale else 0.0
    return GradientCheck(analytic, numeric, error, float(uncertainty))


def uncut(trace: Trace) -> Trace:
    """A trace's pass as it is with every edge whole: nothing is `detached`."""
    return _Setting(trace).trace()


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
        return self._forward().loss(trace["targets"], trace.has_output, trace.loss_name)

    def trace(self) -> Trace:
        """The trace of the pass run again, with no edge cut."""
        trace = self._trace
        return self._forward().backward(trace["targets"], trace.has_output, trace.loss_name)

    def _forward(self) -> Unroll:
        trace = self._trace
        steps, batch, _ = self._inputs.shape
        # Only what a free run has fed itself is made anew; all else is there as it was read.
        free = trace.feedback == "free"
        unroll = Unroll(trace.model, steps, batch, "free" if free else "none")
        read = ~trace.fed if free else None
        unroll.forward(self._params, self._inputs, read, self._initial, has_output=trace.has_output)
        return unroll
