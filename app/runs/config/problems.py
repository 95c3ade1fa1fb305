"""What pydantic found wrong, as a code and what is expected in its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...tasks.kinds.errors import Param
from ..errors import InputError

Schema = Mapping[str, Any]
Expected = dict[str, Param]  # its name, as `expected`, and what stands in its words

# What is expected of a number, by its type and the bounds that its schema has.
NUMBERS = {
    ("integer", ()): "whole",
    ("integer", ("minimum",)): "whole_from",
    ("integer", ("minimum", "maximum")): "whole_between",
    ("number", ()): "number",
    ("number", ("minimum",)): "number_from",
    ("number", ("minimum", "maximum")): "number_between",
    ("number", ("exclusiveMinimum",)): "number_above",
    ("number", ("exclusiveMinimum", "maximum")): "number_above_to",
}
OTHERS = {"boolean": "switch", "string": "text", "object": "object", "array": "list"}
LENGTHS = ("too_short", "too_long", "string_too_short", "string_too_long")
BOUNDS = ("less_than", "less_than_equal", "greater_than", "greater_than_equal", "finite_number")


def input_error(schema: Schema, error: Mapping[str, Any]) -> InputError:
    """One of pydantic's errors about values of a JSON schema."""
    path = [str(part) for part in error["loc"]]
    path = [part for part in path if not part.startswith("list[")]  # a choice that was tried
    kind = error["type"]
    if kind == "missing":
        return InputError(".".join(path), "missing")
    if kind == "extra_forbidden":
        names = list(_inside(schema, _find(schema, path[:-1])).get("properties", {}))
        return InputError(".".join(path), "unknown_field", names=names)
    path = _known(schema, path)
    code = "out_of_range" if kind in (*BOUNDS, *LENGTHS) else "invalid_input"
    return InputError(".".join(path), code, **_expected(schema, _find(schema, path), kind))


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
    while len(path) > 1 and not _find(root, path) and "anyOf" in _find(root, path[:-1]):
        path = path[:-1]
    return path


def _resolved(root: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref")
    return root["$defs"][reference.rpartition("/")[2]] if reference else schema


def _expected(root: Schema, schema: Schema, kind: str) -> Expected:
    """What is expected of a value of a schema, the kind of error being known."""
    every = [_resolved(root, one) for one in schema.get("anyOf", [schema])]
    choices = [one for one in every if one.get("type") != "null"]
    if len({one.get("type") for one in choices}) > 1:
        return {"expected": "number_or_list"}
    one = choices[0]
    if "enum" in one or "const" in one:
        allowed = one.get("enum", [one.get("const")])
        return {"expected": "choice", "choices": [str(choice) for choice in allowed]}
    type_ = str(one.get("type"))
    if type_ in ("integer", "number"):
        expected = _number(one, type_, kind)
        if expected["expected"] == "number_above" and len(choices) < len(every):
            expected["expected"] = "number_above_or_null"
        return expected
    if kind == "string_pattern_mismatch":
        return {"expected": "printable"}
    if type_ == "string" and "maxLength" in one:
        low, high = one.get("minLength", 0), one["maxLength"]
        return {"expected": "text_between", "low": low, "high": high}
    if type_ == "array" and kind in LENGTHS:
        low, high = one.get("minItems", 0), one["maxItems"]
        return {"expected": "list_between", "low": low, "high": high}
    return {"expected": OTHERS.get(type_, "readable")}


def _number(schema: Schema, type_: str, kind: str) -> Expected:
    bounds = tuple(key for key in ("minimum", "exclusiveMinimum", "maximum") if key in schema)
    name = NUMBERS.get((type_, bounds), NUMBERS[type_, ()])
    if name == "number" and kind == "finite_number":
        name = "finite"
    ends = ["high" if key == "maximum" else "low" for key in bounds]
    return {"expected": name, **dict(zip(ends, (schema[key] for key in bounds), strict=True))}
