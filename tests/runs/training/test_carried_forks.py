"""Forks that change k while a state is carried: they read on where their parent would have."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.train import TrainState
from unrolled.engine.unroll import Unroll
from unrolled.runs.config.settings import parse_config
from unrolled.runs.store.store import Store
from unrolled.runs.training.experiment import Experiment, forked
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import SeriesTask

from ..conftest import CountingExecutor, using
from .forking import edits, frame

CHUNKS = {"name": "chunks", "k": 12}
SLIDING = {"name": "sliding_window", "k": 12}
TBPTT = {"name": "tbptt", "k1": 4, "k": 12}


class Seen(NamedTuple):
    """Of an update: its epoch, where its window begins, its steps, h_0 and its loss."""

    epoch: int
    start: int
    steps: int
    initial: Array
    loss: float


def parent_of(schedule: dict[str, Any], **config: Any) -> Stretch:
    given = {"task": {"name": "sine"}, "hidden_size": 3, "optimizer": {"learning_rate": 0.01}}
    return Stretch(parse_config({**given, **config, "schedule": {**schedule, "carry_state": True}}))


def left(parent: Stretch, update: int) -> tuple[TrainState, int, int]:
    """The state before an update of the parent, and epoch and start of its window."""
    run = Experiment(parent)
    last = next(islice(run.updates(run.start()), update - 2, None))
    window = run.plan.window(update)
    return last.state, window.epoch, window.start


def by_hand(run: Experiment, state: TrainState, epoch: int, start: int) -> Iterator[Seen]:
    """The pseudocode of the schedule (k1, k) from `start` on, with plain gradient descent."""
    assert isinstance(run.task, SeriesTask)
    k, k1 = run.k, run.windows.schedule.k1
    again = bool(run.windows.schedule.rerun)
    params, carried = state.params, state.carried
    while True:
        h_0 = carried if start else None
        stop = min(start + k, run.task.longest)
        x, p = (part[start:stop, None] for part in (run.task.inputs, run.task.targets))
        has_output = np.ones(len(x), bool)
        if run.config.sequence_type == "many_to_one":
            has_output[:-1] = False
        unroll = Unroll(run.model, len(x))
        unroll.forward(params, x, initial_state=h_0)
        trace = unroll.backward(p, has_output)
        yield Seen(epoch, start, len(x), trace["initial_hidden"].copy(), trace.loss)
        rate = run.config.optimizer.learning_rate
        params = {name: params[name] - rate * grad for name, grad in trace.grad_params.items()}
        carried = unroll.final_state()
        if again:
            rerun = Unroll(run.model, len(x[:k1]))
            rerun.forward(params, x[:k1], initial_state=h_0)
            carried = rerun.final_state()
        epoch, start = (epoch + 1, 0) if stop == run.task.longest else (epoch, start + k1)


@pytest.mark.parametrize("kind", ["many_to_one", "many_to_many"])
@pytest.mark.parametrize(
    ("schedule", "update", "k"),
    [
        (CHUNKS, 8, 5),  # step 85 begins none of the windows of 5 steps
        (CHUNKS, 8, 6),
        (CHUNKS, 8, 50),
        (CHUNKS, 27, 3),  # the last window of an epoch, of 7 steps
        (CHUNKS, 27 + 8, 5),  # in the second epoch
        (SLIDING, 40, 5),
        (SLIDING, 300, 60),  # where fewer steps than that are left
        (SLIDING, 300, 1),
        (TBPTT, 20, 5),
        (TBPTT, 77, 40),
        (TBPTT, 77 + 60, 13),
    ],
)
def test_the_state_is_that_of_the_step_where_the_forks_window_begins(
    schedule: dict[str, Any], update: int, k: int, kind: str
) -> None:
    parent = parent_of(schedule, sequence_type=kind)
    state, epoch, start = left(parent, update)
    assert start > 0
    run = Experiment(forked(parent, update, edits(schedule={"k": k})))
    for one, hand in zip(run.updates(state), by_hand(run, state, epoch, start), strict=False):
        if (hand.epoch, hand.start) > (epoch + 1, 2 * run.windows.schedule.k1):
            break
        assert (one.window.epoch, one.window.start) == (hand.epoch, hand.start)
        assert len(one.trace["inputs"]) == hand.steps
        np.testing.assert_allclose(one.trace["initial_hidden"], hand.initial, rtol=1e-9)
        assert one.loss == pytest.approx(hand.loss, rel=1e-9)


def test_a_fork_of_such_a_fork_goes_on_as_it_does(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(parent_of(CHUNKS).config)
        fork = await store.fork(run, 8, edits(schedule={"k": 5}))
        slower = await store.fork(fork, 10, edits(optimizer={"learning_rate": 0.02}))
        longer = await store.fork(fork, 10, edits(schedule={"k": 7}))
        starts = {
            one.id: [(await frame(store, one, u))["window_start"] for u in (8, 9, 10, 11)]
            for one in (fork, slower, longer)
        }
        assert list(starts.values()) == [[84, 89, 94, 99], [84, 89, 94, 99], [84, 89, 94, 101]]
        before, after = await frame(store, run, 8), await frame(store, fork, 8)
        assert after["initial_hidden"] == before["initial_hidden"]
        assert after["inputs"] == before["inputs"][:5]
        assert (await store.get(longer.id)).stretch == longer.stretch

    using(threads, act)


def test_a_state_that_begins_to_be_carried_begins_where_the_window_did(
    threads: CountingExecutor,
) -> None:
    async def act(store: Store) -> None:
        config = parent_of(CHUNKS).config
        fresh = config.model_copy(
            update={"schedule": config.schedule.model_copy(update={"carry_state": False})}
        )
        run = await store.add(fresh)
        fork = await store.fork(run, 8, edits(schedule={"k": 5, "carry_state": True}))
        before, after = await frame(store, run, 8), await frame(store, fork, 8)
        assert after["window_start"] == before["window_start"] == 84
        assert not np.any(after["initial_hidden"])
        following = await frame(store, fork, 9)
        assert following["window_start"] == 89
        assert following["initial_hidden"] == after["hidden"][-1]

    using(threads, act)
