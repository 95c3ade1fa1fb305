"""What pydantic found wrong, as one sentence that names the field and what is allowed."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

Schema = Mapping[str, Any]
BOUNDS = {
    "less_than_equal": ("at most", "le"),
    "greater_than_equal": ("at least", "ge"),
    "literal_error": ("one of", "expected"),
}


def sentence(model: type[BaseModel] | None, error: Mapping[str, Any]) -> tuple[str, str]:
    """The dotted field and the sentence for one of pydantic's errors about `model`."""
    root = model.model_json_schema() if model else {}
    path = [str(part) for part in error["loc"]]
    path = [part for part in path if not part.startswith("list[")]  # a choice that was tried
    if error["type"] not in ("missing", "extra_forbidden"):
        path = _known(root, path)
    field = ".".join(path)
    if error["type"] == "missing":
        return field, f"{field} is required."
    if error["type"] == "extra_forbidden":
        names = _inside(root, _find(root, path[:-1])).get("properties", {})
        return field, f"{field} is not known here; the fields are {', '.join(names)}."
    if allowed := _allowed(_find(root, path)):
        if allowed == "a number" and error["type"] == "finite_number":
            allowed = "a finite number"
        return field, f"{field} must be {allowed}."
    if error["type"] == "int_parsing":
        return field, f"{field} must be a whole number."
    if error["type"] in BOUNDS:
        word, key = BOUNDS[error["type"]]
        return field, f"{field} must be {word} {error['ctx'][key]}."
    message = str(error["msg"])
    return field, f"{field or 'The body'}: {message[0].lower()}{message[1:]}."


def _find(root: Schema, path: Sequence[str]) -> Schema:
    """The part of a JSON schema that describes the value at `path`; {} where there is none."""
    here = _resolved(root, root)
    for name in path:
        here = _inside(root, here)
        by_name = here.get("properties", {}).get(name) or here.get("additionalProperties")
        here = _resolved(root, by_name or here.get("items", {}))
    return here


def _inside(root: Schema, schema: Schema) -> Schema:
    """What has the parts: of null or something, the something."""
    return _resolved(root, schema["anyOf"][0]) if "anyOf" in schema else schema


def _known(root: Schema, path: list[str]) -> list[str]:
    """The path without what pydantic adds to it: which choice of a union it tried."""
    if not root:
        return path
    while len(path) > 1 and not _find(root, path) and "anyOf" in _find(root, path[:-1]):
        path = path[:-1]
    return path


def _resolved(root: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref")
    return root["$defs"][reference.rpartition("/")[2]] if reference else schema


def _allowed(schema: Schema) -> str:
    if "anyOf" in schema:
        choices = [_allowed(choice) for choice in schema["anyOf"]]
        return " or ".join(dict.fromkeys(choices)) if all(choices) else ""
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        *most, last = (str(choice) for choice in schema["enum"])
        return f"{', '.join(most)} or {last}"
    kind = schema.get("type")
    if kind in ("integer", "number"):
        noun = "a whole number" if kind == "integer" else "a number"
        return f"{noun} {_bounds(schema)}".strip()
    if kind == "string" and "maxLength" in schema:
        return f"a text of {schema.get('minLength', 0)} to {schema['maxLength']} characters"
    plain = {"boolean": "true or false", "null": "null", "string": "a text", "object": "an object"}
    return plain.get(str(kind), "a list" if kind == "array" else "")


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"from {low:g} to {high:.10g}"
    words = {
        "exclusiveMinimum": "above",
        "minimum": "from",
        "exclusiveMaximum": "below",
        "maximum": "up to",
    }
    given = [f"{word} {schema[key]:.10g}" for key, word in words.items() if key in schema]
    return " and ".join(given)
