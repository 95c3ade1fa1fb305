"""The numbers that figures and readouts show, by hand."""

from typing import Any

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.trace import Trace
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.summary import summary
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ...compare import same


def trace_with(**arrays: list[list[float]]) -> Trace:
    """A trace of four steps and two units in which these arrays are replaced."""
    config = parse_config({"task": {"name": "sine"}, "hidden_size": 2, "schedule": {"k": 4}})
    run = Experiment(Stretch(config))
    trace = next(run.updates(run.start())).trace
    changed = {name: np.array(values)[:, None, :] for name, values in arrays.items()}
    kept: dict[str, Any] = dict(vars(trace))
    return Trace(**kept | {"arrays": {**trace.arrays, **changed}})


def column(values: Array) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values[:, 0]]


def test_means_norms_and_ranges() -> None:
    found = summary(trace_with(hidden=[[3.0, 4.0], [0.0, 0.0], [-6.0, 8.0], [1.0, -1.0]]))
    assert column(found["hidden_mean"]) == [3.5, 0.0, 1.0, 0.0]
    assert column(found["hidden_norm"])[:3] == [5.0, 0.0, 10.0]
    assert found["hidden_range"].tolist() == [-8.0, 8.0]
    assert column(found["hidden_nan"]) == column(found["hidden_infinite"]) == [None] * 4


def test_what_is_not_finite_is_marked_in_the_middle_and_left_out_of_the_range() -> None:
    hidden = [[1.0, 2.0], [np.inf, 0.0], [np.nan, np.inf], [np.nan, 0.5]]
    found = summary(trace_with(hidden=hidden))
    assert column(found["hidden_infinite"]) == [None, 1.5, None, None]
    assert column(found["hidden_nan"]) == [None, None, 1.5, 1.5]
    assert found["hidden_range"].tolist() == [-2.0, 2.0]


def test_the_log_axis_holds_all_norms_and_marks_the_others() -> None:
    gradient = [[0.0, 0.0], [3e-5, 4e-5], [np.inf, 0.0], [0.0, 0.2]]
    found = summary(trace_with(grad_hidden=gradient))
    assert found["norm_decades"].tolist() == [-5.0, 0.0]
    assert found["norm_decades_apart"] == 2.0
    np.testing.assert_allclose(
        found["norm_exponents"][:, 0], [np.nan, np.log10(5e-5), np.nan, np.log10(0.2)]
    )
    np.testing.assert_allclose(
        10 ** found["initial_norm_exponents"], found["grad_initial_hidden_norm"], rtol=1e-12
    )
    same(column(found["norm_zero"]), [1e-5, None, None, None])
    same(column(found["norm_infinite"]), [None, None, 10**-1.5, None])
    assert column(found["norm_nan"]) == [None] * 4


def test_an_update_without_any_gradient_has_an_axis_all_the_same() -> None:
    found = summary(trace_with(grad_hidden=[[0.0, 0.0]] * 4))
    assert found["norm_decades"].tolist() == [-3.0, 0.0]
    assert found["grad_hidden_range"][1] > 0


def test_parameters_have_norms_of_their_gradients() -> None:
    trace = trace_with()
    for name, norm in summary(trace)["grad_params_norm"].items():
        assert norm == pytest.approx(np.linalg.norm(trace.grad_params[name]), rel=1e-14)


def test_a_cut_leaves_the_norms_that_there_would_be_without_it() -> None:
    config = {"task": {"name": "sine"}, "hidden_size": 2, "schedule": {"k": 4}}
    whole, cut = (Experiment(Stretch(parse_config(config | {"detached": d}))) for d in ([], [3]))
    expected = summary(next(whole.updates(whole.start())).trace)
    found = summary(next(cut.updates(cut.start())).trace)
    assert "norm_uncut" not in expected
    before = 10 ** expected["norm_exponents"][:2, 0]
    np.testing.assert_allclose(found["norm_uncut"][:2, 0], before, rtol=1e-12)
    assert column(found["norm_uncut"])[2:] == [None, None]
    same(column(found["norm_zero"])[:2], [10 ** float(found["norm_decades"][0])] * 2)
    assert found["norm_decades"].tolist() == (expected["norm_decades"] - [1, 0]).tolist()
