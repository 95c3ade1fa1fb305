"""The terms of every parameter's gradient, one for each timestep."""

import numpy as np

from ..arrays import Array
from ..bidirectional import SUFFIX, reverse_params
from ..trace import Trace
from ..weight_gradients import each_step


@np.errstate(all="ignore")
def itemised(trace: Trace) -> dict[str, Array]:
    """The T terms of each parameter, (T, *shape), whose sum over time is its gradient.

    ∂L/∂W_h = Σ_t δ_t h_{t-1}ᵀ, and likewise for the others: each step's own gradient.
    """
    hidden = trace["hidden"]
    terms = _cell_terms(trace, "")
    if trace.model.bidirectional:
        terms |= _cell_terms(trace, SUFFIX)
        hidden = np.concatenate([hidden, trace["hidden" + SUFFIX]], axis=-1)
    grad_logits = trace["grad_logits"]
    return terms | {"W_y": each_step(grad_logits, hidden), "b_y": each_step(grad_logits, None)}


def _cell_terms(trace: Trace, suffix: str) -> dict[str, Array]:
    cell = trace.model.new_cell()
    delta = trace["delta" + suffix]
    recurrent = cell.recurrent_delta(delta, trace.made(suffix))
    initial = trace[f"initial_hidden{suffix}"][None]
    states = trace[f"hidden{suffix}"]
    before = [states[1:], initial] if suffix else [initial, states[:-1]]
    params = reverse_params(trace.params) if suffix else trace.params
    found = cell.factors(params, delta, recurrent, trace["inputs"], np.concatenate(before))
    return {name + suffix: each_step(*pair) for name, pair in found.items()}
