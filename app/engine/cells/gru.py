"""The GRU (Cho et al. 2014) in the form of PyTorch and Keras, the reset gate after the product.

r = σ(a_r), z = σ(a_z), n = tanh(a_n), h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}, where a = W_x x_t + b_h
+ W_h h_{t-1} for r and z, and a_n = W_xn x_t + b_hn + r ⊙ (W_hn h_{t-1} + b_n).
"""

from types import MappingProxyType

import numpy as np

from ..arrays import Array, Params, blocks, product
from ..weight_gradients import Factors
from .base import Arrays, Cell, CellGraph, Edge, Node


class GRUCell(Cell):
    """Gates stacked r, z, n; b_n is the hidden bias inside the reset gate."""

    gates = ("r", "z", "n")
    uses = ("update_bias",)
    offsets = MappingProxyType({"z": "update_bias"})
    arrays = MappingProxyType({"preactivation": 3, "gates": 3, "recurrent_n": 1})
    roles = MappingProxyType({**Cell.roles, "b_n": "bias"})
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("r", "sum", "sigmoid"),
            Node("z", "sum", "sigmoid"),
            Node("recurrent_n", "sum"),
            Node("n", "sum of W_xn x and r ⊙ recurrent_n", "tanh"),
            Node("hidden", "sum of (1 - z) ⊙ n and z ⊙ h"),
        ),
        edges=(
            *(Edge("inputs", gate, "W_x") for gate in ("r", "z", "n")),
            *(Edge("hidden", node, "W_h", delay=1) for node in ("r", "z", "recurrent_n")),
            Edge("recurrent_n", "n"),
            Edge("r", "n"),
            Edge("z", "hidden"),
            Edge("n", "hidden"),
            Edge("hidden", "hidden", delay=1),
        ),
    )

    def param_shapes(self, d: int, m: int) -> dict[str, tuple[int, ...]]:
        """b_n is one gate's, (m,)."""
        return super().param_shapes(d, m) | {"b_n": (m,)}

    def cut(self, made: Arrays) -> Arrays:
        """a_r with a_z; a_n; r with z; r; z; n; W_hn h_{t-1} + b_n."""
        preactivation, gates, recurrent_n = made
        r, z, n = blocks(gates, 3)
        rz = slice(2 * n.shape[-1])
        a_n = blocks(preactivation, 3)[2]
        return preactivation[..., rz], a_n, gates[..., rz], r, z, n, recurrent_n

    def cut_delta(self, delta: Array) -> Arrays:
        """What `step_back` writes, in this order; all but δ and its blocks are new room.

        1. δ with δ_n ⊙ r in place of δ_n: ∂L/∂(W_h h_{t-1} + b_n), (…, 3m)
        2. its block n, (…, m)
        3. δ, (…, 3m)
        4. the block r of δ, (…, m)
        5. the block n of δ, (…, m)
        6. the blocks z and n of δ as one, (…, 2, m)
        7. ∂L/∂h_t ⊙ z, (…, m)
        """
        by_gate = delta.reshape(*delta.shape[:-1], 3, -1)
        r, n, zn = by_gate[..., 0, :], by_gate[..., 2, :], by_gate[..., 1:, :]
        recurrent = np.empty(delta.shape)
        return recurrent, recurrent[..., -n.shape[-1] :], delta, r, n, zn, np.empty(n.shape)

    def weights(self, params: Params) -> Arrays:
        """W_hᵀ (m, 3m), W_h (3m, m), b_n (m,)."""
        return params["W_h"].T, params["W_h"], params["b_n"]

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """`recurrent_n` keeps W_hn h_{t-1} + b_n: the reset gate's slope needs it."""
        a_rz, a_n, rz, r, z, n, recurrent_n = made
        before, hidden = state[0], next_state[0]
        np.dot(before, weights[0], out=recurrent)
        product_rz, product_n = recurrent[:, : rz.shape[1]], recurrent[:, rz.shape[1] :]
        np.add(product_n, weights[2], out=recurrent_n)
        np.add(a_rz, product_rz, out=a_rz)
        np.multiply(a_rz, 0.5, out=rz)
        np.tanh(rz, out=rz)
        np.multiply(rz, 0.5, out=rz)
        np.add(rz, 0.5, out=rz)
        np.multiply(r, recurrent_n, out=product_n)
        np.add(a_n, product_n, out=a_n)
        np.tanh(a_n, out=n)
        np.subtract(before, n, out=hidden)
        np.multiply(hidden, z, out=hidden)
        np.add(hidden, n, out=hidden)

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """∂⁺h/∂a for z, n as (T, B, 2, m); ∂⁺a_n/∂a_r; r; z."""
        _, gates, recurrent_n = made
        r, z, n = blocks(gates, 3)
        direct, by_reset = np.empty((*z.shape[:-1], 2, z.shape[-1])), np.empty(z.shape)
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
        by_reset *= recurrent_n
        return direct, by_reset, r, z

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
        recurrent, recurrent_n, delta, delta_r, delta_n, delta_zn, through_z = delta_t
        grad_hidden, previous = grad_state[0], grad_previous[0]
        np.multiply(grad_hidden[..., None, :], direct, out=delta_zn)
        np.multiply(delta_n, by_reset, out=delta_r)
        np.copyto(recurrent, delta)
        np.multiply(delta_n, r, out=recurrent_n)
        product(recurrent, weights[1], previous)
        np.multiply(grad_hidden, z, out=through_z)
        np.add(previous, through_z, out=previous)

    def recurrent_delta(self, delta: Array, made: Arrays) -> Array:
        """δ with δ_n ⊙ r: the reset gate stands before W_hn h_{t-1}."""
        r, recurrent = made[1][..., : delta.shape[-1] // 3], delta.copy()
        recurrent[..., -r.shape[-1] :] *= r
        return recurrent

    def factors(
        self, params: Params, delta: Array, recurrent_delta: Array, inputs: Array, before: Array
    ) -> dict[str, Factors]:
        """b_n meets δ_n ⊙ r."""
        found = super().factors(params, delta, recurrent_delta, inputs, before)
        found["b_n"] = blocks(recurrent_delta, 3)[2], None
        return found
