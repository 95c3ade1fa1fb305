"""Edits that make no fork, and why."""

from typing import Any

import pytest
from unrolled.runs.errors import InputError
from unrolled.runs.store.store import Store

from ..conftest import CountingExecutor, using
from .forking import CONFIG, edits


@pytest.mark.parametrize("nothing", [{}, {"optimizer": {}}, {"schedule": {}, "inputs": []}])
def test_a_fork_without_an_edit_is_refused(nothing: Any) -> None:
    with pytest.raises(InputError, match="edits must hold at least one of"):
        edits(**nothing)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"params": [{"name": "W", "value": 1}]}, "edits.params.0.name"),
        ({"params": [{"name": "W_h", "value": 1}]}, "edits.params.0.value"),
        ({"params": [{"name": "W_h", "index": [9, 9], "value": 1}]}, "edits.params.0.index"),
        ({"params": [{"name": "b_y", "index": [0], "value": [1]}]}, "edits.params.0.value"),
        ({"inputs": [{"t": 7, "value": 1}]}, "edits.inputs.0.t"),
        ({"targets": [{"t": 1, "value": 1}]}, "edits.targets.0.t"),
        ({"targets": [{"t": 6, "index": 1, "value": 1}]}, "edits.targets.0.index"),
        ({"schedule": {"k": 1000}}, "edits.schedule.k"),
        ({"optimizer": {"name": "newton"}}, "edits.optimizer.name"),
        ({"detached": [7]}, "edits.detached"),
    ],
)
def test_edits_that_do_not_fit(threads: CountingExecutor, given: Any, field: str) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        with pytest.raises(InputError) as refused:
            await store.fork(run, 5, edits(**given))
        assert refused.value.field == field
        assert str(refused.value).startswith(field)

    using(threads, act)
