"""What a config says of a schedule: (k1, k2) or a name, one id for each, and the old ones kept."""

from typing import Any

import pytest
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.training.forks import Edits, Fork, forked_config

SUNSPOTS = {"task": {"name": "sunspots"}}
SLIDING = {"name": "sliding_window", "k": 12, "carry_state": False}


def scheduled(task: str = "sunspots", **schedule: Any) -> RunConfig:
    return parse_config({"task": {"name": task}, "schedule": schedule})


# As they were hashed before there was a k1.
@pytest.mark.parametrize(
    ("task", "schedule", "run_id"),
    [
        ("sunspots", {"k": 5}, "b139c80e5195130c"),
        ("sunspots", {"carry_state": True}, "2804235bfc425687"),
        ("sine", {"name": "sliding_window", "k": 1, "carry_state": True}, "0468c6f0aa94531b"),
        ("sine", {"name": "chunks", "k": 1, "carry_state": True}, "dbfe991df957a684"),
        ("sine", {"name": "chunks", "k": 6}, "38538d1f0d34373c"),
        ("echo", {}, "298011bd2d980798"),
        ("characters", {"k": 30}, "cc32f8ccfa205860"),
        ("adding", {"k": 20}, "12f35f4818ac6da7"),
        ("function", {"name": "full_sequence", "k": 1, "carry_state": False}, "dc68a333bf5669ac"),
    ],
)
def test_runs_of_before_have_their_ids(task: str, schedule: dict[str, Any], run_id: str) -> None:
    assert scheduled(task, **schedule).id(USUAL) == run_id


@pytest.mark.parametrize(
    ("changes", "fork_id"),
    [
        ({"schedule": {"k": 6}}, "f8c680a2fbef06e9"),
        ({"schedule": {"carry_state": True}}, "d15640cc899bdd65"),
        (
            {"schedule": {"k": 3, "carry_state": False}, "optimizer": {"learning_rate": 0.01}},
            "b677485668741da5",
        ),
    ],
)
def test_forks_of_before_have_their_ids(changes: dict[str, Any], fork_id: str) -> None:
    edits = Edits.model_validate(changes)
    assert Fork(parent=scheduled().id(USUAL), update=40, edits=edits).id == fork_id


@pytest.mark.parametrize(
    ("schedule", "canonical"),
    [
        ({"k1": 1, "k2": 12}, SLIDING),
        ({"k1": 1}, SLIDING),
        ({"k2": 6}, SLIDING | {"k": 6}),
        ({"k1": None, "k": 6, "k2": 6}, SLIDING | {"k": 6}),
        ({"k1": 6, "k2": 6, "carry_state": True}, {"name": "chunks", "k": 6, "carry_state": True}),
        ({"k1": 1, "k2": 1}, {"name": "chunks", "k": 1, "carry_state": False}),
        ({"name": "tbptt", "k": 5}, SLIDING | {"name": "tbptt", "k1": 3, "k": 5}),
        ({"name": "tbptt", "k": 2}, SLIDING | {"name": "tbptt", "k1": 1, "k": 2}),
        ({"k1": 3}, {"name": "tbptt", "k1": 3, "k": 12, "carry_state": False}),
        ({"name": "tbptt", "k1": 3, "k": 5}, SLIDING | {"name": "tbptt", "k1": 3, "k": 5}),
    ],
)
def test_a_schedule_goes_by_its_name(schedule: dict[str, Any], canonical: dict[str, Any]) -> None:
    config = scheduled(**schedule)
    assert config.schedule.model_dump() == {"k1": None, **canonical}
    assert config.id(USUAL) == scheduled(**canonical).id(USUAL)
    assert parse_config(config.model_dump()) == config


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        ({"k": 6, "k2": 5}, "schedule.k2"),
        ({"k1": 13}, "schedule.k1"),
        ({"k1": 0}, "schedule.k1"),
        ({"k1": "3"}, "schedule.k1"),
        ({"k1": True}, "schedule.k1"),
        ({"k1": 1.0}, "schedule.k1"),
        ({"name": "chunks", "k1": 3}, "schedule.k1"),
        ({"k1": 2, "k2": 61}, "schedule.k"),
        ({"name": "full_sequence"}, "schedule.name"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(schedule: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        scheduled(**schedule)
    assert refused.value.field == field


def test_whole_sequences_have_no_k1() -> None:
    with pytest.raises(InputError) as refused:
        scheduled("translation", k1=2)
    assert refused.value.field == "schedule.name"


def test_a_fork_may_see_shorter_windows_as_often() -> None:
    parent = scheduled(k1=3, k2=12)
    edits = Edits.model_validate({"schedule": {"k": 5}})
    assert forked_config(parent, edits).schedule.model_dump()["k1"] == 3
    with pytest.raises(InputError) as refused:
        forked_config(parent, Edits.model_validate({"schedule": {"k": 2}}))
    assert refused.value.field == "edits.schedule.k1"
