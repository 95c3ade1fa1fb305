"""Which window of which batch each update sees.

A schedule is TBPTT(k1, k2): an update every k1 steps, k2 steps back. The textbook's BPTT (for
t = 0 … n-k, forward k steps from x_{t+1}, error at y_{t+k}, back through the k steps, update) is
its case (1, k), truncated BPTT over disjoint windows its case (k, k), and a whole sequence at once
is one window. After the last window of the last batch an epoch is over.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .arrays import Mask
from .batches import Batch
from .checks import whole

Span = tuple[int, int]  # first step and the step after the last, from 0
Order = list[tuple[int, int, Batch]]  # batch number, start and steps of an epoch's windows
ALL = sys.maxsize  # steps: more than any sequence has


@dataclass(frozen=True)
class TBPTT:
    """Windows of `k2` steps that begin `k1` steps apart; the last one may be shorter.

    With `carry_state` a window begins with the state that the network has reached where it begins,
    after the first k1 steps of the window before, else with 0. A carried state carries its value
    and never its gradient. Where windows overlap, all is computed anew with the new weights, and so
    is that state; `recompute` says so, or that it is the window's final state as it was.

    The window's last `losses` steps have an output, if the batch has one there: the k1 that the
    window before did not have if nothing is said, which is BPTT(k2; k1) of Williams & Peng (1990).
    Raises ValueError for numbers that are not whole, below 1, or k1 and `losses` above k2: between
    windows there would be steps that nobody learns from.
    """

    k1: int
    k2: int
    carry_state: bool = False
    losses: int | None = None
    recompute: bool | None = None

    def __post_init__(self) -> None:
        whole("k2", self.k2, 1)
        for name, value in (("k1", self.k1), ("losses", self.last)):
            whole(name, value, 1)
            if value > self.k2:
                raise ValueError(f"{name} must be at most k2, which is {self.k2}.")

    @property
    def last(self) -> int:
        """How many of a window's last steps have an output."""
        return self.k1 if self.losses is None else self.losses

    @property
    def rerun(self) -> int:
        """The first steps of a window that are run again for the state carried on; 0: none are."""
        again = self.k1 < self.k2 if self.recompute is None else self.recompute
        return self.k1 if again else 0

    def spans(self, steps: int, first: int = 0) -> list[Span]:
        """(0, k2), (k1, k1 + k2), … until one reaches the end of T = `steps` steps.

        They begin `first` steps later if that is said. Raises ValueError if the sequence is so
        short that it would lack k1 steps or more.
        """
        if 0 < steps <= self.k2 - self.k1:
            most = f"k2 must be at most {steps + self.k1 - 1}"
            raise ValueError(f"{most}, for k1 = {self.k1} and a sequence of {steps} steps.")
        starts = range(first, max(first, steps - self.k2) + self.k1, self.k1)
        return [(start, min(start + self.k2, steps)) for start in starts]

    def reach(self, steps: int) -> npt.NDArray[np.intp]:
        """The first step, from 0, that the loss of each step reaches back to, (T,).

        It is where the window begins in which the loss is new.
        """
        late = np.maximum(np.arange(1, steps + 1) - self.k2, 0)
        first: npt.NDArray[np.intp] = -(-late // self.k1) * self.k1
        return first

    def has_output(self, mask: Mask) -> Mask:
        """Which steps of a window have an output, from the batch's own mask of these steps."""
        if self.last == self.k2:
            return mask
        late = np.arange(len(mask)) >= min(self.k2 - self.last, len(mask) - 1)
        return mask & late


def sliding_window(k: int, carry_state: bool = False, at_end: bool = True) -> TBPTT:
    """Windows of k steps, each one step later than the one before: n - k + 1 of them.

    With `at_end` only the window's last step has an output, as in the textbook's pseudocode.
    """
    whole("k", k, 1)
    return TBPTT(1, k, carry_state, 1 if at_end else k, recompute=True)


def chunks(k: int, carry_state: bool = True, at_end: bool = False) -> TBPTT:
    """Disjoint windows of k steps, which carry on their final state."""
    whole("k", k, 1)
    return TBPTT(k, k, carry_state, 1 if at_end else None)


def full_sequence() -> TBPTT:
    """One window: the whole sequence, from a zero state."""
    return TBPTT(ALL, ALL)


SCHEDULES: dict[str, Callable[..., TBPTT]] = {
    "sliding_window": sliding_window,
    "chunks": chunks,
    "tbptt": TBPTT,
    "full_sequence": full_sequence,
}


class Window(NamedTuple):
    """One update's part of the data: batch `number`, its steps from `start`."""

    epoch: int  # from 1
    number: int
    start: int  # the pseudocode's t
    batch: Batch  # of this window's steps alone
    ends_epoch: bool


class Entry(NamedTuple):
    """How a plan goes on where another one was left, in the middle of a run.

    Update 1 would see window number `shift`, which may be negative. In `epoch` (from 1), the one
    that was under way, the windows begin at step `start`, where the other one would have read on.
    """

    shift: int = 0
    epoch: int = 0
    start: int = 0


BEGINNING = Entry()  # of a run


class Plan:
    """The window of every update, a pure function of its number.

    With a `shuffle_seed` the batches of every epoch come in another order. An `entry` is for a run
    that had another plan before. Raises ValueError if there is no batch, if a sequence is shorter
    than the schedule's window, or if a window has no output: it would teach nothing, and count in
    an epoch's mean as a loss of 0.
    """

    def __init__(
        self,
        batches: Sequence[Batch],
        schedule: TBPTT,
        shuffle_seed: int | None = None,
        entry: Entry = BEGINNING,
    ) -> None:
        if not isinstance(schedule, TBPTT):
            raise ValueError("schedule must be one that is made, such as chunks(10).")
        whole("the number of batches", len(batches), 1)
        if shuffle_seed is not None:
            whole("shuffle_seed", shuffle_seed, 0)
        self.batches, self.schedule = batches, schedule
        self._seed, self._entry = shuffle_seed, entry
        self._parts = _cut(batches, schedule)
        self._rest = _cut(batches, schedule, entry.start) if entry.start else self._parts
        self.windows = sum(len(parts) for parts in self._parts)
        self._lacking = self.windows - sum(len(parts) for parts in self._rest)
        self.longest = max(len(part.inputs) for parts in self._parts for _, part in parts)
        self._known: tuple[int, Order] = (0, self._order_of(0))  # an epoch, and its order

    def window(self, update: int) -> Window:
        """The window of update 1, 2, …"""
        epoch, position = self.place(update)
        known, order = self._known
        if known != epoch:
            order = self._order_of(epoch)
            self._known = epoch, order
        number, start, batch = order[position]
        is_last = position == len(order) - 1
        return Window(epoch + 1, number, start, batch.contiguous(), is_last)

    def place(self, update: int) -> tuple[int, int]:
        """The epoch of update 1, 2, … and which of the epoch's windows it sees, both from 0."""
        whole("update", update, 1)
        number = update - 1 + self._entry.shift
        if number + self._lacking >= self._entry.epoch * self.windows:
            number += self._lacking  # an epoch that began late has fewer
        return divmod(number, self.windows)

    def _order_of(self, epoch: int) -> Order:
        """Batch number, start and steps of each of the epoch's windows."""
        parts = self._rest if epoch + 1 == self._entry.epoch else self._parts
        numbers = np.arange(len(parts))
        if self._seed is not None:
            numbers = np.random.default_rng([self._seed, epoch]).permutation(numbers)
        return [(number, *part) for number in numbers.tolist() for part in parts[number]]


def _cut(
    batches: Sequence[Batch], schedule: TBPTT, first: int = 0
) -> list[list[tuple[int, Batch]]]:
    """The windows of each batch, cut once for all epochs. Raises ValueError."""
    found = [list(_parts(batch, schedule, first)) for batch in batches]
    for number, parts in enumerate(found):
        _check_outputs(number, parts)
    return found


def _parts(batch: Batch, schedule: TBPTT, first: int) -> Iterator[tuple[int, Batch]]:
    """Where each window of a batch begins, and its steps: views."""
    for start, stop in schedule.spans(len(batch.inputs), first):
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
