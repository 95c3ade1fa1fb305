"""Binding, on the cases that bind.js is held to as well."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from unrolled.figures.bind import bind

CASES = json.loads((Path(__file__).parents[1] / "data" / "bind_cases.json").read_text("utf-8"))


def numbers(value: Any) -> Any:
    """JSON has no NaN: the wire's strings as numbers."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return {"NaN": np.nan, "Infinity": np.inf}.get(value, value) if type(value) is str else value


def assert_equal(found: Any, expected: Any) -> None:
    """Equal in structure, and in every number to the last digits."""
    if isinstance(expected, dict):
        assert set(found) == set(expected)
        for key, value in expected.items():
            assert_equal(found[key], value)
    elif isinstance(expected, list):
        assert isinstance(found, list)
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_equal(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-15, nan_ok=True)
    else:
        assert found == expected


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_bind(case: dict[str, Any]) -> None:
    found = bind({"value": case["template"]}, numbers(CASES["frame"]))["value"]
    assert_equal(found, numbers(case["bound"]))
