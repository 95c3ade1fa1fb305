"""Detached steps: the state passes, the gradient stops."""

import numpy as np
import pytest
from unrolled.engine.analysis import flow, flow_vectors, gradient_check, uncut
from unrolled.engine.model import Model
from unrolled.engine.trace import Trace
from unrolled.engine.unroll import Unroll

from .conftest import ALL_CELLS, Problem, problem_of

CUT = 4  # the first step, from 0, whose gradient does not reach the state before
STEPS = 7


def detached_trace(problem: Problem) -> Trace:
    problem.trace()
    detached = np.arange(STEPS) == CUT
    return problem.unroll.backward(problem.targets, problem.has_output, "mse", detached)


def part(problem: Problem, trace: Trace, start: int, stop: int) -> Trace:
    """The same steps by themselves, from the states that surround them, which are constants."""
    states = {}
    for name in problem.initial:
        if name.endswith("_reverse"):
            known = trace[name][stop] if stop < STEPS else trace[f"initial_{name}"]
        else:
            known = trace[name][start - 1] if start else trace[f"initial_{name}"]
        states[name] = known.copy()
    unroll = Unroll(problem.model, stop - start, 2)
    unroll.forward(problem.params, problem.inputs[start:stop], initial_state=states)
    return unroll.backward(problem.targets[start:stop], problem.has_output[start:stop])


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("cell", ALL_CELLS)
def test_what_is_cut_learns_as_two_parts_by_themselves(cell: str, bidirectional: bool) -> None:
    problem = Problem(Model(2, 3, 2, cell, bidirectional=bidirectional), STEPS)
    whole = problem.trace().copy()
    cut = detached_trace(problem).copy()
    parts = [part(problem, cut, 0, CUT), part(problem, cut, CUT, STEPS)]
    np.testing.assert_array_equal(cut["outputs"], whole["outputs"])
    for name, gradient in cut.grad_params.items():
        expected = sum(one.grad_params[name] for one in parts)
        np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12, err_msg=name)
        assert name in ("W_y", "b_y") or not np.allclose(gradient, whole.grad_params[name])
    hidden = np.concatenate([one["grad_hidden"] for one in parts])
    np.testing.assert_allclose(cut["grad_hidden"], hidden, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("cell", ALL_CELLS)
def test_no_loss_flows_over_the_cut(cell: str) -> None:
    problem = problem_of(cell)
    trace = detached_trace(problem)
    norms = flow(trace)
    assert not norms[CUT:, :CUT].any()
    assert norms[CUT - 1, 0] > 0
    total = flow_vectors(trace).hidden.sum(0)
    np.testing.assert_allclose(total, trace["grad_hidden"], rtol=1e-10, atol=1e-12)


def test_values_cannot_check_a_gradient_that_was_stopped() -> None:
    with pytest.raises(ValueError, match="detached"):
        gradient_check(detached_trace(problem_of("rnn")), "W_h", (0, 0))


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("cell", ALL_CELLS)
def test_without_the_cut_it_is_what_it_was(cell: str, bidirectional: bool) -> None:
    problem = Problem(Model(2, 3, 2, cell, bidirectional=bidirectional), STEPS)
    whole = problem.trace().copy()
    again = uncut(detached_trace(problem))
    assert not again.detached.any()
    for name, array in whole.arrays.items():
        np.testing.assert_allclose(again[name], array, rtol=1e-12, atol=1e-15, err_msg=name)
