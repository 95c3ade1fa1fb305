"""The vanilla (Elman) cell: a_t = W_x x_t + W_h h_{t-1} + b_h, h_t = f(a_t)  (Elman 1990)."""

from types import MappingProxyType

import numpy as np

from ..activations import ACTIVATIONS
from ..arrays import Array, Params, product
from .base import Arrays, Cell, CellGraph, Edge, Node


class RNNCell(Cell):
    """h_t = f(W_x x_t + W_h h_{t-1} + b_h) with f one of tanh, sigmoid, relu."""

    gates = ("a",)
    uses = ("activation",)
    arrays = MappingProxyType({"preactivation": 1})
    graph = CellGraph(
        nodes=(Node("inputs", "input"), Node("hidden", "sum", "activation")),
        edges=(Edge("inputs", "hidden", "W_x"), Edge("hidden", "hidden", "W_h", delay=1)),
    )

    def __init__(self, activation: str = "tanh") -> None:
        super().__init__(activation)
        self._f, self._slope = ACTIVATIONS[activation]
        self.steepest = 0.25 if activation == "sigmoid" else 1.0

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ for the step forward, W_h for the step back; both (m, m)."""
        return params["W_h"].T, params["W_h"]

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """a_t = W_x x_t + b_h + W_h h_{t-1} and h_t = f(a_t), each (B, m)."""
        preactivation = made[0]
        np.dot(state[0], weights[0], out=recurrent)
        np.add(preactivation, recurrent, out=preactivation)
        self._f(preactivation, next_state[0])

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """f'(a_t) for every step, (T, B, m)."""
        return (self._slope(states[0][1:]),)

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        """δ_t = ∂L/∂h_t ⊙ f'(a_t); through this step ∂L/∂h_{t-1} receives δ_t W_h."""
        np.multiply(grad_state[0], slopes_t[0], out=delta_t[0])
        product(delta_t[0], weights[1], grad_previous[0])
