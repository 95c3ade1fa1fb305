"""The terms of every parameter's gradient, one for each timestep."""

import numpy as np

from ..arrays import Array
from ..bidirectional import SUFFIX
from ..trace import Trace


@np.errstate(all="ignore")
def itemised(trace: Trace) -> dict[str, Array]:
    """For each parameter the T terms, (T, *shape), whose sum over time is its gradient.

    ∂L/∂W_h = Σ_t δ_t h_{t-1}ᵀ, and likewise for the others.
    """
    hidden = trace["hidden"]
    terms = _cell_terms(trace, "")
    if trace.model.bidirectional:
        terms |= _cell_terms(trace, SUFFIX)
        hidden = np.concatenate([hidden, trace["hidden" + SUFFIX]], axis=-1)
    grad_logits = trace["grad_logits"]
    return terms | {"W_y": _outer(grad_logits, hidden), "b_y": grad_logits.sum(1)}


def _cell_terms(trace: Trace, suffix: str) -> dict[str, Array]:
    cell = trace.model.new_cell()
    delta = trace["delta" + suffix]
    recurrent = cell.recurrent_delta(delta, trace.made(suffix))
    initial = trace[f"initial_hidden{suffix}"][None]
    states = trace[f"hidden{suffix}"]
    before = [states[1:], initial] if suffix else [initial, states[:-1]]
    terms = {
        "W_x": _outer(delta, trace["inputs"]),
        "W_h": _outer(recurrent, np.concatenate(before)),
        "b_h": delta.sum(1),
        **{
            name: np.stack([cell.extra_grads(step[None])[name] for step in recurrent])
            for name in cell.extra_params
        },
    }
    return {name + suffix: term for name, term in terms.items()}


def _outer(delta: Array, multiplied: Array) -> Array:
    terms: Array = np.einsum("tbr,tbc->trc", delta, multiplied)
    return terms
