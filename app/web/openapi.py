"""The schema's examples and errors: what /openapi.json says beyond the routes' own types."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI
from starlette.routing import compile_path

from ..runs.errors import InputError
from .guard.bodies import BODY_LIMIT, DATA_BODY_LIMIT
from .reply.errors import (
    ApiError,
    Problem,
    cannot_keep,
    foreign_origin,
    has_forks,
    internal,
    of_input,
    too_large,
    unknown_run,
)
from .reply.events import StreamEvent

# One for each media type of a route, as a real server answers: python -m tests.web.examples
EXAMPLES = Path(__file__).with_name("examples.json")

COMPONENT = "#/components/schemas/{model}"

# Of every status when it comes, and one of its errors.
ERRORS: dict[int, tuple[str, ApiError]] = {
    403: ("Asked under a foreign name, or by the page of another site", foreign_origin()),
    404: ("There is no such run, or nothing of that name in it", unknown_run("0123456789abcdef")),
    409: ("Something else still needs it", has_forks("0123456789abcdef", ["fedcba9876543210"])),
    413: (
        f"More than {BODY_LIMIT:,} bytes; of trace, datasets, predict, forks {DATA_BODY_LIMIT:,}",
        too_large(BODY_LIMIT),
    ),
    422: (
        "A value that cannot be, which `field` names, or a body that is not JSON",
        of_input(InputError("update", "out_of_range", expected="update", high=500)),
    ),
    500: ("The server's own mistake, or its process died twice at this work", internal()),
    503: ("The server cannot keep it now, or has too many uploads to read", cannot_keep()),
}
OF_OPERATION = {
    "list_runs": [404],
    "delete_run": [409],
    "create_dataset": [503],
    "preview_dataset": [503],
}


class DocumentedAPI(FastAPI):
    """FastAPI whose schema has an example of each body and answer, and every error."""

    def openapi(self) -> dict[str, Any]:
        schema = super().openapi()
        components = schema.setdefault("components", {})
        components["responses"] = {f"Problem{status}": _problem(status) for status in ERRORS}
        known = components.setdefault("schemas", {})
        for part, one in _of_no_route():
            known.setdefault(part, one)
        examples = json.loads(EXAMPLES.read_text("utf-8"))
        for path, operation in operations(schema):
            name = operation["operationId"]
            operation["summary"] = operation["description"].partition("\n")[0]
            for status in statuses(path, operation):
                reference = f"#/components/responses/Problem{status}"
                operation["responses"][str(status)] = {"$ref": reference}
            own = [one for one in examples if one["operation_id"] == name]
            _exemplify_parameters(path, operation, own)
            for example in own:
                _exemplify(operation, example)
        for unused in ("HTTPValidationError", "ValidationError"):
            known.pop(unused, None)
        return schema


def _of_no_route() -> Iterator[tuple[str, dict[str, Any]]]:
    """Names and schemas of what is not for FastAPI to write or read."""
    # Slow to import, and nothing else of this process has use for them.
    from .dataset_wire import DatasetPreview, DatasetReport, DatasetRequest

    for model in (Problem, DatasetRequest, DatasetPreview, DatasetReport, StreamEvent):
        made = _without_nulls(model.model_json_schema(ref_template=COMPONENT))
        yield from {**made.pop("$defs", {}), model.__name__: made}.items()


def _without_nulls(schema: Any) -> Any:
    """The schema as FastAPI writes it: that null is a default is told by its not being required."""
    if isinstance(schema, dict):
        return {name: _without_nulls(part) for name, part in schema.items() if part is not None}
    return [_without_nulls(part) for part in schema] if isinstance(schema, list) else schema


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, operation) of a schema."""
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            yield path, operation


def statuses(path: str, operation: dict[str, Any]) -> list[int]:
    """Which errors an operation may answer with."""
    takes_body = "requestBody" in operation
    found = [403, 422, 500, *OF_OPERATION.get(operation["operationId"], ())]
    if "{run_id}" in path:
        found.append(404)
    if takes_body:
        found.append(413)
    return sorted(found)


def _problem(status: int) -> dict[str, Any]:
    description, error = ERRORS[status]
    example = error.problem.model_dump(exclude_none=True)
    media = {"schema": {"$ref": "#/components/schemas/Problem"}, **_example(example)}
    return {"description": description, "content": {"application/json": media}}


def _example(value: Any, summary: str | None = None) -> dict[str, Any]:
    told = {"summary": summary} if summary else {}
    return {"examples": {"example": {**told, "value": value}}}


def _exemplify_parameters(
    path: str, operation: dict[str, Any], examples: list[dict[str, Any]]
) -> None:
    """From the first example's address. `/docs` fills them in, so that they must go together."""
    if not examples:
        return
    url = urlsplit(examples[0]["path"])
    found = compile_path(path)[0].match(url.path)
    assert found, f"{url.path} is no {path}"
    values = {**found.groupdict(), **dict(parse_qsl(url.query))}
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in values:
            value, schema = values[parameter["name"]], parameter["schema"]
            types = {one.get("type") for one in (schema, *schema.get("anyOf", ()))}
            parameter["example"] = int(value) if "integer" in types else value


def _exemplify(operation: dict[str, Any], example: dict[str, Any]) -> None:
    if "body" in example:
        operation["requestBody"]["content"]["application/json"] |= _example(example["body"])
    answer = operation["responses"][str(example["status"])]
    if "answer" in example:
        media = answer["content"].setdefault(example["media_type"], {})
        media |= _example(example["answer"], example.get("summary"))
