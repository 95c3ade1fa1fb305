"""A config's canonical form and id, its defaults, and what it refuses."""

from math import nan
from typing import Any

import pytest
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.config.ids import plain
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.training.forks import Fork
from unrolled.tasks import TASKS

from ...problems import refusal

SUNSPOTS = {"task": {"name": "sunspots"}}


def test_only_the_task_is_required_and_its_defaults_fill_the_rest() -> None:
    config = parse_config(SUNSPOTS)
    assert (config.hidden_size, config.schedule.k, config.updates) == (8, 12, 5000)
    assert config.optimizer.learning_rate == 0.05
    assert parse_config({"task": {"name": "sine"}}).schedule.k == 8


def test_a_part_given_keeps_the_other_defaults_of_the_task() -> None:
    config = parse_config(SUNSPOTS | {"schedule": {"carry_state": True}})
    assert (config.schedule.k, config.schedule.carry_state) == (12, True)


IDS = {
    "a967f06b94633983": {},
    "d196048622d1ec9c": {
        "cell": "lstm",
        "initializer": {"name": "orthogonal", "gain": 0.5, "forget_bias": 2},
    },
    "35492be6e82d2ff0": {
        "schedule": {"name": "chunks", "k": 20, "carry_state": True},
        "detached": [7, 3],
    },
    "dd41fb1aa632368e": {"task": {"name": "translation"}},
    "2e2998dbcf072ca4": {
        "task": {"name": "binary_addition"},
        "bidirectional": True,
        "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 1},
    },
    "286ca72d1dc89266": {
        "task": {"name": "first_bit"},
        "schedule": {"k": 30},
        "activation": "relu",
        "seed": 7,
        "updates": 100,
        "batch_size": 2,
    },
}


@pytest.mark.parametrize(("stored", "config"), IDS.items())
def test_a_config_keeps_its_id(stored: str, config: dict[str, Any]) -> None:
    assert parse_config(SUNSPOTS | config).id(USUAL) == stored


def test_a_fork_keeps_its_id() -> None:
    edits = {
        "optimizer": {"learning_rate": 0.01, "clip_norm": None},
        "schedule": {"k": 5},
        "detached": [2],
    }
    fork = Fork.model_validate({"parent": next(iter(IDS)), "update": 100, "edits": edits})
    assert fork.id == "dc82181d96020f26"


def test_equal_configs_have_one_id_however_they_are_written() -> None:
    spelled_out = parse_config(SUNSPOTS).model_dump()
    backwards = dict(reversed(spelled_out.items()))
    whole_number = spelled_out | {"initializer": {"name": "uniform", "gain": 1}}
    ids = {
        parse_config(given).id(USUAL) for given in (SUNSPOTS, spelled_out, backwards, whole_number)
    }
    assert len(ids) == 1
    assert parse_config(SUNSPOTS | {"seed": 1}).id(USUAL) not in ids


LSTM = {"cell": "lstm", "initializer": {"forget_bias": 2}}


@pytest.mark.parametrize(
    ("given", "idle"),
    [
        (LSTM, {"activation": "relu"}),
        (LSTM, {"initializer": {"forget_bias": 2, "update_bias": -3}}),
        ({"cell": "gru"}, {"activation": "sigmoid", "initializer": {"forget_bias": 5}}),
        ({}, {"initializer": {"forget_bias": 0, "update_bias": 1}}),
        ({"sequence_type": "many_to_many"}, {"feedback": "free"}),
        ({}, {"feedback": "teacher"}),
    ],
)
def test_what_a_run_does_not_use_is_not_in_its_id(
    given: dict[str, Any], idle: dict[str, Any]
) -> None:
    one, other = (parse_config(SUNSPOTS | given | more) for more in ({}, idle))
    assert one != other
    assert one.id(USUAL) == other.id(USUAL)
    assert plain(other) == plain(one) == parse_config(plain(one).model_dump())


@pytest.mark.parametrize(
    ("given", "change"),
    [
        ({}, {"activation": "relu"}),
        (LSTM, {"initializer": {"forget_bias": 1}}),
        ({"cell": "gru"}, {"initializer": {"update_bias": 1}}),
        ({"sequence_type": "encoder_decoder"}, {"feedback": "free"}),
        ({"schedule": {"name": "tbptt"}}, {"schedule": {"name": "tbptt", "k1": 2}}),
    ],
)
def test_what_it_uses_is(given: dict[str, Any], change: dict[str, Any]) -> None:
    one, other = (parse_config(SUNSPOTS | given | more) for more in ({}, change))
    assert one.id(USUAL) != other.id(USUAL)
    assert plain(other) == other


def choice(*choices: str) -> dict[str, Any]:
    return {"expected": "choice", "choices": list(choices)}


def whole(low: int, high: int) -> dict[str, Any]:
    return {"expected": "whole_between", "low": low, "high": high}


@pytest.mark.parametrize(
    ("change", "field", "code", "params"),
    [
        ({"task": {"name": "moon"}}, "task.name", "invalid_input", choice(*TASKS)),
        ({"task": {}}, "task.name", "missing", {}),
        ({"task": 3}, "task", "invalid_input", {"expected": "object"}),
        ({"hidden_size": 0}, "hidden_size", "out_of_range", whole(1, 64)),
        ({"hidden_size": 2.5}, "hidden_size", "invalid_input", whole(1, 64)),
        ({"hidden_size": True}, "hidden_size", "invalid_input", whole(1, 64)),
        ({"hidden_size": "8"}, "hidden_size", "invalid_input", whole(1, 64)),
        ({"activation": "cos"}, "activation", "invalid_input", choice("tanh", "sigmoid", "relu")),
        (
            {"optimizer": {"learning_rate": nan}},
            "optimizer.learning_rate",
            "out_of_range",
            {"expected": "number_above_to", "low": 0, "high": 1000},
        ),
        (
            {"optimizer": {"clip_norm": -1}},
            "optimizer.clip_norm",
            "out_of_range",
            {"expected": "number_above_or_null", "low": 0},
        ),
        ({"schedule": {"k": 61}}, "schedule.k", "out_of_range", whole(1, 60)),
        ({"seed": 2**32}, "seed", "out_of_range", whole(0, 4294967295)),
        ({"updates": "many"}, "updates", "invalid_input", whole(1, 20000)),
        (
            {"schedule": {"carry_state": 2}},
            "schedule.carry_state",
            "invalid_input",
            {"expected": "switch"},
        ),
        ({"speed": 1}, "speed", "unknown_field", {"names": list(RunConfig.model_fields)}),
    ],
)
def test_what_is_refused_is_named_with_what_is_allowed(
    change: dict[str, Any], field: str, code: str, params: dict[str, Any]
) -> None:
    assert refusal(parse_config, SUNSPOTS | change) == (field, code, params)
