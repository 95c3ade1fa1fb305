"""Which steps an update sees: windows of k steps of a stream, or whole sequences."""

from bisect import bisect_right

import numpy as np

from ...engine.arrays import Array, Mask
from ...engine.batches import Batch, alike, bucket, has_input, has_output, make_batch
from ...engine.schedule import Chunks, FullSequence, Schedule, SlidingWindow, Window
from ...tasks import AnyTask, SequencesTask, SeriesTask
from ..config.settings import RunConfig


class Windows:
    """`batches` and a `schedule` that make an engine's Plan of inputs (n, d) and targets (n, o).

    A window without a carried state is a sequence of its own, `batch_size` of them a batch; with
    one, the whole stream is one sequence, and the schedule cuts it.
    """

    shuffle_seed = None

    def __init__(self, inputs: Array, targets: Array, config: RunConfig) -> None:
        k, kind = config.schedule.k, config.sequence_type
        sliding = config.schedule.name == "sliding_window"
        self._carried = config.schedule.carry_state
        inputs, targets = inputs[:, None], targets[:, None]
        starts = range(0, len(inputs) - k + 1, 1 if sliding else k)
        if self._carried:
            whole = make_batch("many_to_many", inputs, targets)
            self.schedule: Schedule = SlidingWindow(k, True, kind == "many_to_one")
            if not sliding:
                self.schedule = Chunks(k)
                whole = whole._replace(has_output=_ends(len(inputs), k, kind))
                starts = range(0, len(inputs), k)
            self.batches, self.starts = [whole], list(starts)
            return
        self.schedule = FullSequence()
        masks = has_input(kind, k), has_output(kind, k)
        together = range(0, len(starts), config.batch_size)
        groups = self._groups = [starts[i : i + config.batch_size] for i in together]
        self.batches = [
            Batch(_stacked(inputs, g, k), _stacked(targets, g, k), *masks) for g in groups
        ]
        self.starts = [group[0] for group in groups]

    def start(self, window: Window) -> int:
        """Where in the stream a window, or the first one of its batch, begins: the t of BPTT."""
        return window.start if self._carried else self.starts[window.number]

    def all_starts(self, window: Window) -> list[int]:
        """The same of every sequence of a window's batch."""
        return [window.start] if self._carried else list(self._groups[window.number])

    def position(self, start: int) -> int:
        """The last window of an epoch that does not begin after `start`."""
        return bisect_right(self.starts, start) - 1


class WholeSequences:
    """The same of sequences, each seen as a whole: those of equal masks are batched together.

    Every epoch they come in another order.
    """

    schedule = FullSequence()

    def __init__(self, sequences: tuple[Batch, ...], config: RunConfig) -> None:
        self.batches = bucket(sequences, config.batch_size)
        self.shuffle_seed = config.seed
        self._groups = alike(sequences, config.batch_size)

    def start(self, window: Window) -> int:
        """The number of the window's first sequence, from 0."""
        return self._groups[window.number][0]

    def all_starts(self, window: Window) -> list[int]:
        """The numbers of all."""
        return self._groups[window.number]

    def position(self, start: int) -> int:
        """The window of the first epoch that has this sequence."""
        return next(i for i, group in enumerate(self._groups) if start in group)


def windows_of(task: AnyTask, config: RunConfig) -> Windows | WholeSequences:
    """What a run trains on."""
    if isinstance(task, SequencesTask):
        return WholeSequences(task.train, config)
    stop = task.longest if isinstance(task, SeriesTask) else task.train_length
    return Windows(task.inputs[:stop], task.targets[:stop], config)


def _stacked(stream: Array, starts: range, k: int) -> Array:
    """The k steps from each start side by side, (k, B, features)."""
    return np.concatenate([stream[start : start + k] for start in starts], axis=1)


def _ends(steps: int, k: int, kind: str) -> Mask:
    """Which steps have an output: all, or the last of every chunk."""
    ends = np.full(steps, kind == "many_to_many")
    ends[k - 1 :: k] = ends[-1] = True
    return ends
