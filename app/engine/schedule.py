"""Which window of the training sequence each update sees.

sliding_window is the textbook's BPTT: for t = 0 … n-k, forward k steps from x_{t+1}, error at
y_{t+k}, back through the k steps, update. After the last window it begins again at t = 0.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arrays import Array, Mask


class Sequence(NamedTuple):
    """A training sequence: `inputs` (n, B, d) and, for every step, `targets` (n, B, o)."""

    inputs: Array
    targets: Array


class Window(NamedTuple):
    """k steps of the sequence, beginning at the pseudocode's t = `start` (0 … n-k)."""

    epoch: int
    start: int
    inputs: Array
    targets: Array


@dataclass(frozen=True)
class SlidingWindow:
    """Windows of k steps, each one step later than the one before.

    With `carry_state` a window begins with the state that the network reaches one step into the
    window before it; else with 0. A carried state carries its value and never its gradient.
    """

    k: int
    carry_state: bool = False

    def windows(self, sequence: Sequence) -> int:
        """How many windows, and so updates, one pass over the sequence has: n - k + 1.

        Raises ValueError if the sequence is shorter than one window.
        """
        n = len(sequence.inputs)
        if n < self.k:
            raise ValueError(f"k must be at most {n}, the length of the training sequence.")
        return n - self.k + 1

    def window(self, sequence: Sequence, update: int) -> Window:
        """The window of update 1, 2, …"""
        epoch, start = divmod(update - 1, self.windows(sequence))
        part = slice(start, start + self.k)
        return Window(epoch + 1, start, sequence.inputs[part], sequence.targets[part])


def has_output(sequence_type: str, steps: int) -> Mask:
    """Which of the T = `steps` steps have an output; shape (T,)."""
    mask = np.ones(steps, dtype=bool)
    if sequence_type == "many_to_one":
        mask[:-1] = False
    return mask
