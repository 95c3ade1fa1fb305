"""Every analysis against an independent way to compute the same."""

import warnings

import numpy as np
import pytest
from unrolled.engine.analysis import (
    flow,
    flow_vectors,
    grad_inputs,
    gradient_check,
    horizon,
    input_flow,
    itemised,
    jacobian_product_norms,
    jacobians,
    saturation,
    singular_values,
    truncation,
    vanishing_bound,
)
from unrolled.engine.arrays import Array, Params
from unrolled.engine.model import Model
from unrolled.engine.schedule import chunks
from unrolled.engine.trace import Trace
from unrolled.engine.unroll import Unroll

from ..conftest import ALL_CELLS, Problem, problem_of


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_the_items_add_up_to_the_gradient(cell: str, bidirectional: bool) -> None:
    trace = Problem(Model(2, 3, 2, cell=cell, bidirectional=bidirectional), 7).trace()
    terms = itemised(trace)
    assert set(terms) == set(trace.grad_params)
    for name, gradient in trace.grad_params.items():
        assert terms[name].shape == (7, *gradient.shape)
        np.testing.assert_allclose(terms[name].sum(0), gradient, rtol=1e-12, atol=1e-12)


def final_loss(problem: Problem, params_at: list[Params]) -> float:
    """The loss when step t uses weights of its own, run step by step."""
    unroll, state, total = Unroll(problem.model, 1, 2), problem.initial, 0.0
    for t, params in enumerate(params_at):
        unroll.forward(params, problem.inputs[t : t + 1], initial_state=state)
        state = unroll.final_state()
        total += unroll.backward(problem.targets[t : t + 1], np.array([True])).loss
    return total


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize("t", [0, 2, 4])
def test_an_item_is_the_gradient_of_one_steps_own_copy_of_the_weights(cell: str, t: int) -> None:
    problem = problem_of(cell, steps=5)
    terms = itemised(problem.trace())
    for name in problem.params:
        direction = np.random.default_rng(0).normal(size=problem.params[name].shape)
        losses = []
        for step in (1e-5, -1e-5):
            copies: list[Params] = [problem.params] * 5
            copies[t] = problem.params | {name: problem.params[name] + step * direction}
            losses.append(final_loss(problem, copies))
        expected = (losses[0] - losses[1]) / 2e-5
        assert (terms[name][t] * direction).sum() == pytest.approx(expected, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize("feedback", ["none", "free"])
def test_a_row_of_the_flow_is_bptt_of_that_steps_loss_alone(cell: str, feedback: str) -> None:
    kind = "one_to_many" if feedback == "free" else "many_to_many"
    problem = problem_of(cell, sequence_type=kind, feedback=feedback)
    trace = problem.trace()
    vectors = flow_vectors(trace)
    np.testing.assert_allclose(vectors.hidden.sum(0), trace["grad_hidden"], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(vectors.delta.sum(0), trace["delta"], rtol=1e-10, atol=1e-14)
    if feedback == "free":
        return  # one loss alone would change what is fed
    norms, of_inputs = flow(trace), input_flow(trace)
    for tau in range(7):
        problem.has_output[:] = False
        problem.has_output[tau] = True
        alone = problem.trace()
        np.testing.assert_allclose(vectors.hidden[tau], alone["grad_hidden"], atol=1e-14)
        np.testing.assert_allclose(
            norms[tau], np.linalg.norm(alone["grad_hidden"], axis=(1, 2)), atol=1e-14
        )
        by_input = np.linalg.norm(grad_inputs(alone), axis=(1, 2))
        np.testing.assert_allclose(of_inputs[tau], by_input * trace.has_input, atol=1e-14)


@pytest.mark.parametrize("cell", ALL_CELLS)
def test_a_row_of_the_flow_is_a_product_of_step_jacobians(cell: str) -> None:
    """∂L_τ/∂s_t = ∂⁺L_τ/∂s_τ · J_τ ⋯ J_{t+1}, of which the flow holds the h-part."""
    trace = problem_of(cell).trace()
    steps, rows = jacobians(trace), flow_vectors(trace).hidden
    for tau in range(7):
        back = np.zeros(steps.shape[1:3])
        back[:, :3] = trace["immediate_grad_logits"][tau] @ trace.params["W_y"]
        for t in reversed(range(tau + 1)):
            np.testing.assert_allclose(rows[tau, t], back[:, :3], rtol=1e-10, atol=1e-14)
            back = np.einsum("bi,bij->bj", back, steps[t])


def state_after(problem: Problem, first: int, last: int, state: Array) -> Array:
    """[h; c] (B, S) after steps first … last - 1 from [h; c] before them."""
    names = problem.model.new_cell().state
    parts = dict(zip(names, np.split(state, len(names), axis=-1), strict=True))
    unroll = Unroll(problem.model, last - first, 2)
    unroll.forward(problem.params, problem.inputs[first:last], initial_state=parts)
    after = unroll.final_state()
    return np.concatenate([after[name] for name in names], axis=-1)


def numeric_jacobian(problem: Problem, trace: Trace, first: int, last: int) -> Array:
    """∂state_last/∂state_first by central differences: (B, S, S)."""
    state = np.concatenate([s[first] for s in trace.states()], axis=-1)
    columns = []
    for j in range(state.shape[-1]):
        step = np.zeros_like(state)
        step[:, j] = 1e-6
        above = state_after(problem, first, last, state + step)
        below = state_after(problem, first, last, state - step)
        columns.append((above - below) / 2e-6)
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("cell", ALL_CELLS)
def test_jacobians_are_those_of_finite_differences(cell: str) -> None:
    problem = problem_of(cell)
    trace = problem.trace()
    found = jacobians(trace)
    for t in (0, 3, 6):
        expected = numeric_jacobian(problem, trace, t, t + 1)
        np.testing.assert_allclose(found[t], expected, rtol=1e-6, atol=1e-8)
    values = np.linalg.eigvalsh(np.swapaxes(found, -1, -2) @ found)[..., ::-1]
    np.testing.assert_allclose(singular_values(trace) ** 2, values, atol=1e-12)


@pytest.mark.parametrize("cell", ALL_CELLS)
def test_products_of_jacobians_reach_back_over_a_lag(cell: str) -> None:
    problem = problem_of(cell)
    trace = problem.trace()
    norms = jacobian_product_norms(trace)
    for lag in (1, 4, 7):
        rows = numeric_jacobian(problem, trace, 7 - lag, 7)[:, :3]
        np.testing.assert_allclose(norms[lag], np.linalg.norm(rows, 2, axis=(1, 2)), rtol=1e-5)
    assert norms[0].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("activation", "limit"), [("tanh", 1.0), ("sigmoid", 4.0)])
def test_below_the_bound_every_step_shrinks_the_gradient(activation: str, limit: float) -> None:
    problem = Problem(Model(1, 6, 1, activation=activation), 9, 1)
    problem.params["W_h"] *= 0.95 * limit / np.linalg.norm(problem.params["W_h"], 2)
    trace = problem.trace()
    bound = vanishing_bound(trace)
    assert (bound.limit, bound.vanishes) == (limit, True)
    assert bound.sigma_max == pytest.approx(0.95 * limit)
    assert singular_values(trace).max() < 1.0
    problem.params["W_h"] *= 2
    assert not vanishing_bound(problem.trace()).vanishes


def test_the_bound_is_for_the_vanilla_cell() -> None:
    with pytest.raises(ValueError, match="cells without gates"):
        vanishing_bound(problem_of("lstm").trace())


@pytest.mark.parametrize(
    ("cell", "gates"),
    [("rnn", ["hidden"]), ("gru", ["r", "z", "n"]), ("lstm", ["i", "f", "g", "o"])],
)
def test_saturation_counts_units_whose_slope_is_small(cell: str, gates: list[str]) -> None:
    problem = problem_of(cell, gain=6.0)
    trace = problem.trace()
    shares = saturation(trace, 0.1)
    assert list(shares) == gates
    for gate, share in shares.items():
        y = trace[gate]
        slope = 1 - y**2 if gate in ("hidden", "g", "n") else y * (1 - y)
        np.testing.assert_array_equal(share, (slope < 0.1).sum(-1) / 3)
    assert 0.0 < np.mean([share.mean() for share in shares.values()]) < 1.0


def test_the_horizon_is_where_the_gradient_is_lost() -> None:
    problem = Problem(Model(1, 1, 1), 9, 1, sequence_type="many_to_one")
    problem.params["W_h"][:] = 1e-4
    squares = np.square(problem.trace()["grad_hidden"]).sum((1, 2))[::-1]
    steps = horizon(problem.trace())
    assert squares[steps] < 1e-20 <= squares[steps - 1]
    assert horizon(problem_of("lstm").trace()) == 7


def test_the_horizon_counts_from_the_last_output() -> None:
    problem = problem_of("lstm")
    problem.has_output[4:] = False
    assert horizon(problem.trace()) == 4
    problem.has_output[:] = False
    assert horizon(problem.trace()) == 0


def test_the_flow_of_large_finite_gradients_is_finite() -> None:
    problem = Problem(Model(1, 2, 1, activation="relu"), 1, 1)
    problem.params["W_x"][:] = 1.0
    problem.inputs[:] = 1.0
    problem.params["W_y"][:] = 1e180
    trace = problem.trace()
    expected = np.hypot(*(abs(trace["grad_hidden"][0, 0]) / 1e200)) * 1e200
    np.testing.assert_allclose(flow(trace), [[expected]], rtol=1e-12)


def exploded(kind: str) -> Trace:
    """Traces whose numbers have left the range of floats, each in another way."""
    cell = "lstm" if kind == "infinite cell" else "rnn"
    problem = Problem(Model(1, 2, 1, cell, activation="relu"), 6, 1)
    problem.initial["hidden"][:] = 1.0
    if cell == "lstm":
        problem.initial["cell_state"][:] = np.inf
    elif kind == "NaN weights":
        problem.params["W_h"][:] = np.nan
    else:
        problem.params["W_h"][:] = {"large": 1e20, "overflow": 1e200}[kind]
    return problem.trace()


@pytest.mark.parametrize("kind", ["large", "overflow", "NaN weights", "infinite cell"])
def test_exploded_traces_are_analysed_without_a_warning(kind: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = exploded(kind)
        for analysis in (flow, flow_vectors, itemised, grad_inputs, saturation, horizon):
            analysis(trace)
        for per_lag in (singular_values, jacobian_product_norms, jacobians):
            per_lag(trace)
        truncation(trace, chunks(2))
        gradient_check(trace, "W_h", (0, 0))
        if trace.model.cell == "rnn":
            assert np.isnan(vanishing_bound(trace).sigma_max) == (kind == "NaN weights")
    if kind != "large":
        assert not np.isfinite(flow(trace)).all() or trace.first_nonfinite() is not None


def test_what_a_teacher_feeds_carries_no_gradient_back() -> None:
    trace = problem_of("gru", sequence_type="one_to_many", feedback="teacher").trace()
    vectors = flow_vectors(trace)
    np.testing.assert_allclose(vectors.hidden.sum(0), trace["grad_hidden"], rtol=1e-10, atol=1e-14)


def test_the_bound_of_relu_is_one_and_reaching_it_is_not_vanishing() -> None:
    problem = Problem(Model(1, 3, 1, activation="relu"), 4, 1)
    problem.params["W_h"][:] = np.eye(3)
    bound = vanishing_bound(problem.trace())
    assert (bound.sigma_max, bound.limit, bound.vanishes) == (1.0, 1.0, False)


def test_saturation_begins_below_a_slope_of_a_twentieth() -> None:
    problem = Problem(Model(1, 2, 1), 1, 1)
    trace = problem.trace()
    trace["hidden"][0, 0] = [0.95**0.5 + 1e-6, 0.95**0.5 - 1e-6]
    np.testing.assert_array_equal(saturation(trace), {"hidden": [[0.5]]})


def test_a_gradient_at_the_floor_is_not_lost() -> None:
    trace = problem_of("rnn").trace()
    trace["grad_hidden"][:] = 0.0
    trace["grad_hidden"][:, 0, 0] = 2.0
    assert horizon(trace, floor=4.0) == 7
    assert horizon(trace, floor=4.1) == 0
