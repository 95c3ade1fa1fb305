"""Tables as JSON: lines of records, or one value that holds records, rows, columns or numbers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...kinds.errors import UnreadableError
from .rows import Row, hold_limits


class Records(NamedTuple):
    """Rows; `named` if the first one holds the names of the columns, else it has to be judged."""

    rows: list[Row]
    named: bool


def records_of(text: str) -> Records | None:
    """The table in a JSON text, or None for a text that is none.

    Raises UnreadableError for what begins like JSON and is broken, with its line, or has no table.
    """
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return None
    lines = [(i + 1, line) for i, line in enumerate(text.split("\n")) if line.strip()]
    try:
        return _table(_value(text))
    except json.JSONDecodeError as error:
        if len(lines) == 1 or not lines[0][1].rstrip().endswith(("}", "]")):
            if start == "[" and '"' not in text:
                return None  # [1. 2. 3.], as NumPy prints it
            raise UnreadableError("json_broken", line=error.lineno) from None
    hold_limits(len(lines), 1)
    values = []
    for number, line in lines:
        try:
            values.append(_value(line))
        except json.JSONDecodeError:
            raise UnreadableError("json_broken", line=number) from None
    return _table(values, [number for number, _ in lines])


def _value(text: str) -> Any:
    """The value, with numbers as they were written."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise UnreadableError("json_no_table") from None


def _table(value: Any, lines: Sequence[int] | None = None) -> Records:
    if isinstance(value, dict):
        value = _of_object(value)
    inner = [one for one in value if _is_list_of(dict, one)] if isinstance(value, list) else []
    if inner:
        value = max(inner, key=len)  # records below something about them
    names: list[str] = []
    if _is_list_of(dict, value):
        names = list(dict.fromkeys(name for record in value for name in record))
        hold_limits(len(value), len(names))
        cells = [[record.get(name) for name in names] for record in value]
    elif _is_list_of(list, value):
        cells = value
    elif isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        cells = [[one] for one in value]
    else:
        raise UnreadableError("json_no_table")
    hold_limits(len(cells), max(map(len, cells), default=0))
    numbers = lines or range(1, len(cells) + 1)
    rows = [
        Row(line, [_text(cell) for cell in row]) for line, row in zip(numbers, cells, strict=True)
    ]
    return Records([Row(1, names), *rows] if names else rows, bool(names))


def _of_object(value: Mapping[str, Any]) -> Any:
    """A list in an object: of its records, its columns, or its keys and values."""
    parts = list(value.values())
    if isinstance(value.get("columns"), list) and _is_list_of(list, value.get("data")):
        return [value["columns"], *value["data"]]
    records = [part for part in parts if _is_list_of(dict, part)]
    if records:
        return max(records, key=len)
    if parts and all(isinstance(part, list) for part in parts):
        if len({len(part) for part in parts}) > 1:
            raise UnreadableError("json_no_table")
        return [dict(zip(value, row, strict=True)) for row in zip(*parts, strict=True)]
    if parts and all(isinstance(part, dict) for part in parts):
        keys = dict.fromkeys(key for part in parts for key in part)
        return [{"": key, **{name: value[name].get(key) for name in value}} for key in keys]
    if len(parts) > 1 and not any(isinstance(part, list | dict) for part in parts):
        return [[key, part] for key, part in value.items()]
    raise UnreadableError("json_no_table")


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, kind) for one in value)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return (cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)).strip()
