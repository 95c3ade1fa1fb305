"""Which run a fork is: of a fork, of a fork's fork, of nothing at all; and a thousand of them."""

from typing import Any

import pytest
from unrolled.runs.errors import HasForksError
from unrolled.runs.store.store import Store
from unrolled.runs.training.forks import joined

from ..conftest import CountingExecutor, using
from .forking import CONFIG, edits, frame, raw


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
    both = joined(first, second, CONFIG)
    assert both is not None
    assert both.params == edits(params=[entry(2), entry(3, [0])]).params
    assert [(edit.t, edit.value) for edit in both.inputs] == [(4, 2), (3, 5)]
    assert (both.targets, both.detached) == ((), (2,))


def test_settings_that_a_second_thought_takes_back_are_no_edits(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        rate = {"learning_rate": CONFIG.optimizer.learning_rate}
        value = [{"name": "b_y", "value": [1.0]}]
        slow = await store.fork(run, 20, edits(optimizer={"learning_rate": 0.01}, params=value))
        short = await store.fork(slow, 20, edits(optimizer=rate, schedule={"k": 4}))
        assert short.fork is not None
        assert short.fork.parent == run.id
        assert short.fork.edits.model_dump() == {
            "schedule": {"k": 4},
            "params": ({"name": "b_y", "index": None, "value": (1.0,)},),
        }
        assert short.id == (await store.fork(run, 20, short.fork.edits)).id
        plain = await store.fork(run, 20, edits(schedule={"k": 4}))
        assert await store.fork(plain, 20, edits(schedule={"k": CONFIG.schedule.k})) == run

    using(threads, act)


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


@pytest.mark.thorough
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
