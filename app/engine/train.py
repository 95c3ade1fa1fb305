"""Training as a generator: one Update after the other, resumable from any TrainState."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite
from typing import NamedTuple

from .arrays import Mask, Params
from .checks import mask, number, numbers, whole
from .losses import check_pair
from .model import Model
from .optimizers import Optimizer, OptimizerState, OptimizerStep
from .schedule import Plan, Window
from .trace import NonFinite, Trace
from .unroll import Unroll, check_feedback


class Progress(NamedTuple):
    """What the stop criteria look at: mean losses of epochs."""

    total: float = 0.0  # of the losses in the epoch under way
    updates: int = 0
    mean: float = inf  # of the last epoch
    best: float = inf  # the lowest mean of an epoch so far
    waited: int = 0  # epochs since then


class TrainState(NamedTuple):
    """All that training needs to go on after `update` updates (0: nothing trained yet)."""

    update: int
    params: Params
    optimizer: OptimizerState
    carried: Params | None = None  # the state the next window begins with, if one is carried
    progress: Progress = Progress()
    first_nonfinite: tuple[int, NonFinite] | None = None  # the update it happened in, and where


class Update(NamedTuple):
    """Update number `state.update`: what was seen, what happened, what came of it.

    `trace` holds until the generator goes on.
    """

    window: Window
    loss: float
    trace: Trace
    step: OptimizerStep
    state: TrainState


@dataclass(frozen=True)
class Stop:
    """When to stop; what is None never stops.

    After so many `updates`; when an epoch's mean loss is at most `target_loss`; when none of the
    last `patience` epochs had a lower mean loss than the best before them. Raises ValueError for
    `updates` below 0, `patience` below 1 and what is no number.
    """

    updates: int | None = None
    target_loss: float | None = None
    patience: int | None = None

    def __post_init__(self) -> None:
        if self.updates is not None:
            whole("updates", self.updates, 0)
        if self.target_loss is not None:
            number("target_loss", self.target_loss)
        if self.patience is not None:
            whole("patience", self.patience, 1)

    def after(self, state: TrainState) -> bool:
        """Whether training is over in this state."""
        progress = state.progress
        return (
            (self.updates is not None and state.update >= self.updates)
            or (self.target_loss is not None and progress.mean <= self.target_loss)
            or (self.patience is not None and progress.waited >= self.patience)
        )


def start(model: Model, optimizer: Optimizer, params: Params) -> TrainState:
    """The state before the first update. Raises ValueError if a parameter does not fit."""
    model.check_params(params)
    return TrainState(0, params, optimizer.start(params))


def train(
    model: Model,
    plan: Plan,
    optimizer: Optimizer,
    state: TrainState,
    loss: str = "mse",
    feedback: str = "none",
    stop: Stop | None = None,
    detached: Mask | None = None,
    initial_state: Params | None = None,
) -> Iterator[Update]:
    """Yield the updates after `state` until `stop` says so (None: without end).

    `detached` marks the steps of a window whose gradient does not reach the state before.
    `initial_state` maps a state's name ("hidden") to (B, S): a window that carries no state on
    begins with it in place of 0. Raises ValueError, at once, for what does not fit together; for
    feedback within windows, because what a window's first step would be fed lies before it.
    """
    if feedback != "none" and plan.windows > len(plan.batches):
        raise ValueError("feedback needs whole sequences: schedule must be full_sequence.")
    check_pair(loss, model.output_activation)
    check_feedback(model, feedback)
    model.check_params(state.params)
    optimizer.check_state(state.params, state.optimizer)
    for inputs, targets, *_ in plan.batches:
        steps, batch = inputs.shape[:2]
        numbers("inputs", inputs, (steps, batch, model.input_size))
        numbers("targets", targets, (steps, batch, model.output_size))
        model.check_state("initial_state", initial_state, batch)
    if detached is not None:
        mask("detached", detached[: plan.longest], plan.longest)
    unrolls = _Unrolls(model, feedback), _Unrolls(model, feedback)
    return _updates(unrolls, plan, optimizer, state, loss, stop or Stop(), detached, initial_state)


def _updates(
    both: tuple["_Unrolls", "_Unrolls"],
    plan: Plan,
    optimizer: Optimizer,
    state: TrainState,
    loss: str,
    stop: Stop,
    detached: Mask | None,
    initial_state: Params | None,
) -> Iterator[Update]:
    """What `train` yields; it has checked that all fits together."""
    (unrolls, again), carry_state = both, plan.schedule.carry_state
    while not stop.after(state):
        number = state.update + 1
        window = plan.window(number)
        carries = carry_state and window.start > 0 and state.carried is not None
        start_state = state.carried if carries else initial_state
        inputs, targets, has_input, has_output = window.batch
        unroll = unrolls.of(*inputs.shape[:2])
        unroll.forward(state.params, inputs, has_input, start_state, targets, has_output)
        cut = None if detached is None else detached[: len(inputs)]
        trace = unroll.backward(targets, has_output, loss, cut)
        value = trace.loss
        step = optimizer.step(state.params, trace.grad_params, state.optimizer)
        carried = None
        if carry_state:
            carried = _carried(again, unroll, window, step.params, start_state, plan)
        state = TrainState(
            number,
            step.params,
            step.state,
            carried,
            _progress(state.progress, value, window),
            state.first_nonfinite or _nonfinite(number, trace, value, step),
        )
        yield Update(window, value, trace, step, state)


class _Unrolls:
    """An Unroll for every shape of window that turns up, made once."""

    def __init__(self, model: Model, feedback: str) -> None:
        self._model, self._feedback = model, feedback
        self._made: dict[tuple[int, int], Unroll] = {}

    def of(self, steps: int, batch: int) -> Unroll:
        if (steps, batch) not in self._made:
            self._made[steps, batch] = Unroll(self._model, steps, batch, self._feedback)
        return self._made[steps, batch]


def _carried(
    again: _Unrolls,
    unroll: Unroll,
    window: Window,
    new: Params,
    start_state: Params | None,
    plan: Plan,
) -> Params:
    """The state that the next window begins with.

    `again` has buffers of its own: the trace of the window is still to be seen.
    """
    if not plan.schedule.rerun:
        return unroll.final_state()
    first = window.batch.part(0, plan.schedule.rerun)
    rerun = again.of(*first.inputs.shape[:2])
    rerun.forward(new, first.inputs, first.has_input, start_state)
    return rerun.final_state()


def _progress(before: Progress, loss: float, window: Window) -> Progress:
    """The progress after this update's loss; at an epoch's end, its mean against the best."""
    total, updates = before.total + loss, before.updates + 1
    if not window.ends_epoch:
        return Progress(total, updates, before.mean, before.best, before.waited)
    mean = total / updates
    better = mean < before.best  # NaN is not
    return Progress(
        mean=mean, best=mean if better else before.best, waited=0 if better else before.waited + 1
    )


def _nonfinite(
    number: int, trace: Trace, loss: float, step: OptimizerStep
) -> tuple[int, NonFinite] | None:
    if isfinite(step.grad_norm) and isfinite(loss):
        return None
    found = trace.first_nonfinite()
    return (number, found) if found else None
