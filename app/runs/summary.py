"""Few numbers that say what many do: the means, norms and extremes that figures and readouts show.

Marks are arrays (T, B) of the height at which a column is marked, NaN where it is not: a row number
in a heatmap of m rows, a norm on the log axis. So that marks of long sequences do not run into one
another, no two of a kind are nearer than T / 20 steps.
"""

from typing import Any

import numpy as np

from ..engine.arrays import Array, Mask, norm
from ..engine.trace import Trace

HEAD = 0.3  # of the log axis, kept free above marks at its head


def summary(trace: Trace) -> dict[str, Any]:
    """By name; T = steps, B = batch."""
    hidden, grad_hidden = trace["hidden"], trace["grad_hidden"]
    initial, grad_initial = trace["initial_hidden"], trace["grad_initial_hidden"]
    norms = norm(grad_hidden)
    low, high = _decades(norms)
    middle = (hidden.shape[-1] + 1) / 2
    head = 10.0 ** (high - HEAD * (high - low))
    return {
        "hidden_mean": hidden.mean(-1),
        "initial_hidden_mean": initial.mean(-1),
        "hidden_range": _symmetric(hidden, initial),
        "hidden_nan": _marks(_nan(hidden), middle),
        "hidden_infinite": _marks(_infinite(hidden), middle),
        "hidden_norm": norm(hidden),
        "initial_hidden_norm": norm(initial),
        "grad_hidden_range": _symmetric(grad_hidden, grad_initial),
        "grad_hidden_nan": _marks(_nan(grad_hidden), middle),
        "grad_hidden_infinite": _marks(_infinite(grad_hidden), middle),
        "grad_initial_hidden_norm": norm(grad_initial),
        "delta_norm": norm(trace["delta"]),
        "norm_exponents": _exponents(norms),
        "norm_decades": np.array([low, high]),
        "norm_decades_apart": float(np.ceil((high - low) / 4)),
        "norm_zero": _marks(norms == 0, 10.0**low),
        "norm_nan": _marks(np.isnan(norms), head),
        "norm_infinite": _marks(np.isinf(norms), head),
        "grad_params_norm": {n: float(norm(g.ravel())) for n, g in trace.grad_params.items()},
    }


def _symmetric(*arrays: Array) -> Array:
    """[-limit, limit], the largest finite magnitude; 1 where there is none. (2,)"""
    finite = np.concatenate([array[np.isfinite(array)] for array in arrays])
    limit = float(np.abs(finite).max(initial=0.0)) or 1.0
    return np.array([-limit, limit])


def _nan(array: Array) -> Mask:
    """Whether a unit is NaN. (T, B)"""
    return np.asarray(np.isnan(array).any(-1))


def _infinite(array: Array) -> Mask:
    """Whether a unit is infinite and none is NaN, which is the graver news. (T, B)"""
    return np.asarray(np.isinf(array).any(-1) & ~_nan(array))


def _exponents(norms: Array) -> Array:
    """log10, NaN where a log axis has no place for the norm."""
    return np.log10(np.where(_on_log_axis(norms), norms, np.nan))


def _decades(norms: Array) -> tuple[float, float]:
    """The powers of ten between which all norms lie, at least two apart."""
    shown = norms[_on_log_axis(norms)]
    if shown.size == 0:
        return -3.0, 0.0
    low, high = np.floor(np.log10(shown.min())), np.ceil(np.log10(shown.max()))
    return float(min(low, high - 2)), float(high)


def _on_log_axis(norms: Array) -> Mask:
    return np.asarray((norms > 0) & np.isfinite(norms))


def _marks(found: Mask, height: float) -> Array:
    marks = np.full(found.shape, np.nan)
    apart = -(-len(found) // 20)
    for b in range(found.shape[1]):
        last = -apart
        for t in np.flatnonzero(found[:, b]).tolist():
            if t - last >= apart:
                marks[t, b], last = height, t
    return marks
