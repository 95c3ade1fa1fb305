"""The GRU (Cho et al. 2014) in the form of PyTorch and Keras, the reset gate after the product.

r = σ(a_r), z = σ(a_z), n = tanh(a_n), h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}, where a = W_x x_t + b_h
+ W_h h_{t-1} for r and z, and a_n = W_xn x_t + b_hn + r ⊙ (W_hn h_{t-1} + b_n).
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from ..arrays import Array, Params, blocks, product
from .base import Arrays, Cell, CellGraph, Edge, Node


class GRUCell(Cell):
    """Gates stacked r, z, n; b_n is the hidden bias inside the reset gate."""

    gates = ("r", "z", "n")
    arrays = MappingProxyType({"preactivation": 3, "gates": 3, "recurrent": 3})
    extra_params = ("b_n",)
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("r", "sigmoid"),
            Node("z", "sigmoid"),
            Node("n", "tanh"),
            Node("hidden", "blend of n and h"),
        ),
        edges=(
            *(Edge("inputs", gate, "W_x") for gate in ("r", "z", "n")),
            *(Edge("hidden", gate, "W_h", delay=1) for gate in ("r", "z", "n")),
            Edge("r", "n"),
            Edge("z", "hidden"),
            Edge("n", "hidden"),
            Edge("hidden", "hidden", delay=1),
        ),
    )

    def cut(self, made_t: Arrays) -> Arrays:
        """a_r with a_z; a_n; r with z; r; z; n; `recurrent`, its blocks r with z, and n."""
        preactivation, gates, recurrent = made_t
        m = gates.shape[-1] // 3
        both = [array[:, : 2 * m] for array in (preactivation, gates, recurrent)]
        last = [array[:, 2 * m :] for array in (preactivation, gates, recurrent)]
        r, z = gates[:, :m], gates[:, m : 2 * m]
        return both[0], last[0], both[1], r, z, last[1], recurrent, both[2], last[2]

    def cut_delta(self, delta_t: Array) -> Arrays:
        """δ_t; its blocks z, n as (…, 2, m); r; n; places for δ with δ_n ⊙ r (and that block), and

        for ∂L/∂h ⊙ z.
        """
        by_gate = delta_t.reshape(*delta_t.shape[:-1], 3, -1)
        r, zn, n = by_gate[..., 0, :], by_gate[..., 1:, :], by_gate[..., 2, :]
        recurrent = np.empty(delta_t.shape)
        return delta_t, zn, r, n, recurrent, recurrent[..., -n.shape[-1] :], np.empty(n.shape)

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ (m, 3m), W_h (3m, m), b_n (m,)."""
        return params["W_h"].T, params["W_h"], params["b_n"]

    def step(
        self, weights: Arrays, pre_x_t: Array, state: Arrays, next_state: Arrays, made: Arrays
    ) -> None:
        """`recurrent` keeps W_h h_{t-1} + (0, 0, b_n): the reset gate's slope needs it."""
        a_rz, a_n, rz, r, z, n, recurrent, recurrent_rz, recurrent_n = made
        before, hidden = state[0], next_state[0]
        np.dot(before, weights[0], out=recurrent)
        np.add(recurrent_n, weights[2], out=recurrent_n)
        pre_x_rz, pre_x_n = pre_x_t[:, : rz.shape[1]], pre_x_t[:, rz.shape[1] :]
        np.add(recurrent_rz, pre_x_rz, out=a_rz)
        np.multiply(a_rz, 0.5, out=rz)
        np.tanh(rz, out=rz)
        np.multiply(rz, 0.5, out=rz)
        np.add(rz, 0.5, out=rz)
        np.multiply(r, recurrent_n, out=a_n)
        np.add(a_n, pre_x_n, out=a_n)
        np.tanh(a_n, out=n)
        np.subtract(before, n, out=hidden)
        np.multiply(hidden, z, out=hidden)
        np.add(hidden, n, out=hidden)

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """r, z, n, each (T, B, m)."""
        return dict(zip(self.gates, blocks(made["gates"], 3), strict=True))

    def slopes(self, states: Arrays, made: Arrays, out: Arrays | None = None) -> Arrays:
        """∂⁺h/∂a for z, n as (T, B, 2, m); ∂⁺a_n/∂a_r; r; z. In place, for the arrays are large."""
        _, gates, recurrent = made
        r, z, n = blocks(gates, 3)
        out = out or (np.empty((*z.shape[:-1], 2, z.shape[-1])), np.empty(z.shape), r, z)
        direct, by_reset = out[:2]
        keep = np.subtract(1, z, out=by_reset)
        by_z, by_n = direct[..., 0, :], direct[..., 1, :]
        np.subtract(states[0][:-1], n, out=by_z)
        by_z *= z
        by_z *= keep
        np.multiply(n, n, out=by_n)
        np.subtract(1, by_n, out=by_n)
        by_n *= keep
        np.subtract(1, r, out=by_reset)
        by_reset *= r
        by_reset *= recurrent[..., 2 * n.shape[-1] :]
        return out

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        """δ_z and δ_n come from ∂L/∂h_t, δ_r from δ_n; h_{t-1} is reached through W_h and z."""
        direct, by_reset, r, z = slopes_t
        delta, delta_zn, delta_r, delta_n, recurrent, recurrent_n, through_z = delta_t
        grad_hidden, previous = grad_state[0], grad_previous[0]
        np.multiply(grad_hidden[..., None, :], direct, out=delta_zn)
        np.multiply(delta_n, by_reset, out=delta_r)
        np.copyto(recurrent, delta)
        np.multiply(delta_n, r, out=recurrent_n)
        product(recurrent, weights[1], previous)
        np.multiply(grad_hidden, z, out=through_z)
        np.add(previous, through_z, out=previous)

    def recurrent_delta(self, delta: Array, made: Arrays) -> Arrays:
        """δ_r with δ_z, and δ_n ⊙ r: the reset gate stands before W_hn h_{t-1}."""
        m = delta.shape[-1] // 3
        return delta[..., : 2 * m], delta[..., 2 * m :] * made[1][..., :m]

    def extra_grads(self, recurrent_delta: Arrays) -> dict[str, Array]:
        """b_n: the sum over steps and batch of δ_n ⊙ r."""
        return {"b_n": recurrent_delta[1].sum((0, 1))}
