"""Σ_t δ_t (what the weight multiplied at t)ᵀ: the gradient of any weight, of any cell.

Weights are shared by all steps, so each gradient is a sum over time: one matrix product, or, before
the sum, the terms of each step (derivation: README.md).
"""

import numpy as np

from .arrays import Array
from .cells import Cell

Factors = tuple[Array, Array | None]


def factors(
    cell: Cell, delta: Array, recurrent_delta: Array, inputs: Array, before: Array
) -> dict[str, Factors]:
    """Of each parameter of a cell: ∂L/∂(its product) at every step, and what it multiplied there.

    From any δ (T, B, G·m), with ∂L/∂(W_h h_{t-1}) of the same shape, which is δ unless a gate
    stands between; x_t (T, B, d) and h_{t-1} (T, B, m). A bias multiplied 1: None.
    """
    biases = {name: (d, None) for name, d in cell.extra_deltas(recurrent_delta).items()}
    W_x, W_h = (delta, inputs), (recurrent_delta, before)
    return {"W_x": W_x, "W_h": W_h, "b_h": (delta, None), **biases}


def over_time(delta: Array, multiplied: Array | None) -> Array:
    """A parameter's gradient from its factors, as one product over all steps and sequences."""
    rows = delta.reshape(-1, delta.shape[-1])
    if multiplied is None:
        total: Array = rows.sum(0)
    else:
        total = np.dot(rows.T, multiplied.reshape(-1, multiplied.shape[-1]))
    return total


def each_step(delta: Array, multiplied: Array | None) -> Array:
    """The same before the sum over time: the terms of its T steps, (T, …)."""
    if multiplied is None:
        terms: Array = delta.sum(1)
    else:
        terms = np.einsum("tbr,tbc->trc", delta, multiplied)
    return terms
