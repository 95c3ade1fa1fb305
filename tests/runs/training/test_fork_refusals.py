"""Edits that make no fork, and why."""

from typing import Any

import pytest
from unrolled.runs.errors import InputError
from unrolled.runs.store.store import Store

from ..conftest import CountingExecutor, using
from .forking import CONFIG, edits


@pytest.mark.parametrize("nothing", [{}, {"optimizer": {}}, {"schedule": {}, "inputs": []}])
def test_a_fork_without_an_edit_is_refused(nothing: Any) -> None:
    with pytest.raises(InputError, match="edits: no_edit"):
        edits(**nothing)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"params": [{"name": "W", "value": 1}]}, "edits.params.0.name", "invalid_input"),
        ({"params": [{"name": "W_h", "value": 1}]}, "edits.params.0.value", "wrong_shape"),
        (
            {"params": [{"name": "W_h", "index": [9, 9], "value": 1}]},
            "edits.params.0.index",
            "out_of_range",
        ),
        (
            {"params": [{"name": "b_y", "index": [0], "value": [1]}]},
            "edits.params.0.value",
            "invalid_input",
        ),
        ({"inputs": [{"t": 7, "value": 1}]}, "edits.inputs.0.t", "invalid_input"),
        ({"targets": [{"t": 1, "value": 1}]}, "edits.targets.0.t", "invalid_input"),
        ({"targets": [{"t": 6, "index": 1, "value": 1}]}, "edits.targets.0.index", "out_of_range"),
        ({"schedule": {"k": 1000}}, "edits.schedule.k", "out_of_range"),
        ({"optimizer": {"name": "newton"}}, "edits.optimizer.name", "invalid_input"),
        ({"detached": [7]}, "edits.detached", "steps_beyond"),
    ],
)
def test_edits_that_do_not_fit(
    threads: CountingExecutor, given: Any, field: str, code: str
) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        with pytest.raises(InputError) as refused:
            await store.fork(run, 5, edits(**given))
        assert (refused.value.field, refused.value.code) == (field, code)

    using(threads, act)
