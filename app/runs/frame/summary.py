"""Few numbers that say what many do: the means, norms and extremes that figures and readouts show.

Marks are arrays (T, B) of the height at which a column is marked, NaN where it is not: a row number
in a heatmap of m rows, a norm on the log axis. So that marks of long sequences do not run into one
another, no two of a kind are nearer than T / 20 steps.
"""

from typing import Any

import numpy as np

from ...engine.activations import ACTIVATIONS
from ...engine.analysis import uncut
from ...engine.arrays import Array, Mask, norm
from ...engine.trace import Trace

HEAD = 0.3  # of the log axis, kept free above marks at its head


def summary(trace: Trace) -> dict[str, Any]:
    """By name; T = steps, B = batch. Of every state and its gradient, in both directions."""
    model, cell = trace.model, trace.model.new_cell()
    states = [name + suffix for suffix in model.suffixes for name in cell.state]
    grads = [f"grad_{name}" for name in states]
    gates = [gate + suffix for suffix in model.suffixes for gate in cell.own_gates]
    result: dict[str, Any] = {}
    for name in states:
        initial = trace[f"initial_{name}"]
        result |= {
            f"{name}_mean": trace[name].mean(-1),
            f"initial_{name}_mean": initial.mean(-1),
            f"{name}_norm": norm(trace[name]),
            f"initial_{name}_norm": norm(initial),
        }
    for name in grads:
        result[f"{_initial(name)}_norm"] = norm(trace[_initial(name)])
        if name != "grad_hidden":  # that is a field of its own
            result[f"{name}_norm"] = norm(trace[name])
    for name in cell.state:  # one scale for both directions
        both = [f"{name}{suffix}" for suffix in model.suffixes]
        result |= {
            f"{name}_range": symmetric(*(trace[n] for s in both for n in (s, f"initial_{s}"))),
            f"grad_{name}_range": symmetric(
                *(trace[n] for s in both for n in (f"grad_{s}", f"grad_initial_{s}"))
            ),
        }
    result["grad_range"] = symmetric(*(trace[n] for g in grads for n in (g, _initial(g))))
    for name in (*states, *gates, *grads):
        array = trace[name]
        middle = (array.shape[-1] + 1) / 2  # of the rows that show it
        found = not_finite(array, middle).items()
        result |= {f"{name}_{kind}": marked for kind, marked in found}
    if model.output_size > 1:
        result["target_unit"] = _target_unit(trace)
    for suffix in model.suffixes:
        result[f"delta{suffix}_norm"] = norm(trace[f"delta{suffix}"])
    if cell.squashes:
        result["activation_slope"] = ACTIVATIONS[model.activation].slope(trace["hidden"])
    return {**result, **_norms(trace), **_parameters(trace)}


def _target_unit(trace: Trace) -> Array:
    """(T, B): which feature of p_t is the largest, from 1; NaN where there is no output."""
    largest: Array = np.where(trace.has_output[:, None], trace["targets"].argmax(-1) + 1.0, np.nan)
    return largest


def _initial(grad: str) -> str:
    return grad.replace("grad_", "grad_initial_", 1)


def _norms(trace: Trace) -> dict[str, Any]:
    """What the axis of the norms of ∂L/∂h_t needs, one axis for both directions."""
    norms = {suffix: norm(trace[f"grad_hidden{suffix}"]) for suffix in trace.model.suffixes}
    lost = _lost(trace, norms)
    low, high = decades(np.stack([*norms.values(), *lost.values()]))
    low -= bool(lost)  # where the norm is 0 now, below what it would be
    head = 10.0 ** (high - HEAD * (high - low))
    result: dict[str, Any] = {
        "norm_decades": np.array([low, high]),
        "norm_decades_apart": float(np.ceil((high - low) / 4)),
        **{f"norm_uncut{suffix}": values for suffix, values in lost.items()},
    }
    for suffix, values in norms.items():
        result |= {
            f"norm_exponents{suffix}": exponents(values),
            f"initial_norm_exponents{suffix}": exponents(
                norm(trace[f"grad_initial_hidden{suffix}"])
            ),
            f"norm_zero{suffix}": marks(values == 0, 10.0**low),
            f"norm_nan{suffix}": marks(np.isnan(values), head),
            f"norm_infinite{suffix}": marks(np.isinf(values), head),
        }
    return result


def _lost(trace: Trace, norms: dict[str, Array]) -> dict[str, Array]:
    """By direction, the norms as they are with no edge cut; NaN where that is no difference."""
    if not trace.detached.any():
        return {}
    whole = uncut(trace)
    found = {suffix: norm(whole[f"grad_hidden{suffix}"]) for suffix in norms}
    return {
        suffix: np.where(
            np.isclose(found[suffix], values, rtol=1e-9, atol=0), np.nan, found[suffix]
        )
        for suffix, values in norms.items()
    }


def _parameters(trace: Trace) -> dict[str, dict[str, float]]:
    grads = trace.grad_params.items()
    return {
        "grad_params_norm": {name: norm_of(grad) for name, grad in grads},
        "grad_params_largest": {name: largest(grad) for name, grad in grads},
    }


def norm_of(array: Array) -> float:
    """The 2-norm of all entries."""
    return float(norm(array.ravel()))


def largest(array: Array) -> float:
    """The entry of the largest magnitude, with its sign; NaN if one is NaN."""
    return float(array.flat[np.abs(array).argmax()])


def symmetric(*arrays: Array) -> Array:
    """[-limit, limit], the largest finite magnitude; 1 where there is none. (2,)"""
    finite = np.concatenate([array[np.isfinite(array)] for array in arrays])
    limit = float(np.abs(finite).max(initial=0.0)) or 1.0
    return np.array([-limit, limit])


def not_finite(array: Array, height: float) -> dict[str, Array]:
    """Marks of (T, B, m): NaN where a unit is NaN; infinite where one is and none is NaN."""
    nan = np.asarray(np.isnan(array).any(-1))
    infinite = np.asarray(np.isinf(array).any(-1) & ~nan)
    return {"nan": marks(nan, height), "infinite": marks(infinite, height)}


def exponents(norms: Array) -> Array:
    """log10, NaN where a log axis has no place for the norm."""
    return np.log10(np.where(_on_log_axis(norms), norms, np.nan))


def decades(norms: Array) -> tuple[float, float]:
    """The powers of ten between which all norms lie, at least two apart."""
    shown = norms[_on_log_axis(norms)]
    if shown.size == 0:
        return -3.0, 0.0
    low, high = np.floor(np.log10(shown.min())), np.ceil(np.log10(shown.max()))
    return float(min(low, high - 2)), float(high)


def _on_log_axis(norms: Array) -> Mask:
    return np.asarray((norms > 0) & np.isfinite(norms))


def marks(found: Mask, height: float) -> Array:
    """The height where something is found, NaN elsewhere, no two too near. (T, B)"""
    marks = np.full(found.shape, np.nan)
    apart = -(-len(found) // 20)
    for b in range(found.shape[1]):
        last = -apart
        for t in np.flatnonzero(found[:, b]).tolist():
            if t - last >= apart:
                marks[t, b], last = height, t
    return marks
