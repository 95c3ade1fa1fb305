"""What a trace remembers: where the first value that is not finite stands; copies that last."""

import warnings

import numpy as np
import pytest
from unrolled.engine.model import Model
from unrolled.engine.trace import Trace

from .conftest import Problem


def test_explosion_is_a_result_without_warnings() -> None:
    problem = Problem(Model(1, 2, 1, activation="relu"), 8, 1)
    problem.params["W_h"][:] = 1e200
    problem.params["W_x"][:] = 0.0
    problem.params["b_h"][:] = 1.0
    problem.hidden[:] = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = problem.trace()
        found = trace.first_nonfinite()
    assert found is not None
    assert (found.t, found.field, found.kind) == (3, "preactivation", "Infinity")


def test_a_finite_trace_has_no_first_nonfinite() -> None:
    assert Problem(Model(1, 2, 1), 3, 1).trace().first_nonfinite() is None


def test_a_copy_of_a_trace_outlasts_the_next_pass() -> None:
    problem = Problem(Model(2, 3, 1, "lstm"), 4)
    trace = problem.trace()
    kept, hidden = trace.copy(), trace["hidden"].copy()
    problem.inputs += 1.0
    problem.trace()
    np.testing.assert_array_equal(kept["hidden"], hidden)
    assert not np.array_equal(trace["hidden"], hidden)


def broken(field: str, t: int, bidirectional: bool = False, cell: str = "lstm") -> Trace:
    """A sound trace with one infinite entry in step t (1-based) of a field."""
    trace = Problem(Model(2, 3, 2, cell, bidirectional=bidirectional), 4).trace().copy()
    trace[field][t - 1].flat[0] = np.inf
    return trace


@pytest.mark.parametrize(
    "field", ["preactivation", "cell_state", "hidden", "outputs", "grad_cell_state", "delta"]
)
def test_the_first_nonfinite_is_named(field: str) -> None:
    assert broken(field, 3).first_nonfinite() == (3, field, "Infinity")


def test_the_first_nonfinite_of_the_way_back_is_the_latest_step() -> None:
    trace = broken("delta", 2)
    trace["grad_hidden"][3] = np.nan
    assert trace.first_nonfinite() == (4, "grad_hidden", "NaN")


def test_the_first_nonfinite_of_the_reversed_direction_is_its_own() -> None:
    trace = broken("hidden_reverse", 2, bidirectional=True)
    trace["hidden_reverse"][0] = np.inf
    assert trace.first_nonfinite() == (2, "hidden_reverse", "Infinity")


def test_the_first_nonfinite_on_the_way_back_of_the_reversed_direction_is_the_earliest() -> None:
    trace = broken("delta_reverse", 3, bidirectional=True)
    trace["delta_reverse"][1] = np.inf
    assert trace.first_nonfinite() == (2, "delta_reverse", "Infinity")


def test_the_hidden_gradient_is_named_before_the_cells() -> None:
    """A step back completes ∂L/∂c_t from a finished ∂L/∂h_t."""
    trace = broken("grad_hidden", 3)
    trace["grad_cell_state"][2] = np.inf
    assert trace.first_nonfinite() == (3, "grad_hidden", "Infinity")


def test_nan_beside_infinity_is_told_as_nan() -> None:
    trace = broken("hidden", 3)
    trace["hidden"][2, 1, 0] = np.nan
    assert trace.first_nonfinite() == (3, "hidden", "NaN")


def test_outputs_come_before_errors() -> None:
    trace = broken("outputs", 2)
    trace["errors"][3] = np.inf
    assert trace.first_nonfinite() == (2, "outputs", "Infinity")
