"""The windows of k steps that a series is cut into, and which of them an update sees."""

from bisect import bisect_right

import numpy as np

from ..engine.arrays import Array, Mask
from ..engine.batches import Batch, has_input, has_output, make_batch
from ..engine.schedule import Chunks, FullSequence, Schedule, SlidingWindow, Window
from .config import RunConfig


class Windows:
    """`batches` and a `schedule` that make an engine's Plan of a training series (n,).

    Step t of the series reads value t and has value t + 1 for its target. A window without a
    carried state is a sequence of its own, `batch_size` of them a batch; with one, the whole
    series is one sequence, and the schedule cuts it.
    """

    def __init__(self, series: Array, config: RunConfig) -> None:
        k, kind = config.schedule.k, config.sequence_type
        sliding = config.schedule.name == "sliding_window"
        self._carried = config.schedule.carry_state
        column = series[:, None, None]
        starts = range(0, len(series) - k, 1 if sliding else k)
        if self._carried:
            whole = make_batch("many_to_many", column[:-1], column[1:])
            self.schedule: Schedule = SlidingWindow(k, True, kind == "many_to_one")
            if not sliding:
                self.schedule = Chunks(k)
                whole = whole._replace(has_output=_ends(len(whole.inputs), k, kind))
                starts = range(0, len(whole.inputs), k)
            self.batches, self.starts = [whole], list(starts)
            return
        self.schedule = FullSequence()
        masks = has_input(kind, k), has_output(kind, k)
        together = range(0, len(starts), config.batch_size)
        groups = self._groups = [starts[i : i + config.batch_size] for i in together]
        self.batches = [
            Batch(_stacked(column, g, k), _stacked(column[1:], g, k), *masks) for g in groups
        ]
        self.starts = [group[0] for group in groups]

    def start(self, window: Window) -> int:
        """Where in the series a window, or the first one of its batch, begins: the t of BPTT."""
        return window.start if self._carried else self.starts[window.number]

    def all_starts(self, window: Window) -> list[int]:
        """The same of every sequence of a window's batch."""
        return [window.start] if self._carried else list(self._groups[window.number])

    def position(self, start: int) -> int:
        """The last window of an epoch that does not begin after `start`."""
        return bisect_right(self.starts, start) - 1


def _stacked(column: Array, starts: range, k: int) -> Array:
    """The k steps from each start side by side, (k, B, 1)."""
    return np.concatenate([column[start : start + k] for start in starts], axis=1)


def _ends(steps: int, k: int, kind: str) -> Mask:
    """Which steps have an output: all, or the last of every chunk."""
    ends = np.full(steps, kind == "many_to_many")
    ends[k - 1 :: k] = ends[-1] = True
    return ends
