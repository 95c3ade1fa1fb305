"""The LSTM with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000), as in PyTorch.

i = σ(a_i), f = σ(a_f), g = tanh(a_g), o = σ(a_o), with a = W_x x_t + W_h h_{t-1} + b_h;
c_t = f ⊙ c_{t-1} + i ⊙ g, h_t = o ⊙ tanh(c_t).
"""

from functools import cache
from types import MappingProxyType

import numpy as np

from ..arrays import Array, Params, blocks, product
from .base import Arrays, Cell, CellGraph, Edge, Node


@cache
def _scale_and_shift(m: int) -> Arrays:
    """½ and ½ for the sigmoids i, f, o, 1 and 0 for the tanh g; each (4m,)."""
    scale = np.repeat([0.5, 0.5, 1.0, 0.5], m)
    return scale, 1.0 - scale


class LSTMCell(Cell):
    """Gates stacked i, f, g, o; the state is (h, c)."""

    gates = ("i", "f", "g", "o")
    uses = ("forget_bias",)
    offsets = MappingProxyType({"f": "forget_bias"})
    state = ("hidden", "cell_state")
    arrays = MappingProxyType({"preactivation": 4, "gates": 4, "cell_output": 1})
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("i", "sum", "sigmoid"),
            Node("f", "sum", "sigmoid"),
            Node("g", "sum", "tanh"),
            Node("o", "sum", "sigmoid"),
            Node("cell_state", "sum of f ⊙ c and i ⊙ g"),
            Node("cell_output", "tanh of c"),
            Node("hidden", "product of o and tanh(c)"),
        ),
        edges=(
            *(Edge("inputs", gate, "W_x") for gate in ("i", "f", "g", "o")),
            *(Edge("hidden", gate, "W_h", delay=1) for gate in ("i", "f", "g", "o")),
            Edge("cell_state", "cell_state", delay=1),
            Edge("f", "cell_state"),
            Edge("i", "cell_state"),
            Edge("g", "cell_state"),
            Edge("cell_state", "cell_output"),
            Edge("cell_output", "hidden"),
            Edge("o", "hidden"),
        ),
    )

    def cut(self, made: Arrays) -> Arrays:
        """a, all gates, tanh(c); and i, f, g, o."""
        return *made, *blocks(made[1], 4)

    def cut_delta(self, delta: Array) -> Arrays:
        """δ; its blocks i, f, g as (…, 3, m); its block o."""
        by_gate = delta.reshape(*delta.shape[:-1], 4, -1)
        return delta, by_gate[..., :3, :], by_gate[..., 3, :]

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ (m, 4m), W_h (4m, m), and the gates' scale, shift (4m,): see `step`."""
        W_h = params["W_h"]
        return W_h.T, W_h, *_scale_and_shift(W_h.shape[1])

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """σ(a) = ½ + ½ tanh(a / 2), so one scaled tanh over all four gates makes them at once."""
        W_h_T, _, scale, shift = weights
        hidden, cell_state = next_state
        preactivation, gates, cell_output, i, f, g, o = made
        np.dot(state[0], W_h_T, out=recurrent)
        np.add(preactivation, recurrent, out=preactivation)
        np.multiply(preactivation, scale, out=gates)
        np.tanh(gates, out=gates)
        np.multiply(gates, scale, out=gates)
        np.add(gates, shift, out=gates)
        np.multiply(i, g, out=cell_output)
        np.multiply(f, state[1], out=cell_state)
        np.add(cell_state, cell_output, out=cell_state)
        np.tanh(cell_state, out=cell_output)
        np.multiply(o, cell_output, out=hidden)

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """∂⁺h/∂c and f; ∂⁺c/∂a for i, f, g as (T, B, 3, m); ∂⁺h/∂a_o.

        Each gate is y = shift + scale · tanh(scale · a), so ∂y/∂a = scale² - (y - shift)².
        """
        _, gates, cell_output = made
        i, f, g, o = blocks(gates, 4)
        scale, shift = _scale_and_shift(i.shape[-1])
        slopes: Array = gates - shift
        np.multiply(slopes, slopes, out=slopes)
        np.subtract(scale * scale, slopes, out=slopes)
        factors = (g, states[1][:-1], i, cell_output)
        for slope, factor in zip(blocks(slopes, 4), factors, strict=True):
            np.multiply(slope, factor, out=slope)
        by_gate = slopes.reshape(*i.shape[:-1], 4, -1)
        hidden_by_cell: Array = cell_output * cell_output
        np.subtract(1, hidden_by_cell, out=hidden_by_cell)
        hidden_by_cell *= o
        return hidden_by_cell, f, by_gate[..., :3, :], by_gate[..., 3, :]

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        """∂L/∂c_t gains what comes through h_t; then the four δ, then the two previous states."""
        hidden_by_cell, forget, cell_by_gates, hidden_by_output = slopes_t
        grad_hidden, grad_cell = grad_state
        previous_hidden, previous_cell = grad_previous
        delta, delta_ifg, delta_o = delta_t
        np.multiply(grad_hidden, hidden_by_cell, out=previous_cell)
        np.add(grad_cell, previous_cell, out=grad_cell)
        np.multiply(grad_cell[..., None, :], cell_by_gates, out=delta_ifg)
        np.multiply(grad_hidden, hidden_by_output, out=delta_o)
        product(delta, weights[1], previous_hidden)
        np.multiply(grad_cell, forget, out=previous_cell)
