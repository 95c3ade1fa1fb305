"""Computing in worker processes: a segment of a run from the nearest checkpoint, and traces."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any, NamedTuple

from ..engine.train import TrainState
from .config import RunConfig
from .experiment import experiment
from .frames import encode, frame, micro_frames

CHECKPOINT_EVERY = 100
EVALUATE_EVERY = 50


class Encoding(NamedTuple):
    """How frames are asked for: which fields (None: all), and how arrays are written."""

    fields: tuple[str, ...] | None = None
    b64: bool = False
    micro: bool = False  # one event for each micro-step in place of one for the update


class Event(NamedTuple):
    """A frame, ready to be sent; `id` is the update, or update.microstep."""

    id: str
    data: bytes


class EvaluatedAt(NamedTuple):
    """The errors of the network after `update`, in the task's unit."""

    update: int
    train_rmse: float
    held_out_rmse: float


class Segment(NamedTuple):
    """What came of computing updates after a checkpoint: `losses[i]` is of update `first + i`."""

    first: int
    events: dict[int, list[Event]]
    losses: list[float]
    grad_norms: list[float]
    evaluations: list[EvaluatedAt]
    checkpoints: list[TrainState]


def compute_segment(
    config: RunConfig,
    checkpoint: TrainState | None,
    last: int,
    wanted: range,
    encoding: Encoding,
) -> Segment:
    """Train from the checkpoint (None: from the start) to update `last`; frames for `wanted`."""
    run = experiment(config)
    state = checkpoint or run.start()
    segment = Segment(state.update + 1, {}, [], [], [], [])
    for update in islice(run.updates(state), last - state.update):
        number = update.state.update
        segment.losses.append(update.trace.loss)
        segment.grad_norms.append(update.step.grad_norm)
        if number in wanted:
            if encoding.micro:
                parts = {f"{number}.{i}": part for i, part in enumerate(micro_frames(run, update))}
            else:
                parts = {str(number): frame(run, update, encoding.fields)}
            segment.events[number] = [
                Event(name, encode(part, encoding.b64)) for name, part in parts.items()
            ]
        if number % EVALUATE_EVERY == 0:
            errors = run.evaluate(update.state.params)
            segment.evaluations.append(EvaluatedAt(number, *errors[:2]))
        if number % CHECKPOINT_EVERY == 0:
            segment.checkpoints.append(update.state)
    return segment


def compute_frame(config: RunConfig, checkpoint: TrainState | None, update: int) -> dict[str, Any]:
    """One whole frame with NumPy arrays, for what is drawn of it here and not in the page."""
    run = experiment(config)
    state = checkpoint or run.start()
    between = update - state.update - 1
    return frame(run, next(islice(run.updates(state), between, None)))


def make_executor(workers: int) -> Executor:
    """Worker processes, spawned, with one BLAS thread each; should one die, all start anew."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    return _Executor(workers)


def warm() -> None:
    """Does nothing; submitted once so that the first request finds a worker running."""


class _Executor(Executor):
    """What was under way when a worker dies fails; what is submitted after that does not."""

    def __init__(self, workers: int) -> None:
        self._start = partial(ProcessPoolExecutor, workers, get_context("spawn"))
        self._pool = self._start()

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        with _interrupts_blocked():
            try:
                return self._pool.submit(*args, **kwargs)
            except BrokenProcessPool:
                self._pool = self._start()
                return self._pool.submit(*args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl+C reaches the whole process group; workers started in here leave it to the server."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
