"""The vanilla (Elman) cell: a_t = W_x x_t + W_h h_{t-1} + b_h, h_t = f(a_t)  (Elman 1990)."""

from collections.abc import Mapping

import numpy as np

from ..activations import ACTIVATIONS
from ..arrays import Array, Params
from .base import CellGraph, Edge, Node


class RNNCell:
    """h_t = f(W_x x_t + W_h h_{t-1} + b_h) with f one of tanh, sigmoid, relu."""

    gates = 1
    state: tuple[str, ...] = ("hidden",)
    arrays: Mapping[str, int] = {"preactivation": 1}
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("preactivation", "sum"),
            Node("hidden", "activation"),
        ),
        edges=(
            Edge("inputs", "preactivation", "W_x"),
            Edge("hidden", "preactivation", "W_h", delay=1),
            Edge("preactivation", "hidden"),
        ),
    )

    def __init__(self, activation: str) -> None:
        self._f, self._slope = ACTIVATIONS[activation]

    def weights(self, params: Params) -> tuple[Array, ...]:
        """W_hᵀ for the step forward, W_h for the step back; both (m, m)."""
        return params["W_h"].T, params["W_h"]

    def step(
        self,
        weights: tuple[Array, ...],
        pre_x_t: Array,
        state: tuple[Array, ...],
        next_state: tuple[Array, ...],
        made: tuple[Array, ...],
    ) -> None:
        """a_t = pre_x_t + h_{t-1} W_hᵀ and h_t = f(a_t), each (B, m)."""
        preactivation = made[0]
        np.dot(state[0], weights[0], out=preactivation)
        np.add(preactivation, pre_x_t, out=preactivation)
        self._f(preactivation, next_state[0])

    def slopes(self, states: tuple[Array, ...], made: tuple[Array, ...]) -> tuple[Array, ...]:
        """f'(a_t) for every step, (T, B, m)."""
        return (self._slope(states[0][1:]),)

    def step_back(
        self,
        weights: tuple[Array, ...],
        slopes_t: tuple[Array, ...],
        grad_state: tuple[Array, ...],
        delta_t: Array,
        grad_previous: tuple[Array, ...],
    ) -> None:
        """δ_t = ∂L/∂h_t ⊙ f'(a_t); through this step ∂L/∂h_{t-1} receives δ_t W_h."""
        np.multiply(grad_state[0], slopes_t[0], out=delta_t)
        np.dot(delta_t, weights[1], out=grad_previous[0])
