"""Forks: equal to their parent before, to a run of their own kind after."""

from itertools import islice
from typing import Any

import numpy as np
import orjson
import pytest

from app.engine.train import TrainState
from app.runs.config import InputError, RunConfig, parse_config
from app.runs.experiment import Experiment
from app.runs.forks import Edits, joined
from app.runs.lineage import Recording, Stretch, block_of
from app.runs.store import HasForksError, Store
from app.runs.worker import Encoding

from .conftest import CountingExecutor, using

CONFIG = parse_config({"task": {"name": "sine"}, "schedule": {"k": 6}, "updates": 320})


def edits(**changes: Any) -> Edits:
    return Edits.model_validate(changes)


async def frame(store: Store, run: Recording, update: int) -> dict[str, Any]:
    found = await store.events(run, range(update, update + 1), Encoding())
    result: dict[str, Any] = orjson.loads(found[update][0].data)
    return result


async def raw(store: Store, run: Recording, update: int) -> bytes:
    found = await store.events(run, range(update, update + 1), Encoding())
    return found[update][0].data


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
        with pytest.raises(InputError, match=r"edits\.inputs\.0\.b must be from 1 to 3"):
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


def test_a_fork_of_a_fork_of_a_fork(threads: CountingExecutor) -> None:
    """Three in one block, the last two at the same update, which are one: all edits count."""

    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        one = await store.fork(run, 110, edits(optimizer={"learning_rate": 0.01}))
        first = edits(params=[{"name": "b_y", "value": [0.5]}], inputs=[{"t": 3, "value": 9}])
        two = await store.fork(one, 130, first)
        three = await store.fork(
            two, 130, edits(params=[{"name": "b_h", "index": [0], "value": 1}])
        )
        assert [run.id for run in three.ancestry()] == [three.id, one.id, run.id]
        last = await frame(store, three, 130)
        assert last["params"]["b_y"] == [0.5]
        assert last["params"]["b_h"][0] == 1
        assert last["inputs"][2] == [[9]]
        assert last["learning_rate"] == 0.01
        assert await raw(store, three, 120) == await raw(store, one, 120)
        assert await raw(store, three, 105) == await raw(store, run, 105)

    using(threads, act)


def test_of_edits_of_one_entry_the_last_counts_and_stands_last() -> None:
    def entry(value: float, index: list[int] | None = None) -> dict[str, Any]:
        return {"name": "b_h", "index": index, "value": value if index else [value] * 4}

    first = edits(params=[entry(1, [0]), entry(2)], inputs=[{"t": 3, "value": 1}], detached=[2])
    second = edits(params=[entry(3, [0])], inputs=[{"t": 4, "value": 2}, {"t": 3, "value": 5}])
    both = joined(first, second)
    assert both.params == edits(params=[entry(2), entry(3, [0])]).params
    assert [(edit.t, edit.value) for edit in both.inputs] == [(4, 2), (3, 5)]
    assert (both.targets, both.detached) == ((), (2,))


def test_a_fork_before_the_parents_own_beginning_is_the_grandparents(
    threads: CountingExecutor,
) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        late = await store.fork(run, 200, edits(detached=[2]))
        early = await store.fork(late, 100, edits(detached=[3]))
        assert early.parent == run
        assert early.config.detached == (3,)
        assert early.id == (await store.fork(run, 100, edits(detached=[3]))).id

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


def test_a_thousand_forks(threads: CountingExecutor) -> None:
    """Of one run, and the last hundred one on the other."""

    async def act(store: Store) -> None:
        root = run = await store.add(CONFIG)
        for number in range(1000):
            edit = edits(params=[{"name": "b_y", "value": [number / 1000]}])
            update = 5 if number < 900 else number - 890
            run = await store.fork(root if number < 900 else run, update, edit)
        assert (await frame(store, run, 109))["params"]["b_y"] == [0.999]
        assert len(list(run.ancestry())) == 102
        listed = await store.latest(1000)
        assert listed[0].id == run.id
        assert len({one.id for one in listed}) == 1000
        with pytest.raises(HasForksError) as refused:
            await store.delete(root)
        assert len(refused.value.forks) == 900

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
        with pytest.raises(InputError, match=r"edits.inputs.0.t must be a step that has one"):
            await store.fork(run, 20, shorter)

    using(threads, act)


def test_equal_edits_are_one_fork(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        one = await store.fork(run, 20, edits(detached=[4, 2, 4]))
        assert one.id == (await store.fork(run, 20, edits(detached=[2, 4]))).id
        assert (await store.fork(one, 30, edits(detached=[]))).config.detached == ()

    using(threads, act)


def test_a_fork_that_changes_nothing_is_the_run_itself(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        rate = run.config.optimizer.learning_rate
        for nothing in (edits(optimizer={"learning_rate": rate}), edits(detached=[])):
            assert (await store.fork(run, 20, nothing)).id == run.id
        cut = await store.fork(run, 20, edits(detached=[4]))
        assert (await store.fork(cut, 20, edits(detached=[]))).id == run.id
        assert (await store.fork(cut, 30, edits(detached=[]))).id != run.id

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
