"""The vanilla (Elman) cell: a_t = W_x x_t + W_h h_{t-1} + b_h, h_t = f(a_t)  (Elman 1990)."""

from collections.abc import Mapping

import numpy as np

from ..activations import ACTIVATIONS
from ..arrays import Array, Params, product
from .base import Arrays, CellGraph, Edge, Node


class RNNCell:
    """h_t = f(W_x x_t + W_h h_{t-1} + b_h) with f one of tanh, sigmoid, relu."""

    gates: tuple[str, ...] = ("a",)
    state: tuple[str, ...] = ("hidden",)
    arrays: Mapping[str, int] = {"preactivation": 1}
    extra_params: tuple[str, ...] = ()
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

    def __init__(self, activation: str = "tanh") -> None:
        self._f, self._slope = ACTIVATIONS[activation]

    def cut(self, made_t: Arrays) -> Arrays:
        """a_t."""
        return made_t

    def cut_delta(self, delta_t: Array) -> Arrays:
        """δ_t."""
        return (delta_t,)

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ for the step forward, W_h for the step back; both (m, m)."""
        return params["W_h"].T, params["W_h"]

    def step(
        self, weights: Arrays, pre_x_t: Array, state: Arrays, next_state: Arrays, made: Arrays
    ) -> None:
        """a_t = pre_x_t + h_{t-1} W_hᵀ and h_t = f(a_t), each (B, m)."""
        preactivation = made[0]
        np.dot(state[0], weights[0], out=preactivation)
        np.add(preactivation, pre_x_t, out=preactivation)
        self._f(preactivation, next_state[0])

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """Nothing: there are no gates."""
        return {}

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

    def recurrent_delta(self, delta: Array, made: Arrays) -> Array:
        """δ: W_h h_{t-1} enters a_t as it is."""
        return delta

    def extra_grads(self, recurrent_delta: Array) -> dict[str, Array]:
        """None."""
        return {}
