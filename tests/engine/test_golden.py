"""The engine reproduces PyTorch's numbers, array for array."""

from typing import Any

import numpy as np
import pytest

from app.engine.analysis import flow

from .conftest import GOLDEN, matches, trace_of


def derivative(name: str, stored: Any) -> Any:
    """What the file means: it holds some derivatives twice over, see tests/data/README.md."""
    values = np.array(stored)
    if name == "grad_hidden":
        values /= 2
    if name == "grad_cell_state":
        values[1:] /= 2
    return values


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_every_array_equals_pytorch(case: dict[str, Any]) -> None:
    trace = trace_of(case)
    expected = dict(case["expected"])
    matches(flow(trace), expected.pop("flow"))
    matches(trace.loss, expected.pop("loss"))
    for name, gradient in expected.pop("grad_params").items():
        matches(trace.grad_params[name], gradient)
    for name, values in expected.items():
        matches(trace[name], derivative(name, values))


def test_no_case_is_left_out() -> None:
    assert len(GOLDEN) == 30
