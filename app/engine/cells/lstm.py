"""The LSTM with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000), as in PyTorch.

i = σ(a_i), f = σ(a_f), g = tanh(a_g), o = σ(a_o), with a = W_x x_t + W_h h_{t-1} + b_h;
c_t = f ⊙ c_{t-1} + i ⊙ g, h_t = o ⊙ tanh(c_t).
"""

from collections.abc import Mapping
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
    state = ("hidden", "cell_state")
    arrays = MappingProxyType({"preactivation": 4, "gates": 4, "cell_output": 1})
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("i", "sigmoid"),
            Node("f", "sigmoid"),
            Node("g", "tanh"),
            Node("o", "sigmoid"),
            Node("cell_state", "sum of f ⊙ c and i ⊙ g"),
            Node("cell_output", "tanh"),
            Node("hidden", "product"),
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

    def cut(self, made_t: Arrays) -> Arrays:
        """a_t, all gates, tanh(c_t); and i, f, g, o."""
        return *made_t, *blocks(made_t[1], 4)

    def cut_delta(self, delta_t: Array) -> Arrays:
        """δ_t; its blocks i, f, g as (…, 3, m); its block o."""
        by_gate = delta_t.reshape(*delta_t.shape[:-1], 4, -1)
        return delta_t, by_gate[..., :3, :], by_gate[..., 3, :]

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ (m, 4m), W_h (4m, m), and the gates' scale, shift (4m,): see `step`."""
        W_h = params["W_h"]
        return W_h.T, W_h, *_scale_and_shift(W_h.shape[1])

    def step(
        self, weights: Arrays, pre_x_t: Array, state: Arrays, next_state: Arrays, made: Arrays
    ) -> None:
        """σ(a) = ½ + ½ tanh(a / 2), so one scaled tanh over all four gates makes them at once."""
        W_h_T, _, scale, shift = weights
        hidden, cell_state = next_state
        preactivation, gates, cell_output, i, f, g, o = made
        np.dot(state[0], W_h_T, out=preactivation)
        np.add(preactivation, pre_x_t, out=preactivation)
        np.multiply(preactivation, scale, out=gates)
        np.tanh(gates, out=gates)
        np.multiply(gates, scale, out=gates)
        np.add(gates, shift, out=gates)
        np.multiply(i, g, out=cell_output)
        np.multiply(f, state[1], out=cell_state)
        np.add(cell_state, cell_output, out=cell_state)
        np.tanh(cell_state, out=cell_output)
        np.multiply(o, cell_output, out=hidden)

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """i, f, g, o, each (T, B, m)."""
        return dict(zip(self.gates, blocks(made["gates"], 4), strict=True))

    def slopes(self, states: Arrays, made: Arrays, out: Arrays | None = None) -> Arrays:
        """∂⁺h/∂c and f; ∂⁺c/∂a for i, f, g as (T, B, 3, m); ∂⁺h/∂a_o. In place: they are large."""
        _, gates, cell_output = made
        i, f, g, o = blocks(gates, 4)
        one, three = i.shape, (*i.shape[:-1], 3, i.shape[-1])
        out = out or (np.empty(one), f, np.empty(three), np.empty(one))
        hidden_by_cell, _, cell_by_gates, hidden_by_output = out
        by_i, by_f, by_g = (cell_by_gates[..., gate, :] for gate in range(3))
        for gate, times, slope in ((i, g, by_i), (f, states[1][:-1], by_f)):
            np.subtract(1, gate, out=slope)
            slope *= gate
            slope *= times
        np.multiply(g, g, out=by_g)
        np.subtract(1, by_g, out=by_g)
        by_g *= i
        np.multiply(cell_output, cell_output, out=hidden_by_cell)
        np.subtract(1, hidden_by_cell, out=hidden_by_cell)
        hidden_by_cell *= o
        np.subtract(1, o, out=hidden_by_output)
        hidden_by_output *= o
        hidden_by_output *= cell_output
        return out

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
