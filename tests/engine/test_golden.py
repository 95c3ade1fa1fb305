"""The engine reproduces PyTorch's numbers, array for array."""

from typing import Any

import numpy as np
import pytest

from app.engine.analysis import flow

from .conftest import GOLDEN, matches, model_of, runs_here, trace_of

# The file holds twice the derivative under these names: see tests/data/README.md.
DOUBLED = {"grad_hidden"}
CASES = [case for case in GOLDEN if runs_here(case)]


def test_the_vanilla_cases_are_there() -> None:
    assert [case["name"] for case in CASES] == [
        "00-rnn-many_to_many-mse",
        "18-rnn-one_to_one-mse",
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_array_equals_pytorch(case: dict[str, Any]) -> None:
    trace = trace_of(case)
    expected = dict(case["expected"])
    matches(flow(model_of(case), trace), expected.pop("flow"))
    matches(trace.loss, expected.pop("loss"))
    for name, gradient in expected.pop("grad_params").items():
        matches(trace.grad_params[name], gradient)
    for name, values in expected.items():
        factor = 2.0 if name in DOUBLED else 1.0
        matches(trace[name], np.asarray(values) / factor)
