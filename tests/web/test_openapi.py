"""The schema is whole: names, examples that the server really answers, errors in the one shape."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema_rs import validator_for
from unrolled.main import create_app
from unrolled.runs.errors import WorkerDiedError
from unrolled.web.openapi import ERRORS, EXAMPLES, operations
from unrolled.web.reply.errors import problem_json, worker_died

from ..compare import ROUNDING, same
from .conftest import fresh_client
from .examples import asked
from .paths import every_route

SCHEMA = create_app().openapi()
OPERATIONS = {operation["operationId"]: operation for _, operation in operations(SCHEMA)}
each_operation = pytest.mark.parametrize("name", OPERATIONS)
KEPT: list[dict[str, Any]] = json.loads(EXAMPLES.read_text("utf-8"))


def fits(schema: dict[str, Any], value: object) -> bool:
    whole = {**schema, "components": SCHEMA["components"]}
    return bool(validator_for(whole, pattern_options=None).is_valid(value))


def test_every_route_under_api_is_in_it() -> None:
    under_api = [path for _, path in every_route(create_app()) if path.startswith("/api/")]
    assert len(under_api) == len(OPERATIONS) == sum(map(len, SCHEMA["paths"].values()))
    assert SCHEMA["openapi"].startswith("3.1")


@each_operation
def test_its_name_reads_as_a_functions_name(name: str) -> None:
    assert name.isidentifier()
    assert name.islower()
    assert len(name) < 20, "FastAPI's own names hold the path and the method"
    assert OPERATIONS[name]["description"].endswith(".")


@each_operation
def test_every_body_and_every_answer_has_an_example_that_fits(name: str) -> None:
    operation = OPERATIONS[name]
    bodies = operation.get("requestBody", {}).get("content", {})
    success = [answer for status, answer in operation["responses"].items() if status < "300"]
    assert len(success) == 1
    answers = success[0].get("content", {})
    for media_type, one in [*bodies.items(), *answers.items()]:
        assert one["schema"], f"{name} says nothing of {media_type}"
        assert "examples" in one, f"{name} has no {media_type}: see tests/web/examples.py"
        assert fits(one["schema"], one["examples"]["example"]["value"])


@each_operation
def test_every_parameter_has_an_example_or_says_what_it_may_be(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", ()):
        schema = parameter["schema"]
        if "example" in parameter:
            assert fits(schema, parameter["example"])
        else:
            assert not parameter["required"], parameter["name"]
            assert "default" in schema or parameter.get("description"), parameter["name"]


@each_operation
def test_its_errors_have_the_one_shape_and_an_example(name: str) -> None:
    responses = OPERATIONS[name]["responses"]
    errors = {int(status): answer for status, answer in responses.items() if status >= "400"}
    assert {403, 500} <= set(errors) <= set(ERRORS)
    for status, answer in errors.items():
        assert answer == {"$ref": f"#/components/responses/Problem{status}"}
        found = SCHEMA["components"]["responses"][f"Problem{status}"]["content"]
        content = found["application/json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert fits(content["schema"], content["examples"]["example"]["value"])


EVENT = {"$ref": "#/components/schemas/StreamEvent"}
KINDS = {"frame": "FrameEvent", "done": "DoneEvent", "error": "ErrorEvent"}


def events_in(text: str) -> list[dict[str, str]]:
    """The events of a stream as a reader has them, who keeps the last id."""
    found: list[dict[str, str]] = []
    last: dict[str, str] = {}
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith(":")]
        event = dict(line.split(": ", 1) for line in lines)
        last = {name: event[name] for name in ("id",) if name in event} or last
        found.append({**last, **event})
    return found


@pytest.mark.parametrize("query", ["", "&fields=loss", "&granularity=timestep", "&enc=b64"])
def test_each_event_of_a_stream_is_what_the_schema_says(
    client: TestClient, run: dict[str, Any], query: str
) -> None:
    found = events_in(client.get(f"/api/runs/{run['id']}/events?from=2&count=2{query}").text)
    assert [one["event"] for one in found] == ["frame"] * (len(found) - 1) + ["done"]
    for event in found:
        assert fits(EVENT, event)
        for kind, name in KINDS.items():
            component = SCHEMA["components"]["schemas"][name]
            assert fits(component, event) == (kind == event["event"])
        component = SCHEMA["components"]["schemas"][KINDS[event["event"]]]
        assert fits(component["properties"]["data"]["contentSchema"], json.loads(event["data"]))


def test_a_stream_that_breaks_off_ends_with_the_event_that_the_schema_says() -> None:
    data = problem_json(worker_died(WorkerDiedError())).decode()
    event = {"event": "error", "data": data}
    assert fits(EVENT, event)
    component = SCHEMA["components"]["schemas"]["ErrorEvent"]
    assert fits(component["properties"]["data"]["contentSchema"], json.loads(data))


@pytest.mark.parametrize(
    "event",
    [
        {"event": "frame", "data": "{}"},
        {"id": "1", "event": "frame"},
        {"id": "next", "event": "frame", "data": "{}"},
        {"id": "1", "event": "message", "data": "{}"},
        {"event": "done", "data": {"next": 3}},
        {},
        [],
    ],
)
def test_what_is_no_event_does_not_fit(event: object) -> None:
    assert not fits(EVENT, event)


def test_makers_of_clients_find_the_events_by_name_and_nothing_later_than_3_1() -> None:
    media = OPERATIONS["stream_events"]["responses"]["200"]["content"]["text/event-stream"]
    assert EVENT in media["schema"]["anyOf"]
    named = SCHEMA["components"]["schemas"]["StreamEvent"]
    assert named["discriminator"]["mapping"] == {
        kind: f"#/components/schemas/{name}" for kind, name in KINDS.items()
    }
    assert "itemSchema" not in json.dumps(SCHEMA)


def test_the_examples_are_what_the_server_answers() -> None:
    with fresh_client() as client:
        answers = list(asked(client))
    changing = {"created", "arithmetic", *ROUNDING}
    for kept, found in zip(numbered(KEPT), numbered(answers), strict=True):
        if kept["operation_id"] == "get_timing":  # is measured
            assert kept["answer"]["k"] == found["answer"]["k"]
        else:
            same(found, kept, kept["path"], but=changing)


def numbered(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each id as the number of its first appearance: in another arithmetic runs have others."""
    ids: dict[str, str] = {}
    text = re.sub(
        r"(?<![\w.])[0-9a-f]{16}(?![\w.])",
        lambda found: ids.setdefault(found[0], f"id {len(ids) + 1}"),
        json.dumps(examples),
    )
    result: list[dict[str, Any]] = json.loads(text)
    return result
