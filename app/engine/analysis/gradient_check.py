"""A gradient beside its finite difference: the check that needs no trust."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ..arrays import Array, lies_within
from ..bidirectional import SUFFIX
from ..checks import above_zero
from ..trace import Trace
from ..unroll import Unroll

NEARER = 100  # times, the step that tells a kink beside an entry from one in it


class Point(NamedTuple):
    """The loss where an entry has been moved to, and the `sides` of the pass (`Unroll.sides`)."""

    loss: float
    sides: bytes = b""


class GradientCheck(NamedTuple):
    """BPTT's derivative beside the finite difference.

    `relative_error` is their difference over the larger of the two. `uncertainty` is how far off
    the finite difference itself may be: the loss's last digit over epsilon (roundoff), and what
    the two step widths disagree by. Where `analytic` is not well above it, a large relative error
    says nothing: such a gradient is below what differences resolve.

    `one_sided` is None but where moving the entry takes the argument of a ReLU over its kink: there
    is no derivative there, only a slope to the left and one to the right, which are told. BPTT goes
    on as if ReLU's slope at 0 were 0, as PyTorch does; `uncertainty` reaches to both slopes.
    """

    analytic: float
    numeric: float
    relative_error: float
    uncertainty: float
    one_sided: tuple[float, float] | None = None


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

    def at(step: float) -> Point:
        moved = _Setting(trace)
        moved[name][index] += step
        return moved.point()

    return against_difference(at, float(gradients[name][index]), epsilon)


@np.errstate(all="ignore")
def against_difference(
    at: Callable[[float], Point], analytic: float, epsilon: float = 1e-5
) -> GradientCheck:
    """A derivative beside the difference of losses; `at` says one for a step to either side.

    Where a ReLU bends within the steps, they are made smaller: it may do so beside the entry.
    """
    points = _around(at, epsilon)
    if _bends(points):
        epsilon /= NEARER
        points = _around(at, epsilon)
    behind_2, behind, here, ahead, ahead_2 = (point.loss for point in points)
    near, far = (ahead - behind) / (2 * epsilon), (ahead_2 - behind_2) / (4 * epsilon)
    numeric = (4 * near - far) / 3
    roundoff = np.finfo(np.float64).eps * abs(here) / epsilon
    uncertainty = abs(near - far) + roundoff
    sides = None
    if _bends(points):
        left = (3 * here - 4 * behind + behind_2) / (2 * epsilon)
        right = (4 * ahead - 3 * here - ahead_2) / (2 * epsilon)
        noise = 16 * roundoff + 1e-6 * max(abs(left), abs(right), abs(analytic))
        if max(abs(left - analytic), abs(right - analytic)) > noise:
            sides = left, right
            uncertainty += max(abs(left - numeric), abs(right - numeric))
    scale = max(abs(analytic), abs(numeric))
    error = abs(analytic - numeric) / scale if scale else 0.0
    return GradientCheck(analytic, numeric, error, float(uncertainty), sides)


def _around(at: Callable[[float], Point], epsilon: float) -> list[Point]:
    return [at(count * epsilon) for count in (-2, -1, 0, 1, 2)]


def _bends(points: list[Point]) -> bool:
    return len({point.sides for point in points}) > 1


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

    def point(self) -> Point:
        """The loss of the pass run again, and where its ReLUs were."""
        trace, unroll = self._trace, self._forward()
        loss = unroll.loss(trace["targets"], trace.has_output, trace.loss_name)
        return Point(loss, unroll.sides())

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
