"""What truncating BPTT to k steps keeps of the gradient, in total and by lag: one k, or all.

Of a bidirectional model, in the forward direction.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..arrays import Array, Mask, Params, norm
from ..schedule import TBPTT, chunks
from ..trace import Trace
from ..weight_gradients import over_time
from .flow import carried_back, flow_vectors

EVERY = slice(None)


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
def truncation(trace: Trace, schedule: TBPTT) -> Truncation:
    """The gradient that a schedule's windows would give at these states and weights.

    A loss reaches back to where the window begins in which it is new: in a sliding window over k
    steps, in chunks of k only within its chunk 1 … k, k + 1 … 2k, and so on.
    """
    kept: Mask = schedule.reach(trace.steps)[:, None] <= np.arange(trace.steps)
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


class Truncations(NamedTuple):
    """What truncation keeps for every k from 1 to T, at index k - 1: see Truncation."""

    cosine: Array  # (T,)
    norm_ratio: Array  # (T,)
    kept_by_lag: Array  # (T, T): [k - 1, lag]


@np.errstate(all="ignore")
def truncations(trace: Trace, k1: int | None = None) -> dict[str, Truncations]:
    """What each schedule keeps with k = 1 … T, at the cost of one flow.

    They are sliding_window, chunks and, with a `k1`, tbptt: an update every k1 steps, or every k
    where that is fewer. The terms of one lag are one gradient. A sliding window keeps the lags
    below k whole, so its gradients are running sums over the lag.
    """
    steps, lags = trace.steps, _by_lag(trace)
    rows = np.arange(steps)
    full = _flat(_cell_gradient(trace, trace["delta"]))
    whole = np.stack([_flat(_cell_gradient(trace, delta, rows[: len(delta)])) for delta in lags])
    norms = norm(whole)
    window = _Kept(full, steps)
    for k, gradient in enumerate(np.cumsum(whole, axis=0), 1):
        window.put(k, gradient, np.where(rows < k, norms, 0.0))
    found = {"sliding_window": window.result, "chunks": _cut(trace, lags, full, chunks)}
    if k1 is not None:
        found["tbptt"] = _cut(trace, lags, full, lambda k: TBPTT(min(k1, k), k))
    return found


def _cut(
    trace: Trace, lags: list[Array], full: Array, schedule: Callable[[int], TBPTT]
) -> Truncations:
    """What is kept where of a lag some terms cross the edge of a window, and some do not."""
    steps = trace.steps
    kept = _Kept(full, steps)
    for k in range(1, steps + 1):
        reach = schedule(k).reach(steps)
        within = [np.flatnonzero(reach[lag:] <= np.arange(steps - lag)) for lag in range(k)]
        parts = [_flat(_cell_gradient(trace, lags[lag], t)) for lag, t in enumerate(within)]
        by_lag = np.zeros(steps)
        by_lag[:k] = norm(np.stack(parts))
        kept.put(k, np.sum(parts, axis=0), by_lag)
    return kept.result


class _Kept:
    """Collects for each k what is kept of a full gradient."""

    def __init__(self, full: Array, steps: int) -> None:
        self._full = full
        self.result = Truncations(np.empty(steps), np.empty(steps), np.empty((steps, steps)))

    def put(self, k: int, gradient: Array, by_lag: Array) -> None:
        result, full = self.result, self._full
        result.cosine[k - 1] = _cosine(full, gradient)
        result.norm_ratio[k - 1] = norm(gradient) / norm(full)
        result.kept_by_lag[k - 1] = by_lag


def _by_lag(trace: Trace) -> list[Array]:
    """By lag ∂L_τ/∂a_t of t = τ - lag, for all t that have such a τ: (T - lag, B, G·m)."""
    steps, delta = trace.steps, trace["delta"]
    lags = [np.empty((steps - lag, *delta.shape[1:])) for lag in range(steps)]
    for t, _, carried in carried_back(trace):
        for lag, part in enumerate(carried):
            lags[lag][t] = part
    return lags


def _lag(trace: Trace, delta: Array, kept: Mask, lag: int) -> tuple[Array, Array]:
    """The gradient's terms of this lag, all of them and those kept, each as one vector."""
    t = np.arange(trace.steps - lag)
    whole = np.zeros_like(trace["delta"])
    whole[t] = delta[t + lag, t]
    part = whole.copy()
    part[t[~kept[t + lag, t]]] = 0.0
    return _flat(_cell_gradient(trace, whole)), _flat(_cell_gradient(trace, part))


def _cell_gradient(
    trace: Trace, delta: Array, steps: npt.NDArray[np.intp] | slice = EVERY
) -> dict[str, Array]:
    """The gradient of the forward cell's parameters from any δ (…, B, G·m) at these steps."""
    cell, delta = trace.model.new_cell(), delta[steps]
    recurrent = cell.recurrent_delta(delta, tuple(made[steps] for made in trace.made()))
    before = trace.states()[0][:-1][steps]
    found = cell.factors(trace.params, delta, recurrent, trace["inputs"][steps], before)
    return {name: over_time(*pair) for name, pair in found.items()}


def _flat(grads: Params) -> Array:
    return np.concatenate([grad.ravel() for grad in grads.values()])


def _cosine(a: Array, b: Array) -> float:
    return float(np.dot(a, b) / np.sqrt(np.dot(a, a) * np.dot(b, b)))
