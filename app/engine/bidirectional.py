"""Two recurrences over the same inputs, the second over reversed time; y_t reads both states.

The second one's parameters and arrays carry the suffix `_reverse`. Its arrays are told in the
inputs' time: `hidden_reverse[t]` is its state after it has read step t, coming from the end.
"""

from functools import cached_property

import numpy as np

from .arrays import Array, Mask, Params
from .cells import Cell
from .recurrence import Recurrence

SUFFIX = "_reverse"


def reverse_params(params: Params) -> dict[str, Array]:
    """The reversed direction's parameters, under their plain names."""
    return {n.removesuffix(SUFFIX): p for n, p in params.items() if n.endswith(SUFFIX)}


class Bidirectional:
    """Offers what Recurrence offers, but for hooks: what they fed would come from the future.

    Its states are [h_t; h_t_reverse], (T, B, 2S).
    """

    def __init__(
        self, cell: Cell, reverse_cell: Cell, hidden_size: int, steps: int, batch: int
    ) -> None:
        self.ahead = Recurrence(cell, hidden_size, steps, batch)
        self.back = Recurrence(reverse_cell, hidden_size, steps, batch)

    @property
    def inputs(self) -> Array:
        """What both directions have read, (T, B, d)."""
        return self.ahead.inputs

    def forward(self, params: Params, inputs: Array, initial_state: Params | None = None) -> Array:
        """Both directions over `inputs` (T, B, d); the reversed one begins at the end."""
        hidden = self.ahead.forward(params, inputs, initial_state)
        reverse_initial = None if initial_state is None else reverse_params(initial_state)
        back = self.back.forward(reverse_params(params), inputs[::-1], reverse_initial)
        return np.concatenate([hidden, back[::-1]], axis=-1)

    def backward(self, params: Params, grad_logits: Array, W_y: Array, detached: Mask) -> None:
        """From ∂⁺L/∂z_t, (T, B, o), both ways back; W_y is (o, 2S).

        Where `detached` (T,) is True, nothing goes back between the step and the one before it, in
        either direction.
        """
        size = W_y.shape[1] // 2
        self.ahead.backward(params, grad_logits, W_y[:, :size], detached)
        back, cut = reverse_params(params), np.append(False, detached[:0:-1])
        self.back.backward(back, grad_logits[::-1], W_y[:, size:], cut)

    def grad_params(self, params: Params) -> dict[str, Array]:
        """The gradients of both directions' parameters."""
        reverse = self.back.grad_params(reverse_params(params))
        back = {name + SUFFIX: grad for name, grad in reverse.items()}
        return {**self.ahead.grad_params(params), **back}

    @cached_property
    def arrays(self) -> Params:
        """The arrays of both directions, all in the inputs' time."""
        back = {
            name + SUFFIX: array if name.startswith(("initial", "grad_initial")) else array[::-1]
            for name, array in self.back.arrays.items()
        }
        return {**self.ahead.arrays, **back}

    def final_state(self) -> dict[str, Array]:
        """The state that another window could begin with: the forward direction's alone."""
        return self.ahead.final_state()
