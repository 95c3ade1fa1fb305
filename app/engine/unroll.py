"""The loop over time: T steps forward, T steps back (BPTT), for any cell.

Only what depends on the previous step is inside the loop. The input projection, the outputs and
every weight gradient are one matrix product over all steps (Werbos 1990; derivation: README.md).
"""

import numpy as np

from .activations import ACTIVATIONS
from .arrays import Array, Mask, Params
from .losses import LOSSES
from .model import Model
from .trace import Trace


class Unroll:
    """A model unrolled over `steps` = T timesteps for `batch` = B sequences.

    Its buffers are made once and written anew by every pass, so a Trace holds until the next one.
    """

    def __init__(self, model: Model, steps: int, batch: int = 1) -> None:
        self.model, self.steps, self.batch = model, steps, batch
        self._cell = cell = model.make_cell()
        m = model.hidden_size

        def buffer(length: int, width: int) -> Array:
            return np.zeros((length, batch, width * m))

        # Index t of a state is the state after step t; index 0 is the initial one.
        self._states = tuple(buffer(steps + 1, 1) for _ in cell.state)
        self._grad_states = tuple(buffer(steps + 1, 1) for _ in cell.state)
        self._made = tuple(buffer(steps, width) for width in cell.arrays.values())
        self._pre_x = buffer(steps, cell.gates)
        self._delta = buffer(steps, cell.gates)
        self._grad_previous = tuple(buffer(1, 1)[0] for _ in cell.state)
        # Views of every step, cut once: indexing inside the loop would cost as much as the sums.
        states = list(zip(*self._states, strict=True))
        self._forward = list(
            zip(self._pre_x, states, states[1:], zip(*self._made, strict=True), strict=False)
        )
        self._grad_views = list(zip(*self._grad_states, strict=True))
        self._delta_views = list(self._delta)

    def forward(
        self,
        params: Params,
        inputs: Array,
        has_input: Mask | None = None,
        initial_state: Params | None = None,
    ) -> Array:
        """Run T steps and return the outputs y, (T, B, o).

        `inputs` is (T, B, d); a step where `has_input` is False reads 0. `initial_state` maps a
        state's name ("hidden") to (B, m); without it the network starts from 0.
        """
        cell = self._cell
        if has_input is not None and not has_input.all():
            inputs = np.where(has_input[:, None, None], inputs, 0.0)
        self._inputs = inputs
        self._has_input = np.ones(self.steps, bool) if has_input is None else has_input
        for name, state in zip(cell.state, self._states, strict=True):
            state[0] = 0.0 if initial_state is None else initial_state[name]
        with np.errstate(all="ignore"):
            np.dot(inputs, params["W_x"].T, out=self._pre_x)
            self._pre_x += params["b_h"]
            weights, step = cell.weights(params), cell.step
            for pre_x_t, state_t, next_state, made in self._forward:
                step(weights, pre_x_t, state_t, next_state, made)
            outputs: Array = np.dot(self._states[0][1:], params["W_y"].T)
            outputs += params["b_y"]
            ACTIVATIONS[self.model.output_activation].f(outputs, outputs)
        return outputs

    def final_state(self) -> dict[str, Array]:
        """A copy of the state after the last step, by name: each (B, m)."""
        named = zip(self._cell.state, self._states, strict=True)
        return {name: state[-1].copy() for name, state in named}

    def backward(
        self, params: Params, outputs: Array, targets: Array, has_output: Mask, loss: str = "mse"
    ) -> Trace:
        """Propagate the loss of the last `forward` back through every step.

        `outputs` are what `forward` returned, `targets` (T, B, o), `has_output` (T,).
        """
        with np.errstate(all="ignore"):
            result = LOSSES[loss](outputs, targets, has_output, self.model.output_activation)
            self._back_through_time(params, result.grad_logits)
            grad_params = self._grad_params(result.grad_logits)
        cell = self._cell
        arrays = {
            "inputs": self._inputs,
            "targets": targets,
            "outputs": outputs,
            "errors": result.errors,
            "loss_per_step": result.loss_per_step,
            "grad_logits": result.grad_logits,
            "delta": self._delta,
            **dict(zip(cell.arrays, self._made, strict=True)),
        }
        for name, state, grad in zip(cell.state, self._states, self._grad_states, strict=True):
            arrays |= {name: state[1:], f"initial_{name}": state[0]}
            arrays |= {f"grad_{name}": grad[1:], f"grad_initial_{name}": grad[0]}
        return Trace(params, grad_params, self._has_input, has_output, arrays)

    def _back_through_time(self, params: Params, grad_logits: Array) -> None:
        """Fill ∂L/∂state_t for t = T … 0 and δ_t for t = T … 1."""
        for grad in self._grad_states:
            grad[:] = 0.0
        np.dot(grad_logits, params["W_y"], out=self._grad_states[0][1:])
        cell, grads, grad_previous = self._cell, self._grad_views, self._grad_previous
        weights, step_back = cell.weights(params), cell.step_back
        slopes = list(zip(*cell.slopes(self._states, self._made), strict=True))
        for t in range(self.steps - 1, -1, -1):
            step_back(weights, slopes[t], grads[t + 1], self._delta_views[t], grad_previous)
            for total, through_this_step in zip(grads[t], grad_previous, strict=True):
                np.add(total, through_this_step, out=total)

    def _grad_params(self, grad_logits: Array) -> dict[str, Array]:
        """Each weight's gradient: Σ_t δ_t (what it multiplied at t)ᵀ, one product over time."""
        delta = self._delta.reshape(-1, self._delta.shape[-1])
        grad_z = grad_logits.reshape(-1, grad_logits.shape[-1])
        hidden = self._states[0]
        return {
            "W_x": _product_over_time(delta, self._inputs),
            "W_h": _product_over_time(delta, hidden[:-1]),
            "b_h": delta.sum(0),
            "W_y": _product_over_time(grad_z, hidden[1:]),
            "b_y": grad_z.sum(0),
        }


def _product_over_time(delta: Array, multiplied: Array) -> Array:
    """Σ over steps and batch of the outer products of (T·B, r) and (T, B, c): (r, c)."""
    product: Array = np.dot(delta.T, multiplied.reshape(-1, multiplied.shape[-1]))
    return product
