"""The schema is whole: names, examples that the server really answers, errors in the one shape."""

import json
import re
from typing import Any

import pytest
from jsonschema_rs import validator_for
from unrolled.main import create_app
from unrolled.web.openapi import ERRORS, EXAMPLES, operations

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
