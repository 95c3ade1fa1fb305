"""The list of what the server says of a bad setting is whole.

By it tests/js/refusals.test.mjs checks that the page tells each problem in its own words.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.web.wire import problem_detail

LIST = Path(__file__).parents[1] / "data" / "refusals.json"
TOGETHER: list[dict[str, Any]] = [
    {"sequence_type": "one_to_one", "schedule": {"k": 2}},
    {"sequence_type": "encoder_decoder", "schedule": {"k": 1}},
    {"sequence_type": "encoder_decoder", "feedback": "free", "bidirectional": True},
    {"sequence_type": "one_to_many", "schedule": {"carry_state": True}},
    {"batch_size": 2, "schedule": {"carry_state": True}},
    {"task": {"name": "function"}, "sequence_type": "many_to_one"},
    {"loss": "bce"},
    {"output_activation": "softmax"},
    {"schedule": {"name": "full_sequence"}},
    {"task": {"name": "echo"}, "sequence_type": "one_to_one"},
    {"task": {"name": "function"}, "schedule": {"k": 2}},
    {"task": {"name": "binary_addition"}, "schedule": {"k": 2}},
    {"task": {"name": "binary_addition"}, "schedule": {"carry_state": True}},
    {"task": {"name": "binary_addition"}, "feedback": "free"},
    {"task": {"name": "adding"}, "schedule": {"k": 1}},
    {"task": {"name": "characters"}, "bidirectional": True},
]


def bad_values(config: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """For each setting of a panel, what it could send in error: nothing, no number, one too low."""
    for name, value in config.items():
        if isinstance(value, dict):
            for inner in bad_values(value):
                yield {name: inner}
        elif not isinstance(value, list):
            yield from ({name: ""}, {name: "x"})
            if not isinstance(value, str | bool):
                yield {name: -(10**12)}


def test_the_list_holds_every_problem_with_a_setting(
    client: TestClient, run: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, Any] = {}

    def refused(path: str, body: dict[str, Any]) -> None:
        answer = client.post(path, json=body)
        assert answer.status_code == 422, body
        error = answer.json()["error"]
        said[json.dumps(error, sort_keys=True)] = error

    task = {"task": {"name": "sunspots"}}
    config = run["config"] | task  # without data of one's own
    for bad in (*bad_values(config), *TOGETHER):
        refused("/api/runs", task | bad)
    optimizer, schedule = config["optimizer"], dict(config["schedule"])
    del schedule["name"], schedule["k1"]
    for edits in bad_values({"optimizer": optimizer, "schedule": schedule}):
        refused(f"/api/runs/{run['id']}/forks", {"update": 2, "edits": edits})
    monkeypatch.setattr("unrolled.runs.config.rules.max_k", lambda _: 5)
    with pytest.raises(InputError) as short:
        parse_config(task | {"schedule": {"k": 6}})
    problem = problem_detail(short.value.code, short.value.params, short.value.field).model_dump()
    said[json.dumps(problem, sort_keys=True)] = problem

    assert [said[key] for key in sorted(said)] == json.loads(LIST.read_text("utf-8"))
