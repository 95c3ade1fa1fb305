"""How one state depends on an earlier one: step Jacobians, and their products against lag.

Of a bidirectional model, in the forward direction.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Array
from ..trace import Trace


@np.errstate(all="ignore")
def jacobians(trace: Trace) -> Array:
    """∂state_t/∂state_{t-1} for each step and sequence: (T, B, S, S), S = m, for the LSTM 2m.

    Row i is the derivative of entry i of the later state: BPTT of that entry alone, all at once.
    What is fed back through the output does not count: the inputs are held fixed.
    """
    cell, states = trace.model.new_cell(), trace.states()
    m, size = trace.model.hidden_size, trace.model.hidden_size * len(states)
    shape = (size, *states[0][1:].shape)
    rows = np.broadcast_to(np.eye(size)[:, None, None, :], (*shape[:-1], size))
    grads = tuple(part.copy() for part in np.split(rows, len(states), axis=-1))
    delta = np.empty((*shape[:-1], len(cell.gates) * m))
    previous = tuple(np.empty(shape) for _ in states)
    slopes = cell.slopes(states, trace.made())
    cell.step_back(cell.weights(trace.params), slopes, grads, cell.cut_delta(delta), previous)
    return np.moveaxis(np.concatenate(previous, axis=-1), 0, 2)


@np.errstate(all="ignore")
def singular_values(trace: Trace) -> Array:
    """Those of each step's Jacobian, largest first: (T, B, S); NaN where it is not finite."""
    return _of_finite(jacobians(trace), lambda j: np.linalg.svd(j, compute_uv=False))


@np.errstate(all="ignore")
def jacobian_product_norms(trace: Trace) -> Array:
    """‖∂h_T/∂state_{T-lag}‖₂ for lag 0 … T and each sequence: (T + 1, B)."""
    steps, m = jacobians(trace), trace.model.hidden_size
    product = np.broadcast_to(np.eye(m, steps.shape[-1]), (*steps.shape[1:2], m, steps.shape[-1]))
    products = [product]
    for jacobian in steps[::-1]:
        product = product @ jacobian
        products.append(product)
    return _of_finite(np.stack(products), lambda p: np.linalg.norm(p, 2, axis=(-2, -1)))


def _of_finite(matrices: Array, f: Callable[[Array], Any]) -> Array:
    """f of each matrix; NaN for those with an entry that is not finite, which LAPACK refuses."""
    finite = np.asarray(np.isfinite(matrices).all((-2, -1)))
    result: Array = f(np.where(finite[..., None, None], matrices, 0.0))
    padded = finite.reshape(finite.shape + (1,) * (result.ndim - finite.ndim))
    return np.where(padded, result, np.nan)


class Bound(NamedTuple):
    """σ_max(W_h), and 1/γ with γ the largest slope of f: below it gradients must vanish."""

    sigma_max: float
    limit: float

    @property
    def vanishes(self) -> bool:
        """Whether the bound says that gradients shrink at every step."""
        return self.sigma_max < self.limit


@np.errstate(all="ignore")
def vanishing_bound(trace: Trace) -> Bound:
    """σ_max(W_h) < 1/γ is enough for vanishing gradients (Pascanu et al. 2013, section 2.1).

    γ is 1 for tanh and relu, ¼ for sigmoid; σ is NaN for weights that are not finite.
    Raises ValueError for LSTM and GRU.
    """
    model = trace.model
    if model.cell != "rnn":
        raise ValueError("The bound is known for the vanilla cell: cell must be rnn.")
    limit = 4.0 if model.activation == "sigmoid" else 1.0
    sigma_max = _of_finite(trace.params["W_h"], lambda w: np.linalg.norm(w, 2, axis=(-2, -1)))
    return Bound(float(sigma_max), limit)
