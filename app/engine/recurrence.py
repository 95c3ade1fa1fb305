"""The loop over time of one cell in one direction: T steps forward, T steps back (BPTT).

Only what depends on the previous step is inside the loops. The input projection and every weight
gradient are one matrix product over all steps (Werbos 1990; derivation: README.md).
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .arrays import Array, Mask, Params, product
from .cells import Cell
from .weight_gradients import over_time

Arrays = tuple[Array, ...]
Hook = Callable[[int], None]
SEGMENT = 2**17  # numbers of δ between two calls of `slopes`: small enough to stay in cache

# Views of what step t reads and writes. Plain tuples: Python unpacks named ones slowly.
# On the way forward: state_{t-1}, state_t, and what the step makes, as the cell cuts it.
Forward = tuple[Arrays, Arrays, Arrays]
# On the way back: ∂L/∂state_t; δ_t, as the cell cuts it; ∂L/∂state_{t-1}, in which h has room of
# its own for what comes through step t; and ∂L/∂h_{t-1}, which has its immediate part already.
Backward = tuple[Arrays, Arrays, Arrays, Array]


class Segment(NamedTuple):
    """Steps `first` … whose slopes are taken together."""

    first: int
    states: Arrays  # with the state before them at index 0
    made: Arrays


class Recurrence:
    """A cell unrolled over T = `steps` timesteps for B = `batch` sequences.

    Its buffers are made once and written anew by every pass.
    """

    def __init__(self, cell: Cell, hidden_size: int, steps: int, batch: int) -> None:
        self.cell, self.steps = cell, steps
        m, size, rows = hidden_size, cell.width * hidden_size, len(cell.gates) * hidden_size

        def buffer(length: int, width: int) -> Array:
            return np.zeros((length, batch, width))

        # Index t of a state is the state after step t; index 0 is the initial one.
        self.states = tuple(buffer(steps + 1, size) for _ in cell.state)
        self.grad_states = tuple(buffer(steps + 1, size) for _ in cell.state)
        self.made = tuple(buffer(steps, width * m) for width in cell.arrays.values())
        self.pre_x = self.made[0]  # W_x x_t + b_h of every step: what a_t begins with
        self.delta, self._recurrent = buffer(steps, rows), buffer(1, rows)[0]
        self._through = buffer(1, size)[0]  # what ∂L/∂h_{t-1} gains through step t
        deltas = cell.cut_delta(self.delta)
        self._recurrent_delta = deltas[0]
        # Views of every step, cut once: indexing inside the loops would cost as much as the sums.
        states, grads = _by_step(self.states), _by_step(self.grad_states)
        made = _by_step(cell.cut(self.made))
        self._forward: list[Forward] = list(zip(states[:-1], states[1:], made, strict=True))
        previous = [(self._through, *others) for _, *others in grads[:-1]]
        hidden = self.grad_states[0][:-1]
        self._backward: list[Backward] = list(
            zip(grads[1:], _by_step(deltas), previous, hidden, strict=True)
        )
        self._segments = list(self._cut_segments(max(1, SEGMENT // (batch * rows))))

    def forward(
        self,
        params: Params,
        inputs: Array,
        initial_state: Params | None = None,
        before_step: Hook | None = None,
    ) -> Array:
        """Run T steps over `inputs` (T, B, d) and return h_1 … h_T, (T, B, S), a view.

        `initial_state` maps a state's name to (B, S); what it lacks is 0. `before_step(t)` may
        write row t of `pre_x` once the steps before are known (t from 0).
        """
        self.inputs = inputs
        for name, state in zip(self.cell.state, self.states, strict=True):
            given = None if initial_state is None else initial_state.get(name)
            state[0] = 0.0 if given is None else given
        product(inputs, params["W_x"].T, self.pre_x)
        np.add(self.pre_x, params["b_h"], out=self.pre_x)
        weights, step = self.cell.weights(params), self.cell.step
        for t, (state_t, next_state, made) in enumerate(self._forward):
            if before_step is not None:
                before_step(t)
            step(weights, state_t, next_state, made, self._recurrent)
        return self.states[0][1:]

    def backward(
        self,
        params: Params,
        grad_logits: Array,
        W_y: Array,
        detached: Mask,
        after_step: Hook | None = None,
    ) -> None:
        """Fill `grad_states` for t = T … 0 and `delta` for t = T … 1.

        Each h_t begins with its immediate part ∂⁺L/∂h_t = W_yᵀ ∂⁺L/∂z_t, from `grad_logits`
        (T, B, o) and the columns (o, m) of W_y that read this recurrence.

        Where `detached` (T,) is True, what step t would send to the state before is dropped.
        `after_step(t)` may add to ∂L/∂h_{t-1}, `grad_states[0][t]`, once δ of step t is known.
        """
        hidden, *others = self.grad_states
        hidden[0] = 0.0
        product(grad_logits, W_y, hidden[1:])
        for grad in others:
            grad[-1] = 0.0
        cell, cut = self.cell, detached.tolist()
        weights, step_back = cell.weights(params), cell.step_back
        for first, states, made in reversed(self._segments):
            slopes = list(zip(*cell.slopes(states, made), strict=True))
            for t in range(first + len(slopes) - 1, first - 1, -1):
                grad_state, delta_t, grad_previous, grad_hidden = self._backward[t]
                step_back(weights, slopes[t - first], grad_state, delta_t, grad_previous)
                if cut[t]:
                    for part in grad_previous:
                        part[:] = 0.0
                np.add(grad_hidden, self._through, out=grad_hidden)
                if after_step is not None:
                    after_step(t)

    def _cut_segments(self, length: int) -> Iterator[Segment]:
        for first in range(0, self.steps, length):
            states = tuple(state[first : first + length + 1] for state in self.states)
            yield Segment(first, states, tuple(made[first : first + length] for made in self.made))

    def grad_params(self, params: Params) -> dict[str, Array]:
        """The gradients of the cell's parameters."""
        before, recurrent = self.states[0][:-1], self._recurrent_delta
        found = self.cell.factors(params, self.delta, recurrent, self.inputs, before)
        return {name: over_time(*pair) for name, pair in found.items()}

    @cached_property
    def arrays(self) -> Params:
        """Everything that a pass makes, by the Trace's names; views, time first."""
        cell = self.cell
        made: Mapping[str, Array] = dict(zip(cell.arrays, self.made, strict=True))
        arrays = {**made, **cell.named(made), "delta": self.delta}
        for name, state, grad in zip(cell.state, self.states, self.grad_states, strict=True):
            arrays |= {name: state[1:], f"initial_{name}": state[0]}
            arrays |= {f"grad_{name}": grad[1:], f"grad_initial_{name}": grad[0]}
        return arrays

    def final_state(self) -> dict[str, Array]:
        """A copy of the state after the last step, by name: each (B, S)."""
        return {n: s[-1].copy() for n, s in zip(self.cell.state, self.states, strict=True)}


def _by_step(arrays: Arrays) -> list[Arrays]:
    """The views of each step, from arrays of equal length."""
    return list(zip(*arrays, strict=True))
