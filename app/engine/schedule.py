"""Which window of which batch each update sees.

sliding_window is the textbook's BPTT: for t = 0 … n-k, forward k steps from x_{t+1}, error at
y_{t+k}, back through the k steps, update. chunks is truncated BPTT over disjoint windows of k.
full_sequence takes all steps at once. After the last window of the last batch an epoch is over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from .arrays import Mask
from .batches import Batch
from .checks import whole

Span = tuple[int, int]  # first step and the step after the last, from 0
Order = list[tuple[int, int, Batch]]  # batch number, start and steps of an epoch's windows


class Schedule(Protocol):
    """How a batch of T steps is cut into windows.

    With `carry_state` a window begins with a state that the network has reached in the window
    before it, else with 0. A carried state carries its value and never its gradient.
    """

    @property
    def carry_state(self) -> bool: ...

    def spans(self, steps: int) -> list[Span]:
        """The windows of a sequence of T = `steps`. Raises ValueError if it is too short."""

    @property
    def carried_step(self) -> int | None:
        """The step of a window, run again with the new weights, whose state is carried on.

        None: the window's final state as it was.
        """

    def has_output(self, mask: Mask) -> Mask:
        """Which of a window's steps have an output, from the batch's own mask of these steps."""


@dataclass(frozen=True)
class SlidingWindow:
    """Windows of k steps, each one step later than the one before: n - k + 1 of them.

    The state carried on is the one after the window's first step: where the next window begins.
    With `at_end` only the window's last step has an output, as in the textbook's pseudocode.
    """

    k: int
    carry_state: bool = False
    at_end: bool = True
    carried_step = 1

    def __post_init__(self) -> None:
        whole("k", self.k, 1)

    def spans(self, steps: int) -> list[Span]:
        """(t, t + k) for t = 0 … n - k."""
        if steps < self.k:
            raise ValueError(f"k must be at most {steps}, the length of the training sequence.")
        return [(t, t + self.k) for t in range(steps - self.k + 1)]

    def has_output(self, mask: Mask) -> Mask:
        """The last step's alone, or all that the batch has."""
        if not self.at_end:
            return mask
        last = np.zeros_like(mask)
        last[-1] = mask[-1]
        return last


@dataclass(frozen=True)
class Chunks:
    """Disjoint windows of k steps; the last one may be shorter. The final state is carried on."""

    k: int
    carry_state: bool = True
    carried_step = None

    def __post_init__(self) -> None:
        whole("k", self.k, 1)

    def spans(self, steps: int) -> list[Span]:
        """(0, k), (k, 2k), …"""
        return [(t, min(t + self.k, steps)) for t in range(0, steps, self.k)]

    def has_output(self, mask: Mask) -> Mask:
        """The batch's own."""
        return mask


@dataclass(frozen=True)
class FullSequence:
    """One window: the whole sequence, from a zero state."""

    carry_state = False
    carried_step = None

    def spans(self, steps: int) -> list[Span]:
        """(0, T)."""
        return [(0, steps)]

    def has_output(self, mask: Mask) -> Mask:
        """The batch's own."""
        return mask


SCHEDULES = {"sliding_window": SlidingWindow, "chunks": Chunks, "full_sequence": FullSequence}


class Window(NamedTuple):
    """One update's part of the data: batch `number`, its steps from `start`."""

    epoch: int  # from 1
    number: int
    start: int  # the pseudocode's t
    batch: Batch  # of this window's steps alone
    ends_epoch: bool


class Plan:
    """The window of every update, a pure function of its number.

    With a `shuffle_seed` the batches of every epoch come in another order. Update 1 would see
    window number `shift`, which is negative where a plan begins in the middle of a run. Raises
    ValueError if there is no batch, if a sequence is shorter than the schedule's window, or if a
    window has no output: it would teach nothing, and count in an epoch's mean as a loss of 0.
    """

    def __init__(
        self,
        batches: Sequence[Batch],
        schedule: Schedule,
        shuffle_seed: int | None = None,
        shift: int = 0,
    ) -> None:
        if isinstance(schedule, type | str):
            raise ValueError("schedule must be one that is made, such as Chunks(10).")
        whole("the number of batches", len(batches), 1)
        if shuffle_seed is not None:
            whole("shuffle_seed", shuffle_seed, 0)
        self.batches, self.schedule = batches, schedule
        self._seed, self._shift = shuffle_seed, shift
        self._parts = [list(_parts(batch, schedule)) for batch in batches]
        for number, parts in enumerate(self._parts):
            _check_outputs(number, parts)
        self.windows = sum(len(parts) for parts in self._parts)
        self.longest = max(len(part.inputs) for parts in self._parts for _, part in parts)
        self._known: tuple[int, Order] = (0, self._order_of(0))  # an epoch, and its order

    def window(self, update: int) -> Window:
        """The window of update 1, 2, …"""
        whole("update", update, 1)
        epoch, position = divmod(update - 1 + self._shift, self.windows)
        known, order = self._known
        if known != epoch:
            order = self._order_of(epoch)
            self._known = epoch, order
        number, start, batch = order[position]
        return Window(epoch + 1, number, start, batch, position == self.windows - 1)

    def _order_of(self, epoch: int) -> Order:
        """Batch number, start and steps of each of the epoch's windows."""
        numbers = np.arange(len(self._parts))
        if self._seed is not None:
            numbers = np.random.default_rng([self._seed, epoch]).permutation(numbers)
        return [(number, *part) for number in numbers.tolist() for part in self._parts[number]]


def _parts(batch: Batch, schedule: Schedule) -> Iterator[tuple[int, Batch]]:
    """Where each window of a batch begins, and its steps: views, cut once for all epochs."""
    for start, stop in schedule.spans(len(batch.inputs)):
        part = batch.part(start, stop)
        yield start, part._replace(has_output=schedule.has_output(part.has_output))


def _check_outputs(number: int, parts: list[tuple[int, Batch]]) -> None:
    for start, part in parts:
        if not part.has_output.any():
            raise ValueError(
                "has_output must be true somewhere in every window, but batch"
                f" {number} has a window without it: steps {start + 1} to"
                f" {start + len(part.has_output)}."
            )
