"""JAX: a jitted scan that yields the same gradients of every step."""

from typing import Any

import numpy as np

from .cases import Case, Gradients, Pass


def jax_scan(case: Case) -> Pass:
    """∂L/∂h_t of every step is the gradient of a zero added to h_t, ∂L/∂a_t likewise."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    params = {name: jnp.asarray(value) for name, value in case.params.items()}
    inputs, targets = jnp.asarray(case.inputs), jnp.asarray(case.targets)
    m, zero = case.m, jnp.zeros((case.B, case.m))
    rows = params["W_x"].shape[0]

    def loss(params: Any, added_a: Any, added_h: Any) -> Any:
        def step(state: Any, step_of: Any) -> Any:
            h, c = state
            pre_x, to_a, to_h = step_of
            recurrent = h @ params["W_h"].T
            if case.cell == "rnn":
                h = jnp.tanh(pre_x + recurrent + to_a)
            elif case.cell == "lstm":
                i, f, g, o = jnp.split(pre_x + recurrent + to_a, 4, -1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                h = jax.nn.sigmoid(o) * jnp.tanh(c)
            else:
                a = pre_x + to_a
                r, z = jnp.split(jax.nn.sigmoid((a + recurrent)[:, : 2 * m]), 2, -1)
                n = jnp.tanh(a[:, 2 * m :] + r * (recurrent[:, 2 * m :] + params["b_n"]))
                h = (1 - z) * n + z * h
            h = h + to_h
            return (h, c), h

        pre_x = inputs @ params["W_x"].T + params["b_h"]
        _, states = jax.lax.scan(step, (zero, zero), (pre_x, added_a, added_h))
        y = states @ params["W_y"].T + params["b_y"]
        return 0.5 * jnp.square(y - targets).sum() / case.B

    gradient = jax.jit(jax.grad(loss, argnums=(0, 1, 2)))
    no_a, no_h = jnp.zeros((case.k, case.B, rows)), jnp.zeros((case.k, case.B, m))

    def run() -> Gradients:
        grads, delta, hidden = jax.block_until_ready(gradient(params, no_a, no_h))
        found = {**grads, "delta": delta, "hidden": hidden}
        return {name: np.asarray(value) for name, value in found.items()}

    return run
