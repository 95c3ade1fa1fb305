"""The gradient check itself: it agrees where BPTT is right, notices where not, refuses nonsense."""

import pytest
from unrolled.engine.analysis import grad_inputs, gradient_check
from unrolled.engine.model import Model

from ..conftest import ALL_CELLS, Problem, problem_of


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize("feedback", ["none", "teacher", "free"])
def test_the_gradient_check_agrees_for_every_kind_of_entry(cell: str, feedback: str) -> None:
    kind = "many_to_many" if feedback == "none" else "one_to_many"
    trace = problem_of(cell, sequence_type=kind, feedback=feedback).trace()
    entries = [("W_h", (1, 2)), ("b_y", (0,)), ("inputs", (0, 1, 0)), ("initial_hidden", (0, 2))]
    entries += [("initial_cell_state", (1, 0))] if cell == "lstm" else []
    entries += [("b_n", (1,))] if cell == "gru" else []
    for name, index in entries:
        check = gradient_check(trace, name, index)
        assert check.relative_error < 1e-7, (name, check)
        assert check.analytic != 0.0


def test_the_gradient_check_notices_a_wrong_gradient() -> None:
    trace = problem_of("rnn").trace()
    trace.grad_params["W_h"][0, 0] *= 1.01
    assert gradient_check(trace, "W_h", (0, 0)).relative_error == pytest.approx(0.0099, abs=1e-4)


def test_the_gradient_check_of_both_directions() -> None:
    trace = Problem(Model(2, 3, 2, cell="gru", bidirectional=True), 5).trace()
    for name, index in [("W_h_reverse", (0, 1)), ("inputs", (2, 0, 1)), ("b_n_reverse", (0,))]:
        assert gradient_check(trace, name, index).relative_error < 1e-7
    assert grad_inputs(trace).shape == (5, 2, 2)


@pytest.mark.parametrize(
    ("name", "index", "sentence"),
    [
        ("W_z", (0, 0), "name must be one of W_x, W_h, b_h, W_y, b_y, inputs, initial_hidden"),
        ("W_h", (0, 3), r"index must lie within the shape \(3, 3\) of W_h, but it is \(0, 3\)."),
        ("W_h", (0,), r"index must lie within the shape \(3, 3\) of W_h"),
    ],
)
def test_a_check_of_nothing_is_refused(name: str, index: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        gradient_check(problem_of("rnn").trace(), name, index)


def test_an_input_that_the_network_feeds_itself_has_no_gradient_to_check() -> None:
    trace = problem_of("gru", sequence_type="one_to_many", feedback="free").trace()
    with pytest.raises(ValueError, match="inputs at step 3 is the output before it"):
        gradient_check(trace, "inputs", (2, 0, 0))


def test_a_silent_step_of_a_free_run_has_an_input_to_check() -> None:
    """Step 3 of this encoder–decoder is not fed, for step 2 puts nothing out: it has read 0."""
    problem = problem_of("gru", 6, sequence_type="encoder_decoder", feedback="free")
    trace = problem.trace()
    assert not trace.fed[3]
    assert not trace.has_input[3]
    check = gradient_check(trace, "inputs", (3, 0, 1))
    assert check.relative_error < 1e-7
    assert check.analytic != 0.0


def test_a_gradient_too_small_for_differences_lies_within_their_uncertainty() -> None:
    problem = Problem(Model(2, 4, 2, "gru"), 30, 2, 20, "many_to_one", gain=0.5)
    small = gradient_check(problem.trace(), "initial_hidden", (0, 0))
    assert small.relative_error > 1e-3
    assert abs(small.analytic - small.numeric) < small.uncertainty
    large = gradient_check(problem.trace(), "W_y", (1, 0))
    assert large.uncertainty < 1e-8 * abs(large.analytic)


@pytest.mark.parametrize("index", [[0, 0], (0, 0.0), 0, ("0", 0), (0, -1)])
def test_an_index_is_a_tuple_of_whole_numbers(index: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="index must lie within the shape"):
        gradient_check(problem_of("rnn").trace(), "W_h", index)


def test_a_difference_needs_a_step() -> None:
    with pytest.raises(ValueError, match=r"epsilon must be above 0, but it is 0.0."):
        gradient_check(problem_of("rnn").trace(), "W_h", (0, 0), epsilon=0.0)
