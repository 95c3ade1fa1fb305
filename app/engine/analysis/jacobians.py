"""How one state depends on an earlier one: step Jacobians, and their products against lag.

Of a bidirectional model, in the forward direction.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Array, blocks
from ..trace import Trace


@np.errstate(all="ignore")
def jacobians(trace: Trace) -> Array:
    """∂state_t/∂state_{t-1} for each step and sequence: (T, B, N, N).

    N is S for each of the states that the cell hands on.
    Row i is the derivative of entry i of the later state. What is fed back through the output does
    not count: the inputs are held fixed.
    """
    steps, batch, width = trace["hidden"].shape
    size = width * len(trace.model.new_cell().state)
    result = np.empty((steps, batch, size, size))
    for t, jacobian in enumerate(_each(trace)):
        result[t] = jacobian
    return result


def _each(trace: Trace) -> Iterator[Array]:
    """∂state_t/∂state_{t-1} of one step after the other, (B, N, N): BPTT of the identity's rows."""
    back, batch = _StepBack(trace), trace["hidden"].shape[1]
    identity = np.broadcast_to(np.eye(back.size)[:, None, :], (back.size, batch, back.size))
    for t in range(trace.steps):
        yield np.swapaxes(back(t, identity), 0, 1)


class _StepBack:
    """rows ↦ rows · ∂state_t/∂state_{t-1}: many rows carried back over one step, no Jacobian made.

    Rows are (R, B, N): R for each sequence.
    """

    def __init__(self, trace: Trace) -> None:
        self._cell, states = trace.model.new_cell(), trace.states()
        self._parts, self._rows = len(states), trace["delta"].shape[-1]
        self.size = self._parts * trace.model.state_size
        self._weights = self._cell.weights(trace.params)
        self._slopes = self._cell.slopes(states, trace.made())

    def __call__(self, t: int, rows: Array) -> Array:
        grads = tuple(part.copy() for part in blocks(rows, self._parts))
        previous = tuple(np.empty_like(part) for part in grads)
        delta = np.empty((*rows.shape[:-1], self._rows))
        slopes_t = tuple(slope[t] for slope in self._slopes)
        self._cell.step_back(self._weights, slopes_t, grads, self._cell.cut_delta(delta), previous)
        return np.concatenate(previous, axis=-1)


@np.errstate(all="ignore")
def singular_values(trace: Trace) -> Array:
    """Each Jacobian's singular values, largest first: (T, B, N); NaN where it is not finite."""
    steps = (_of_finite(j, lambda m: np.linalg.svd(m, compute_uv=False)) for j in _each(trace))
    return np.stack(list(steps))


@np.errstate(all="ignore")
def jacobian_product_norms(trace: Trace) -> Array:
    """‖∂h_T/∂state_{T-lag}‖₂ for lag 0 … T and each sequence: (T + 1, B)."""
    back, (batch, size) = _StepBack(trace), trace["hidden"].shape[1:]
    rows = np.broadcast_to(np.eye(size, back.size)[:, None, :], (size, batch, back.size))
    norms = [_spectral_norm(rows)]
    for t in reversed(range(trace.steps)):
        rows = back(t, rows)
        norms.append(_spectral_norm(rows))
    return np.stack(norms)


def _spectral_norm(rows: Array) -> Array:
    """The norm of each sequence's matrix of rows (R, B, N): (B,)."""
    return _of_finite(np.swapaxes(rows, 0, 1), lambda m: np.linalg.norm(m, 2, axis=(-2, -1)))


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
    Raises ValueError for a cell that is no such f(… + W_h h_{t-1}).
    """
    steepest = trace.model.new_cell().steepest
    if steepest is None:
        raise ValueError("The bound is known for cells without gates, of one matrix W_h.")
    sigma_max = _of_finite(trace.params["W_h"], lambda w: np.linalg.norm(w, 2, axis=(-2, -1)))
    return Bound(float(sigma_max), 1 / steepest)
