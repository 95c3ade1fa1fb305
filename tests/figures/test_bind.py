"""Binding, on the cases that bind.js is held to as well."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from unrolled.figures.bind import bind

from ..compare import same

CASES = json.loads((Path(__file__).parents[1] / "data" / "bind_cases.json").read_text("utf-8"))


def numbers(value: Any) -> Any:
    """JSON has no NaN: the wire's strings as numbers."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return {"NaN": np.nan, "Infinity": np.inf}.get(value, value) if type(value) is str else value


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_bind(case: dict[str, Any]) -> None:
    found = bind({"value": case["template"]}, numbers(CASES["frame"]))["value"]
    same(found, numbers(case["bound"]))
