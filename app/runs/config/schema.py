"""The settings as the page gets them: what each says of itself, and what goes together."""

from dataclasses import asdict
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from .rules import RULES
from .setting import Setting, walk
from .settings import FOLDED, GROUPS, RunConfig

KINDS = {"boolean": "switch", "integer": "integer", "number": "number"}


@cache
def schema() -> dict[str, Any]:
    """The groups of the panel, all settings and all rules, as JSON."""
    return {
        "groups": [{"name": name, "folded": name in FOLDED} for name in GROUPS],
        "settings": [_described(*one) for one in walk(RunConfig)],
        "rules": [_filled({n: v for n, v in asdict(one).items() if n != "code"}) for one in RULES],
    }


def _described(path: str, field: FieldInfo, setting: Setting) -> dict[str, Any]:
    said = {n: v for n, v in asdict(setting).items() if n not in ("applies", "late")}
    kind: Any = Annotated[field.annotation, field]
    made = TypeAdapter(kind).json_schema()
    value, *others = made.get("anyOf", [made])
    values = {
        "path": path,
        **said,
        "kind": setting.kind or ("choice" if "enum" in value else KINDS.get(value["type"], "")),
        "options": value.get("enum"),
        "min": value.get("minimum", value.get("exclusiveMinimum")),
        "max": value.get("maximum"),
        "above": "exclusiveMinimum" in value,  # min itself is not allowed
        "optional": bool(others),  # may be null
        "applies": setting.applies(),
    }
    return {**_filled(values), "default": made.get("default")}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Those that say something."""
    empty: tuple[Any, ...] = (None, "", (), {})
    return {name: one for name, one in values.items() if one is not False and one not in empty}
