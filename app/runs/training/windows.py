"""Which steps an update sees: windows of k steps of a stream, or whole sequences."""

from bisect import bisect_right

import numpy as np

from ...engine.arrays import Array
from ...engine.batches import Batch, alike, bucket, has_input, has_output, make_batch
from ...engine.schedule import TBPTT, Window, chunks, full_sequence, sliding_window
from ...tasks import AnyTask, SequencesTask, SeriesTask
from ..config.settings import RunConfig


class Windows:
    """`batches` and a `schedule` that make an engine's Plan of inputs (n, d) and targets (n, o).

    With a carried state the whole stream is one sequence, and the schedule cuts it. Without one,
    each of its windows of k steps is a sequence of its own, `batch_size` of them a batch.
    """

    shuffle_seed = None

    def __init__(self, inputs: Array, targets: Array, config: RunConfig) -> None:
        self._carried = config.schedule.carry_state
        self.schedule = _schedule(config)
        stream = make_batch("many_to_many", inputs[:, None], targets[:, None])
        spans = self.schedule.spans(len(inputs))
        self.batches, self._groups = [stream], [[start] for start, _ in spans]
        if not self._carried:
            k, kind, size = config.schedule.k, config.sequence_type, config.batch_size
            starts = [start for start, stop in spans if stop - start == k]
            self._groups = [starts[i : i + size] for i in range(0, len(starts), size)]
            reads, writes = has_input(kind, k), has_output(kind, k)
            self.batches = [
                Batch(_windows(inputs, group, k), _windows(targets, group, k), reads, writes)
                for group in self._groups
            ]
            self.schedule = full_sequence()

    def start(self, window: Window) -> int:
        """Where in the stream a window, or the first one of its batch, begins: the t of BPTT."""
        return self.all_starts(window)[0]

    def all_starts(self, window: Window) -> list[int]:
        """Where every sequence of a window's batch begins."""
        return [window.start] if self._carried else self._groups[window.number]

    def position(self, start: int) -> int:
        """The last window of an epoch that does not begin after `start`."""
        return bisect_right(self._groups, start, key=lambda group: group[0]) - 1


def _windows(stream: Array, starts: list[int], k: int) -> Array:
    """(k, B, f): k steps of a stream (n, f) from each start on, which are evenly spaced; a view.

    Where windows overlap, copies of all of them would be k times the stream.
    """
    step = starts[1] - starts[0] if len(starts) > 1 else 1
    windows = np.lib.stride_tricks.sliding_window_view(stream, k, axis=0)
    return windows[starts[0] : starts[-1] + 1 : step].transpose(2, 0, 1)


class WholeSequences:
    """Sequences, each seen as a whole: those of equal masks are batched together.

    Every epoch they come in another order.
    """

    schedule = full_sequence()

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


def windows_of(task: AnyTask, config: RunConfig) -> Windows | WholeSequences:
    """What a run trains on."""
    if isinstance(task, SequencesTask):
        return WholeSequences(task.train, config)
    stop = task.longest if isinstance(task, SeriesTask) else task.train_length
    return Windows(task.inputs[:stop], task.targets[:stop], config)


def _schedule(config: RunConfig) -> TBPTT:
    """How a stream is cut; the sequence type says which steps of a window have an output."""
    name, k, k1 = config.schedule.name, config.schedule.k, config.schedule.k1
    carried, at_end = config.schedule.carry_state, config.sequence_type == "many_to_one"
    if k1 is not None:
        return TBPTT(k1, k, carried, losses=1 if at_end else k)
    made = sliding_window if name == "sliding_window" else chunks
    return made(k, carried, at_end)
