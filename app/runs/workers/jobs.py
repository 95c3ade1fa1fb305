"""What worker processes compute of a run: a block of updates from the state before it."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import numpy as np

from ...engine.arrays import Array, Params, norm
from ...engine.train import Update
from ..frame.encode import PLAIN, Writing, written
from ..frame.fields import frame
from ..frame.microsteps import micro_frames
from ..training.checkpoints import dump, load
from ..training.experiment import Experiment, experiment, initial_state
from ..training.lineage import BLOCK, Stretch

T = TypeVar("T")
EVALUATE_EVERY = 50
# Of every update; the last two of those that are evaluated, else NaN.
SCALARS = (
    "loss",
    "grad_norm",
    "clipped_grad_norm",
    "param_norm",
    "train_metric",
    "held_out_metric",
)


class Encoding(NamedTuple):
    """How frames are asked for: which fields (None: the default), and how they are written."""

    fields: tuple[str, ...] | None = None
    micro: bool = False  # one event for each micro-step in place of one for the update
    sequences: int | None = None  # of a batch, at most
    writing: Writing = PLAIN


class Event(NamedTuple):
    """A frame, ready to be sent; `id` is the update, or update.microstep."""

    id: str
    data: bytes


class Block(NamedTuple):
    """SCALARS of a block's updates as (updates, 6) float64, and the state at its end."""

    scalars: bytes
    checkpoint: bytes


# What the last block's frames are made of, for a `compute_events` that follows: what was asked,
# and by update the parts of its frame by the id of their event.
Parts = dict[str, dict[str, Any]]
_kept: dict[tuple[tuple[Stretch, ...], range, Encoding], dict[int, Parts]] = {}


def warm() -> None:
    """Does nothing, but a process that has done it is started and has imported all this."""


def compute_block(
    stretches: tuple[Stretch, ...],
    number: int,
    checkpoint: bytes | None,
    wanted: range = range(0),
    encoding: Encoding | None = None,
) -> Block:
    """Train through a block from the state before it (None: the run begins with it).

    The frames `wanted` are kept for the `compute_events` that asks for them next.
    """
    scalars, params, kept = [], [], {}
    for run, update in _updates(stretches, checkpoint, (number + 1) * BLOCK):
        state = update.state
        scalars.append(_scalars(run, update))
        params.append(state.params)
        if encoding and state.update in wanted:
            kept[state.update] = _own(_parts(run, update, encoding))
    _kept.clear()
    if encoding:
        _kept[stretches, wanted, encoding] = kept
    values = np.array(scalars)
    values[:, SCALARS.index("param_norm")] = _norms(params)
    return Block(values.tobytes(), dump(state))


def compute_events(
    stretches: tuple[Stretch, ...], checkpoint: bytes | None, wanted: range, encoding: Encoding
) -> dict[int, list[Event]]:
    """The encoded frames of some updates of one block."""
    kept = _kept.pop((stretches, wanted, encoding), None)
    if kept is not None:
        return {update: _events(parts, encoding) for update, parts in kept.items()}
    return {
        update.state.update: _events(_parts(run, update, encoding), encoding)
        for run, update in _updates(stretches, checkpoint, wanted[-1])
        if update.state.update in wanted
    }


def compute_at(
    stretches: tuple[Stretch, ...],
    checkpoint: bytes | None,
    update: int,
    work: Callable[[Experiment, Update], T],
) -> T:
    """What `work` makes of one update."""
    for run, last in _updates(stretches, checkpoint, update):
        if last.state.update == update:
            return work(run, last)
    raise ValueError(f"the run has no update {update}")


def _updates(
    stretches: tuple[Stretch, ...], checkpoint: bytes | None, last: int
) -> Iterator[tuple[Experiment, Update]]:
    """The updates after the checkpoint to `last`, each with the experiment of its stretch."""
    state = experiment(stretches[0]).start() if checkpoint is None else load(checkpoint)
    last = min(last, stretches[-1].config.updates)
    ends = [*(min(last, following.first - 1) for following in stretches[1:]), last]
    for stretch, end in zip(stretches, ends, strict=True):
        if stretch.first == state.update + 1:
            state = initial_state(stretch, state)
        if end == state.update:  # none of the parent's are left in this block
            continue
        run = experiment(stretch)
        for update in islice(run.updates(state), end - state.update):
            state = update.state
            yield run, update


def _parts(run: Experiment, update: Update, encoding: Encoding) -> Parts:
    number = str(update.state.update)
    if encoding.micro:
        return {f"{number}.{i}": part for i, part in enumerate(micro_frames(run, update))}
    return {number: frame(run, update, encoding.fields, encoding.sequences)}


def _events(parts: Parts, encoding: Encoding) -> list[Event]:
    return [Event(name, written(part, encoding.writing)) for name, part in parts.items()]


def _own(value: Any) -> Any:
    """The value with arrays of its own, which outlast the next update."""
    if isinstance(value, dict):
        return {name: _own(part) for name, part in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


def _scalars(run: Experiment, update: Update) -> tuple[float, ...]:
    """SCALARS; the norm of the parameters is still to come."""
    step, state = update.step, update.state
    metrics = (np.nan, np.nan)
    if state.update % EVALUATE_EVERY == 0:
        metrics = run.judge.evaluate(state.params)[:2]
    return (update.loss, step.grad_norm, step.clipped_grad_norm, np.nan, *metrics)


def _norms(params: list[Params]) -> Array:
    """The global norm of each; all at once, for one by one they would take long."""
    rows = [np.reshape([one[name] for one in params], (len(params), -1)) for name in params[0]]
    return norm(np.concatenate(rows, axis=1))
