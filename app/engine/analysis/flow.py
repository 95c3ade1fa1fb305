"""Where each step's loss flows back to: ∂L_τ/∂h_t for every τ and t."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..arrays import Array, norm
from ..feedback import FreeRunning
from ..trace import Trace


class Flow(NamedTuple):
    """∂L_τ/∂h_t (T, T, B, S) and ∂L_τ/∂a_t (T, T, B, G·m) by [τ, t]; 0 where t > τ."""

    hidden: Array
    delta: Array


@np.errstate(all="ignore")
def flow(trace: Trace) -> Array:
    """‖∂L_τ/∂h_t‖ over batch and units, for every loss τ and state t: (T, T)."""
    norms = np.zeros((trace.steps, trace.steps))
    for t, hidden, _ in carried_back(trace):
        norms[t:, t] = norm(hidden.reshape(len(hidden), -1))
    return norms


@np.errstate(all="ignore")
def input_flow(trace: Trace) -> Array:
    """‖∂L_τ/∂x_t‖ = ‖W_xᵀ ∂L_τ/∂a_t‖ over batch and features, (T, T); 0 where nothing is read."""
    norms, W_x = np.zeros((trace.steps, trace.steps)), trace.params["W_x"]
    reads = trace.has_input | trace.fed
    for t, _, delta in carried_back(trace):
        if reads[t]:
            norms[t:, t] = norm((delta @ W_x).reshape(len(delta), -1))
    return norms


@np.errstate(all="ignore")
def flow_vectors(trace: Trace) -> Flow:
    """Where each step's loss flows back to. The sum over τ is `grad_hidden`, and `delta`."""
    steps = trace.steps
    result = Flow(
        np.zeros((steps, *trace["hidden"].shape)), np.zeros((steps, *trace["delta"].shape))
    )
    for t, hidden, delta in carried_back(trace):
        result.hidden[t:, t], result.delta[t:, t] = hidden, delta
    return result


def carried_back(trace: Trace) -> Iterator[tuple[int, Array, Array]]:
    """For t from the last step to the first: ∂L_τ/∂h_t and ∂L_τ/∂a_t for all τ ≥ t.

    The losses of all steps are carried back together: a stack holds them side by side. What is
    yielded holds until the next step. The caller ignores floating-point warnings: a generator that
    did would do so for its caller between the steps, too.
    """
    cell, steps, params = trace.model.new_cell(), trace.steps, trace.params
    states = trace.states()
    weights, slopes = cell.weights(params), cell.slopes(states, trace.made())
    free = FreeRunning(params, trace.model.output_activation, trace.fed)
    W_y = params["W_y"][:, : trace.model.state_size]
    stacks = [np.zeros_like(state[1:]) for state in states]
    previous = [np.zeros_like(stack) for stack in stacks]
    deltas = np.empty_like(trace["delta"])
    direct = trace["immediate_grad_logits"] @ W_y
    for t in reversed(range(steps)):
        stacks[0][t] = direct[t]
        delta = deltas[t:]
        live = tuple(stack[t:] for stack in stacks)
        before = tuple(stack[t:] for stack in previous)
        slopes_t = tuple(slope[t] for slope in slopes)
        cell.step_back(weights, slopes_t, live, cell.cut_delta(delta), before)
        yield t, live[0], delta
        if trace.detached[t]:
            for stack in before:
                stack[:] = 0.0
        if trace.fed[t] and trace.feedback == "free":
            before[0][:] += free.grad_logits(delta, trace["outputs"][t - 1]) @ W_y
        stacks, previous = previous, stacks
