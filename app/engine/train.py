"""Training as a generator: one Update after the other, resumable from any TrainState."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from .arrays import Mask, Params
from .model import Model
from .optimizers import SGD, Step
from .schedule import Sequence, SlidingWindow, Window
from .trace import NonFinite, Trace
from .unroll import Unroll


@dataclass(frozen=True)
class TrainState:
    """All that training needs to go on after `update` updates (0: nothing trained yet)."""

    update: int
    params: Params
    carried: Params | None = None  # the state the next window begins with; None is 0
    first_nonfinite: tuple[int, NonFinite] | None = None  # the update it happened in, and where


@dataclass(frozen=True)
class Update:
    """Update number `state.update`: what was seen, what happened, what came of it.

    `trace` holds until the generator goes on.
    """

    window: Window
    trace: Trace
    step: Step
    state: TrainState


def train(
    model: Model,
    sequence: Sequence,
    schedule: SlidingWindow,
    optimizer: SGD,
    has_output: Mask,
    state: TrainState,
    loss: str = "mse",
) -> Iterator[Update]:
    """Yield the updates after `state`, without end."""
    batch = sequence.inputs.shape[1]
    unroll = Unroll(model, schedule.k, batch)
    one_step = Unroll(model, 1, batch)
    while True:
        number = state.update + 1
        window = schedule.window(sequence, number)
        carried = None if window.start == 0 else state.carried
        outputs = unroll.forward(state.params, window.inputs, initial_state=carried)
        trace = unroll.backward(state.params, outputs, window.targets, has_output, loss)
        step = optimizer.step(state.params, trace.grad_params)
        if schedule.carry_state:
            one_step.forward(step.params, window.inputs[:1], initial_state=carried)
            carried = one_step.final_state()
        exploded = state.first_nonfinite
        if exploded is None and not (isfinite(step.grad_norm) and isfinite(trace.loss)):
            found = trace.first_nonfinite()
            exploded = (number, found) if found else None
        state = TrainState(number, step.params, carried, exploded)
        yield Update(window, trace, step, state)
