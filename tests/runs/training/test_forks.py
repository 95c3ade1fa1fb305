"""Forks: equal to their parent before, to a run of their own kind after."""

from itertools import islice

import numpy as np
import pytest
from unrolled.engine.train import TrainState
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.store.store import Store
from unrolled.runs.training.experiment import Experiment, forked
from unrolled.runs.training.lineage import Stretch, block_of

from ..conftest import CountingExecutor, using
from .forking import CONFIG, edits, frame, raw


def state_after(config: RunConfig, update: int) -> TrainState:
    run = Experiment(Stretch(config))
    return next(islice(run.updates(run.start()), update - 1, None)).state


def test_an_edited_entry_changes_what_comes_from_there_and_nothing_before(
    threads: CountingExecutor,
) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        edit = edits(params=[{"name": "W_h", "index": [0, 1], "value": 0.75}])
        fork = await store.fork(run, 150, edit)
        for update in (1, 100, 101, 149):
            assert await raw(store, fork, update) == await raw(store, run, update)
        before, after = await frame(store, run, 150), await frame(store, fork, 150)
        params = {name: np.array(value) for name, value in before["params"].items()}
        params["W_h"][0, 1] = 0.75
        for name, value in params.items():
            np.testing.assert_array_equal(after["params"][name], value)
        assert after["inputs"] == before["inputs"]
        again = Experiment(Stretch(CONFIG))
        state = state_after(CONFIG, 149)._replace(params=params)
        expected = next(islice(again.updates(state), 100, None))
        assert (await frame(store, fork, 250))["loss"] == expected.trace.loss
        losses = (await store.scalars(fork, 149, 151)).column("loss")
        assert losses[0] == (await frame(store, run, 149))["loss"]
        assert losses[1] == after["loss"] != before["loss"]

    using(threads, act)


def test_an_input_is_edited_in_one_sequence_or_in_all(threads: CountingExecutor) -> None:
    batch = CONFIG.model_copy(update={"batch_size": 3})

    async def act(store: Store) -> None:
        run = await store.add(batch)
        before = (await frame(store, run, 20))["inputs"]
        step = {"t": 2, "index": 0, "value": 0.5}
        one = await store.fork(run, 20, edits(inputs=[step | {"b": 3}]))
        everywhere = await store.fork(run, 20, edits(inputs=[step]))
        assert (await frame(store, one, 20))["inputs"][1] == [*before[1][:2], [0.5]]
        assert (await frame(store, everywhere, 20))["inputs"][1] == [[0.5]] * 3
        with pytest.raises(InputError, match=r"edits\.inputs\.0\.b: out_of_range .*'high': 3"):
            await store.fork(run, 20, edits(inputs=[step | {"b": 4}]))

    using(threads, act)


def test_settings_change_from_the_fork_on(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        slower = await store.fork(run, 101, edits(optimizer={"learning_rate": 0.001}))
        assert slower.config.optimizer.learning_rate == 0.001
        assert slower.config.optimizer.name == CONFIG.optimizer.name
        expected = Experiment(Stretch(slower.config)).updates(state_after(CONFIG, 100))
        ours = await store.scalars(slower, 101, 320)
        assert ours.column("loss") == [update.trace.loss for update in islice(expected, 220)]

        clipped = await store.fork(run, 120, edits(optimizer={"clip_norm": 1e-3}))
        values = await store.scalars(clipped, 119, 121)
        assert values.column("clipped_grad_norm")[1] == pytest.approx(1e-3)
        assert values.column("clipped_grad_norm")[0] == values.column("grad_norm")[0] > 1e-3
        free = await store.fork(clipped, 140, edits(optimizer={"clip_norm": None}))
        assert free.config.optimizer.clip_norm is None

    using(threads, act)


def test_another_optimizer_begins_without_memory(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        fork = await store.fork(run, 50, edits(optimizer={"name": "adam", "learning_rate": 0.01}))
        experiment, state = Experiment(Stretch(fork.config)), state_after(CONFIG, 49)
        state = state._replace(optimizer=experiment.optimizer.start(state.params))
        expected = [update.trace.loss for update in islice(experiment.updates(state), 30)]
        assert (await store.scalars(fork, 50, 79)).column("loss") == expected

    using(threads, act)


def test_another_k_keeps_the_window_start_and_the_epoch(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG.model_copy(update={"updates": 500}))
        windows = Experiment(Stretch(CONFIG)).plan.windows
        update = windows + 11  # in the second epoch
        fork = await store.fork(run, update, edits(schedule={"k": 3}))
        before, after = await frame(store, run, update), await frame(store, fork, update)
        assert (after["epoch"], after["window_start"]) == (before["epoch"], before["window_start"])
        assert after["inputs"] == before["inputs"][:3]
        assert (await frame(store, fork, update + 1))["window_start"] == after["window_start"] + 1

    using(threads, act)


@pytest.mark.parametrize("task", ["adding", "first_bit"])
def test_sequences_of_another_length_come_in_the_order_of_the_epoch(task: str) -> None:
    config = parse_config({"task": {"name": task}, "hidden_size": 2})
    parent = Stretch(config)
    run = Experiment(parent)
    for update in (10, run.plan.windows, 2 * run.plan.windows + 7):
        fork = Experiment(forked(parent, update, edits(schedule={"k": 12})))
        for number in range(update, update + 3 * run.plan.windows):
            ours, theirs = fork.plan.window(number), run.plan.window(number)
            assert (ours.epoch, ours.number) == (theirs.epoch, theirs.number)
            assert len(ours.batch.inputs) == 12


def test_an_edited_input_or_target_holds_for_one_update(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        new = edits(inputs=[{"t": 2, "value": 0.9}], targets=[{"t": 6, "value": -0.5}])
        fork = await store.fork(run, 10, new)
        before, after = await frame(store, run, 10), await frame(store, fork, 10)
        assert after["inputs"][1] == [[0.9]]
        assert after["inputs"][2:] == before["inputs"][2:]
        assert after["targets"][5] == [[-0.5]]
        following = await frame(store, fork, 11)
        assert following["inputs"] == (await frame(store, run, 11))["inputs"]
        assert following["params"] == after["new_params"]

    using(threads, act)


def test_a_cut_edge_stays_cut(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        fork = await store.fork(run, 30, edits(detached=[4]))
        for update in (30, 31):
            cut = await frame(store, fork, update)
            assert cut["detached"] == [False, False, False, True, False, False]
            assert not np.any(cut["grad_hidden"][:3])
            assert np.all(cut["grad_hidden"][3:])
        assert (await frame(store, fork, 30))["hidden"] == (await frame(store, run, 30))["hidden"]
        shorter = await store.fork(fork, 40, edits(schedule={"k": 3}))
        assert shorter.config.detached == ()

    using(threads, act)


def test_carry_state_can_begin_in_the_middle(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        fork = await store.fork(await store.add(CONFIG), 20, edits(schedule={"carry_state": True}))
        assert not np.any((await frame(store, fork, 20))["initial_hidden"])
        assert np.all((await frame(store, fork, 21))["initial_hidden"])

    using(threads, act)


@pytest.mark.parametrize("update", [1, 100, 101, 320])
def test_forks_at_the_borders_of_blocks(threads: CountingExecutor, update: int) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        fork = await store.fork(run, update, edits(params=[{"name": "b_y", "value": [0.25]}]))
        assert (await frame(store, fork, update))["params"]["b_y"] == [0.25]
        if update > 1:
            assert await raw(store, fork, update - 1) == await raw(store, run, update - 1)
        assert fork.owner(block_of(update)) == fork

    using(threads, act)


def test_a_longer_k_in_a_later_epoch(threads: CountingExecutor) -> None:
    """There are fewer windows then, so that the epochs before count for more updates."""

    async def act(store: Store) -> None:
        run = await store.add(CONFIG.model_copy(update={"updates": 900}))
        for update in (236, 340, 899):
            fork = await store.fork(run, update, edits(schedule={"k": 40}))
            before, after = await frame(store, run, update), await frame(store, fork, update)
            assert after["epoch"] == before["epoch"]
            assert after["window_start"] == min(before["window_start"], 320 - 40 - 1)
            assert len(after["inputs"]) == 40

    using(threads, act)


def test_values_are_those_of_the_forks_own_window(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        longer = edits(schedule={"k": 9}, inputs=[{"t": 9, "value": 0.5}])
        fork = await store.fork(run, 20, longer)
        assert (await frame(store, fork, 20))["inputs"][8] == [[0.5]]
        shorter = edits(schedule={"k": 3}, inputs=[{"t": 4, "value": 0.5}])
        with pytest.raises(
            InputError, match=r"edits.inputs.0.t: invalid_input .*'step', 'steps': \[1, 2, 3\]"
        ):
            await store.fork(run, 20, shorter)

    using(threads, act)


def test_a_state_can_stop_being_carried(threads: CountingExecutor) -> None:
    """False is a change, too."""

    async def act(store: Store) -> None:
        run = await store.fork(await store.add(CONFIG), 20, edits(schedule={"carry_state": True}))
        fork = await store.fork(run, 40, edits(schedule={"carry_state": False}))
        assert not fork.config.schedule.carry_state
        assert fork.id != run.id
        assert not np.any((await frame(store, fork, 41))["initial_hidden"])

    using(threads, act)
