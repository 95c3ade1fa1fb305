"""What happened in one pass forward and one pass back: named arrays, time first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .arrays import Array, Mask, Params
from .bidirectional import SUFFIX
from .model import Model


class NonFinite(NamedTuple):
    """Where the first NaN or Inf stands: step t (1-based), the array's name, and which it is."""

    t: int
    field: str
    kind: str


@dataclass(frozen=True)
class Trace:
    """Every named array of README.md for one window of T steps and B sequences.

    `arrays` may be views into the unroll's buffers: they hold until its next pass.
    """

    model: Model
    params: Params
    grad_params: Params
    has_input: Mask  # (T,)
    has_output: Mask  # (T,)
    loss_name: str
    feedback: str  # none, teacher or free
    fed: Mask  # (T,): the steps that read the target or the output of the step before
    detached: Mask  # (T,): the steps whose gradient does not reach the state before
    arrays: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    @property
    def steps(self) -> int:
        """T, the number of unrolled steps."""
        return len(self.has_input)

    def states(self) -> tuple[Array, ...]:
        """Each of the (forward) cell's states with the initial one at index 0: (T + 1, B, S)."""
        names = self.model.new_cell().state
        return tuple(np.concatenate([self[f"initial_{name}"][None], self[name]]) for name in names)

    def made(self, suffix: str = "") -> tuple[Array, ...]:
        """What the cell's steps made beside their states, in the cell's order."""
        return tuple(self[name + suffix] for name in self.model.new_cell().arrays)

    @property
    def loss(self) -> float:
        """The sum of `loss_per_step`."""
        with np.errstate(all="ignore"):
            return float(self["loss_per_step"].sum())

    def copy(self) -> "Trace":
        """A trace with arrays of its own, which outlast the unroll's next pass."""
        arrays = {name: array.copy() for name, array in self.arrays.items()}
        return replace(self, arrays=arrays)

    def first_nonfinite(self) -> NonFinite | None:
        """The first NaN or Inf in the order of computing: forward in time, then back."""
        cell, times = self.model.new_cell(), range(self.steps)
        forward = (*cell.arrays, *cell.state)
        back = tuple(f"grad_{name}" for name in cell.state)
        stages = [(forward, times)]
        if self.model.bidirectional:
            stages.append((tuple(name + SUFFIX for name in forward), times[::-1]))
        stages += [
            (("outputs",), times),
            (("errors", "loss_per_step", *back, "delta"), times[::-1]),
        ]
        if self.model.bidirectional:
            stages.append((tuple(n + SUFFIX for n in (*back, "delta")), times))
        for names, order in stages:
            for t in order:
                for name in names:
                    if found := _kind(self[name][t]):
                        return NonFinite(t + 1, name, found)
        for name, gradient in self.grad_params.items():
            if found := _kind(gradient):
                return NonFinite(1, name, found)
        return None


def _kind(values: Array) -> str | None:
    if np.isfinite(values).all():
        return None
    return "NaN" if np.isnan(values).any() else "Infinity"
