"""Σ_t δ_t (what the weight multiplied at t)ᵀ: the gradient of any weight, of any cell.

Weights are shared by all steps, so each gradient is a sum over time: one matrix product, or, before
the sum, the terms of each step (derivation: README.md).
"""

import numpy as np

from .arrays import Array

# ∂L/∂(what a parameter makes) at every step, (T, B, rows), and what a matrix multiplied there,
# (T, B, columns). A vector's own derivative is all there is: of a bias δ_t, of what multiplies
# h_{t-1} unit for unit δ_t ⊙ h_{t-1}.
Factors = tuple[Array, Array | None]


def over_time(delta: Array, multiplied: Array | None) -> Array:
    """A parameter's gradient from its factors, as one product over all steps and sequences."""
    rows = delta.reshape(-1, delta.shape[-1])
    if multiplied is None:
        total: Array = rows.sum(0)
    else:
        total = np.dot(rows.T, multiplied.reshape(-1, multiplied.shape[-1]))
    return total


def each_step(delta: Array, multiplied: Array | None) -> Array:
    """The terms of the T steps before the sum over time, (T, …)."""
    if multiplied is None:
        terms: Array = delta.sum(1)
    else:
        terms = np.einsum("tbr,tbc->trc", delta, multiplied)
    return terms
