"""The engine reproduces PyTorch's numbers, array for array."""

from typing import Any

import pytest
from unrolled.engine.analysis import flow

from ..golden import GOLDEN
from .conftest import matches, trace_of


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_every_array_equals_pytorch(case: dict[str, Any]) -> None:
    trace = trace_of(case)
    expected = dict(case["expected"])
    matches(flow(trace), expected.pop("flow"))
    matches(trace.loss, expected.pop("loss"))
    for name, gradient in expected.pop("grad_params").items():
        matches(trace.grad_params[name], gradient)
    for name, values in expected.items():
        matches(trace[name], values)


def test_no_case_is_left_out() -> None:
    assert len(GOLDEN) == 30
