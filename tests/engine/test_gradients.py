"""Every gradient agrees with central differences, and the parts add up to the whole."""

import numpy as np
import pytest

from app.engine.analysis import flow
from app.engine.arrays import Array
from app.engine.model import Model

from .conftest import Problem


def relative_error(actual: Array, expected: Array) -> float:
    return float(np.linalg.norm(actual - expected) / np.linalg.norm(expected))


@pytest.mark.parametrize("name", ["W_x", "W_h", "b_h", "W_y", "b_y"])
def test_parameter_gradient(problem: Problem, name: str) -> None:
    actual = problem.trace().grad_params[name].copy()
    assert relative_error(actual, problem.numeric_gradient(problem.params[name])) < 1e-6


def test_gradient_of_the_initial_state(problem: Problem) -> None:
    actual = problem.trace()["grad_initial_hidden"].copy()
    assert relative_error(actual, problem.numeric_gradient(problem.hidden)) < 1e-6


@pytest.mark.parametrize("output_activation", ["identity", "tanh", "sigmoid"])
def test_gradient_through_the_output_activation(output_activation: str) -> None:
    problem = Problem(Model(1, 3, 2, output_activation=output_activation), 5, 3)
    actual = problem.trace().grad_params["W_y"].copy()
    assert relative_error(actual, problem.numeric_gradient(problem.params["W_y"])) < 1e-6


def test_the_recurrent_gradient_is_the_sum_of_its_steps(problem: Problem) -> None:
    trace = problem.trace()
    before = np.concatenate([trace["initial_hidden"][None], trace["hidden"][:-1]])
    terms = np.einsum("tbi,tbj->tij", trace["delta"], before)
    np.testing.assert_allclose(terms.sum(0), trace.grad_params["W_h"], rtol=1e-12, atol=1e-14)


def test_flow_of_one_loss_is_the_gradient_when_it_is_the_only_loss(problem: Problem) -> None:
    problem.has_output[:] = False
    problem.has_output[-1] = True
    trace = problem.trace()
    norms = np.linalg.norm(trace["grad_hidden"], axis=(1, 2))
    flows = flow(problem.model, trace)
    np.testing.assert_allclose(flows[-1], norms, rtol=1e-12)
    assert not flows[:-1].any()


def test_a_step_without_output_sends_nothing_back_even_when_its_output_is_infinite() -> None:
    problem = Problem(Model(1, 2, 1, activation="relu"), 2, 1)
    problem.has_output[:] = [False, True]
    problem.params["W_y"][:] = 1e305
    problem.inputs[0] = 1e10
    problem.params["W_x"][:] = 1.0
    problem.params["W_h"][:] = 0.0
    problem.inputs[1] = -1e12
    trace = problem.trace()
    assert np.isinf(trace["outputs"][0]).all()
    assert trace["errors"][0] == 0.0
    assert np.isfinite(trace["grad_hidden"][1]).all()
