"""The costly fields of a frame, computed only for who asks for them by name.

Each is read off the Trace by the engine's analysis; beside them stand the few numbers (running
sums, logarithms, the extremes of scales) that their figures need, for the page has no arithmetic.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from ...engine.analysis import flow, input_flow, itemised, saturation, singular_values, truncations
from ...engine.arrays import Array
from ...engine.bidirectional import SUFFIX
from ...engine.trace import Trace
from .summary import decades, exponents, largest, marks, norm_of, not_finite, symmetric

SMALLEST = 1e-4  # singular value that the axis reaches down to
ROOM = 0.2  # of a decade

# When what an array says of a step is known. `columns`: as `backward`, with the steps on the second
# axis; `end`: after the last step back; `sum`, `update`: after these lines. The reversed direction
# goes forward from T to 1, and back from 1 to T.
Moment = Literal[
    "always", "forward", "outputs", "error", "backward", "columns", "end", "sum", "update"
]


class Reading:
    """A trace, and what several fields read off it, read once; `k1` of a schedule that has one."""

    def __init__(self, trace: Trace, k1: int | None = None) -> None:
        self.trace, self.k1 = trace, k1

    @cached_property
    def itemised(self) -> dict[str, Array]:
        """By parameter, the terms of its gradient, (T, *shape)."""
        return itemised(self.trace)

    @cached_property
    def flow(self) -> Array:
        """‖∂L_τ/∂h_t‖ at [τ, t], (T, T)."""
        return flow(self.trace)

    @cached_property
    def input_flow(self) -> Array:
        """‖∂L_τ/∂x_t‖ at [τ, t], (T, T)."""
        return input_flow(self.trace)

    @cached_property
    def input_shares(self) -> Array:
        """The input flow as shares of its row; 0 where a loss looks at nothing."""
        norms = self.input_flow
        sums = norms.sum(1, keepdims=True)
        shares: Array = np.divide(norms, sums, out=np.zeros_like(norms), where=sums != 0)
        return shares

    @cached_property
    def singular_values(self) -> Array:
        """Those of each step's Jacobian, (T, B, S)."""
        return singular_values(self.trace)


def running_sums(reading: Reading) -> dict[str, dict[str, Array]]:
    """By parameter: its gradient as it grows while BPTT goes back, and what says how far it is.

    `running[t]` holds the terms of t … T, those of the reversed direction, which goes back to the
    other end, of 1 … t; so `running[0]`, there `running[-1]`, is the gradient. (T, *shape); `norm`
    and `largest` (the entry of the largest magnitude) are of these sums, (T,); `range` is a
    scale for terms and sums, (2,); marks are of terms that are not finite.
    """
    result = {}
    for name, terms in reading.itemised.items():
        back = slice(None, None, 1 if name.endswith(SUFFIX) else -1)
        running = np.cumsum(terms[back], axis=0)[back]
        result[name] = {
            "running": running,
            "norm": np.array([norm_of(sum_) for sum_ in running]),
            "largest": np.array([largest(sum_) for sum_ in running]),
            "range": symmetric(terms, running),
            **not_finite(terms.reshape(len(terms), 1, -1), 0.5),
        }
    return result


def _flow_marks(trace: Trace, norms: Array) -> dict[str, Array]:
    """On the last row, where a step gets no gradient of any loss, or one that is not finite."""
    height = float(trace.has_output.sum())
    reached = np.arange(trace.steps) <= np.flatnonzero(trace.has_output).max(initial=-1)
    zero = (norms == 0).all(0) & reached
    return {"zero": marks(zero[:, None], height), **not_finite(norms.T[:, None], height)}


def _shares_by_lag(reading: Reading) -> Array:
    """Their mean over all losses τ and what is read at t = τ - lag, (T,); 0 where nothing is."""
    trace, shares = reading.trace, reading.input_shares
    pairs = trace.has_output[:, None] & (trace.has_input | trace.fed)
    counts = [max(1, int(np.diagonal(pairs, -lag).sum())) for lag in range(trace.steps)]
    return np.array([np.diagonal(shares, -lag).sum() / of for lag, of in enumerate(counts)])


def _truncations(reading: Reading) -> dict[str, Any]:
    """By schedule; `full_by_lag` is that of all, as are `range` and `apart` of its log axis."""
    found = {n: one._asdict() for n, one in truncations(reading.trace, reading.k1).items()}
    full = found["sliding_window"]["kept_by_lag"][-1]
    return {**found, "full_by_lag": full, **_axis(full)}


def _singular_axis(reading: Reading) -> dict[str, Array]:
    """The axis, from SMALLEST on; marks where a Jacobian is not finite or all lies below."""
    values = reading.singular_values
    axis = _axis(np.append(np.maximum(values, SMALLEST), 1.0))
    foot = 10.0 ** float(axis["range"][0] + ROOM)
    below = np.asarray(values[..., 0] < SMALLEST)
    return {**axis, **not_finite(values, 1.0), "below": marks(below, foot)}


def _axis(values: Array) -> dict[str, Any]:
    """A log axis for these values, with room beyond its outermost decades, and its ticks."""
    low, high = decades(values)
    return {"range": np.array([low - ROOM, high + ROOM]), "apart": float(np.ceil((high - low) / 3))}


def _saturation(reading: Reading) -> dict[str, Array]:
    """NaN where a unit is NaN, which is neither saturated nor not."""
    trace = reading.trace
    return {
        name: np.where(np.isnan(trace[name]).any(-1), np.nan, share)
        for name, share in saturation(trace).items()
    }


class Analysis(NamedTuple):
    """How a costly field is read off, and when its entry of a step is known."""

    read: Callable[[Reading], Any]
    known: Moment


ANALYSES: dict[str, Analysis] = {
    "itemised": Analysis(lambda reading: reading.itemised, "backward"),
    "running_sums": Analysis(running_sums, "backward"),
    "flow": Analysis(lambda reading: reading.flow, "columns"),
    "flow_exponents": Analysis(lambda reading: exponents(reading.flow), "columns"),
    "flow_marks": Analysis(lambda reading: _flow_marks(reading.trace, reading.flow), "backward"),
    "input_flow": Analysis(lambda reading: reading.input_flow, "columns"),
    "input_flow_shares": Analysis(lambda reading: reading.input_shares, "columns"),
    "input_flow_marks": Analysis(
        lambda reading: _flow_marks(reading.trace, reading.input_flow), "backward"
    ),
    "input_flow_by_lag": Analysis(_shares_by_lag, "end"),
    "truncations": Analysis(_truncations, "end"),
    "singular_values": Analysis(lambda reading: reading.singular_values, "forward"),
    "singular_axis": Analysis(_singular_axis, "forward"),
    "saturation": Analysis(_saturation, "forward"),
}
# The axes among them, which keep still while an update is stepped through.
AXES = (
    *("truncations.range", "truncations.apart"),
    *("singular_axis.range", "singular_axis.apart"),
)
