"""Computing in worker processes: a segment of a run from the nearest checkpoint, and traces."""

import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor
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
    for update in run.updates(state):
        number = update.state.update
        if number > last:
            break
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
        if number == last:
            break
    return segment


def compute_frame(config: RunConfig, checkpoint: TrainState | None, update: int) -> dict[str, Any]:
    """One whole frame with NumPy arrays, for what is drawn of it here and not in the page."""
    run = experiment(config)
    for made in run.updates(checkpoint or run.start()):
        if made.state.update == update:
            return frame(run, made)
    raise AssertionError("the updates of a run never end")


def make_executor(workers: int) -> Executor:
    """Worker processes, spawned, with one BLAS thread each."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    return _Executor(workers, get_context("spawn"))


def warm() -> None:
    """Does nothing; submitted once so that the first request finds a worker running."""


class _Executor(ProcessPoolExecutor):
    """Ctrl+C reaches the whole process group; the server alone answers it."""

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(*args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # workers inherit it
        try:
            return super().submit(*args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
