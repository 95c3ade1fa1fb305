"""What truncating BPTT to k steps keeps of the gradient, in total and by lag.

Of a bidirectional model, in the forward direction.
"""

from typing import NamedTuple

import numpy as np

from ..arrays import Array, Mask, Params, norm
from ..checks import one_of, whole
from ..trace import Trace
from ..weight_gradients import factors, over_time
from .flow import flow_vectors


class Truncation(NamedTuple):
    """What truncating BPTT keeps of the gradient of the cell's parameters.

    `cosine` and `norm_ratio` compare it to the full gradient. The lag of a term is τ - t, how far
    the loss of step τ has come back when it meets the weights at t: by lag (T,) the norm of the
    full terms, of those kept, and the cosine between them (NaN where nothing is to be kept).
    """

    grad_params: dict[str, Array]
    cosine: float
    norm_ratio: float
    full_by_lag: Array
    kept_by_lag: Array
    cosine_by_lag: Array


@np.errstate(all="ignore")
def truncation(trace: Trace, k: int, schedule: str) -> Truncation:
    """The gradient that windows of k steps would give at these states and weights.

    `sliding_window`: a loss reaches back over k steps. `chunks`: only within its chunk 1 … k,
    k + 1 … 2k, and so on. Raises ValueError for another schedule or k below 1.
    """
    one_of("schedule", schedule, ("sliding_window", "chunks"))
    whole("k", k, 1)
    tau, t = np.indices((trace.steps, trace.steps))
    kept: Mask = (tau - t < k) if schedule == "sliding_window" else (tau // k == t // k)
    delta = flow_vectors(trace).delta
    truncated = np.einsum("at,atbg->tbg", kept.astype(np.float64), delta)
    full, short = (_cell_gradient(trace, part) for part in (trace["delta"], truncated))
    by_lag = [_lag(trace, delta, kept, lag) for lag in range(trace.steps)]
    norms = np.array([[norm(whole), norm(part)] for whole, part in by_lag])
    return Truncation(
        grad_params=short,
        cosine=_cosine(_flat(full), _flat(short)),
        norm_ratio=float(norm(_flat(short)) / norm(_flat(full))),
        full_by_lag=norms[:, 0],
        kept_by_lag=norms[:, 1],
        cosine_by_lag=np.array([_cosine(*pair) for pair in by_lag]),
    )


def _lag(trace: Trace, delta: Array, kept: Mask, lag: int) -> tuple[Array, Array]:
    """The gradient's terms of this lag, all of them and those kept, each as one vector."""
    t = np.arange(trace.steps - lag)
    whole = np.zeros_like(trace["delta"])
    whole[t] = delta[t + lag, t]
    part = whole.copy()
    part[t[~kept[t + lag, t]]] = 0.0
    return _flat(_cell_gradient(trace, whole)), _flat(_cell_gradient(trace, part))


def _cell_gradient(trace: Trace, delta: Array) -> dict[str, Array]:
    """The gradient of the forward cell's parameters from any δ (T, B, G·m)."""
    cell = trace.model.new_cell()
    recurrent = cell.recurrent_delta(delta, trace.made())
    found = factors(cell, delta, recurrent, trace["inputs"], trace.states()[0][:-1])
    return {name: over_time(*pair) for name, pair in found.items()}


def _flat(grads: Params) -> Array:
    return np.concatenate([grad.ravel() for grad in grads.values()])


def _cosine(a: Array, b: Array) -> float:
    return float(np.dot(a, b) / np.sqrt(np.dot(a, a) * np.dot(b, b)))
