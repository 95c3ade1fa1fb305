"""What can be read off a Trace after the fact."""

import numpy as np

from .arrays import Array
from .model import Model
from .trace import Trace


def flow(model: Model, trace: Trace) -> Array:
    """‖∂L_τ/∂h_t‖ for every loss τ and state t: (T, T), 0 where t > τ.

    L_τ is the loss of step τ; the norm is over batch and units. The losses of all steps are carried
    back together: at step t the stack holds ∂L_τ/∂h_t for every τ, shape (T, B, m).
    """
    cell, steps = model.make_cell(), trace.steps
    weights = cell.weights(trace.params)
    hidden = np.concatenate([trace["initial_hidden"][None], trace["hidden"]])
    slopes = cell.slopes((hidden,), tuple(trace[name] for name in cell.arrays))
    direct = trace["grad_logits"] @ trace.params["W_y"]
    stack = np.zeros((steps, *direct.shape[1:]))
    delta, previous = np.empty_like(stack), np.empty_like(stack)
    norms = np.zeros((steps, steps))
    with np.errstate(all="ignore"):
        for t in reversed(range(steps)):
            stack[t] = direct[t]
            norms[:, t] = np.linalg.norm(stack, axis=(1, 2))
            cell.step_back(weights, tuple(s[t] for s in slopes), (stack,), delta, (previous,))
            stack, previous = previous, stack
    return norms
