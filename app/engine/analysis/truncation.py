"""What truncating BPTT to k steps keeps of the gradient, in total and by lag."""

from typing import NamedTuple

import numpy as np

from ..arrays import Array, Mask, Params
from ..trace import Trace
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


def truncation(trace: Trace, k: int, schedule: str) -> Truncation:
    """The gradient that windows of k steps would give at these states and weights.

    `sliding_window`: a loss reaches back over k steps. `chunks`: only within its chunk 1 … k,
    k + 1 … 2k, and so on. Raises ValueError for another schedule or k below 1.
    """
    if schedule not in ("sliding_window", "chunks") or k < 1:
        raise ValueError("schedule must be sliding_window or chunks, and k at least 1.")
    tau, t = np.indices((trace.steps, trace.steps))
    kept: Mask = (tau - t < k) if schedule == "sliding_window" else (tau // k == t // k)
    delta = flow_vectors(trace).delta

    def gradient(chosen: Mask) -> dict[str, Array]:
        summed = np.where(chosen[:, :, None, None], delta, 0.0).sum(0)
        return _cell_gradient(trace, summed)

    full, short = gradient(tau >= t), gradient(kept & (tau >= t))
    by_lag = [
        (_flat(gradient(tau - t == lag)), _flat(gradient(kept & (tau - t == lag))))
        for lag in range(trace.steps)
    ]
    norms = np.array([[np.linalg.norm(a), np.linalg.norm(b)] for a, b in by_lag])
    cosines = np.array([_cosine(a, b) for a, b in by_lag])
    ratio = float(np.linalg.norm(_flat(short)) / np.linalg.norm(_flat(full)))
    cosine = _cosine(_flat(full), _flat(short))
    return Truncation(short, cosine, ratio, norms[:, 0], norms[:, 1], cosines)


def _cell_gradient(trace: Trace, delta: Array) -> dict[str, Array]:
    """The gradient of the forward cell's parameters from any δ (T, B, G·m)."""
    cell = trace.model.new_cell()
    recurrent = cell.recurrent_delta(delta, trace.made())
    before = trace.states()[0][:-1]
    return {
        "W_x": np.einsum("tbr,tbc->rc", delta, trace["inputs"]),
        "W_h": np.einsum("tbr,tbc->rc", recurrent, before),
        "b_h": delta.sum((0, 1)),
        **cell.extra_grads(recurrent),
    }


def _flat(grads: Params) -> Array:
    return np.concatenate([grad.ravel() for grad in grads.values()])


def _cosine(a: Array, b: Array) -> float:
    with np.errstate(all="ignore"):
        return float(np.dot(a, b) / np.sqrt(np.dot(a, a) * np.dot(b, b)))
