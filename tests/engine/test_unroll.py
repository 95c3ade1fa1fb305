"""The loop itself: its recurrence by hand, masks, carried state, what is refused."""

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from unrolled.engine import recurrence
from unrolled.engine.arrays import global_norm, norm
from unrolled.engine.cells import CELLS
from unrolled.engine.feedback import fed_steps
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model
from unrolled.engine.unroll import Unroll

from .conftest import Problem


@pytest.mark.parametrize(
    ("activation", "f"),
    [
        ("tanh", np.tanh),
        ("sigmoid", lambda a: 1 / (1 + np.exp(-a))),
        ("relu", lambda a: np.maximum(a, 0)),
    ],
)
def test_the_recurrence_step_by_step(activation: str, f: object) -> None:
    problem = Problem(Model(2, 4, 3, activation=activation), 6, 2)
    trace, p, h = problem.trace(), problem.params, problem.hidden
    assert callable(f)
    for t in range(6):
        a = problem.inputs[t] @ p["W_x"].T + h @ p["W_h"].T + p["b_h"]
        h = f(a)
        np.testing.assert_allclose(trace["preactivation"][t], a, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(trace["hidden"][t], h, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(trace["outputs"][t], h @ p["W_y"].T + p["b_y"], rtol=1e-12)


def test_sigmoid_saturates_without_overflow() -> None:
    model = Model(1, 1, 1, activation="sigmoid")
    params = model.init_params(Initializer(), 0) | {"W_x": np.array([[1.0]]), "b_h": np.zeros(1)}
    unroll = Unroll(model, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        unroll.forward(params, np.array([[[-1000.0]], [[1000.0]]]))
    hidden = unroll.final_state()["hidden"]
    assert hidden == 1.0


def test_a_step_without_input_reads_zero() -> None:
    problem = Problem(Model(2, 3, 1), 4, 1)
    has_input = np.array([True, False, True, False])
    masked = problem.unroll.forward(problem.params, problem.inputs, has_input).copy()
    zeroed = problem.inputs * has_input[:, None, None]
    np.testing.assert_array_equal(masked, problem.unroll.forward(problem.params, zeroed))


def test_two_halves_with_the_carried_state_are_one_whole() -> None:
    problem = Problem(Model(2, 3, 1), 6, 2)
    whole = problem.unroll.forward(problem.params, problem.inputs).copy()
    half = Unroll(problem.model, 3, 2)
    first = half.forward(problem.params, problem.inputs[:3]).copy()
    second = half.forward(problem.params, problem.inputs[3:], initial_state=half.final_state())
    np.testing.assert_allclose(np.concatenate([first, second]), whole, rtol=1e-13)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("cell", "rnm", "cell must be one of rnn, gru, lstm, but it is 'rnm'."),
        ("activation", "cos", "activation must be one of tanh, sigmoid, relu"),
        ("output_activation", "softmux", "output_activation must be one of identity"),
        ("hidden_size", 0, "hidden_size must be at least 1, but it is 0."),
    ],
)
def test_a_model_that_cannot_be_says_why(field: str, value: object, sentence: str) -> None:
    arguments = {"input_size": 1, "hidden_size": 2, "output_size": 1, field: value}
    with pytest.raises(ValueError, match=sentence):
        Model(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "feedback", "sentence"),
    [
        (Model(1, 2, 1), "self", "feedback must be one of none, teacher, free, but it is 'self'."),
        (Model(1, 2, 3), "free", "needs input_size = output_size, but they are 1 and 3."),
        (Model(1, 2, 1, bidirectional=True), "free", "bidirectional must be false."),
    ],
)
def test_a_feedback_that_cannot_be_says_why(model: Model, feedback: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Unroll(model, 3, feedback=feedback)


def test_both_directions_read_the_same_inputs_from_their_own_ends() -> None:
    problem = Problem(Model(2, 3, 1, bidirectional=True), 5, 2)
    trace, p = problem.trace(), problem.params
    h = problem.initial["hidden_reverse"]
    for t in reversed(range(5)):
        h = np.tanh(
            problem.inputs[t] @ p["W_x_reverse"].T + h @ p["W_h_reverse"].T + p["b_h_reverse"]
        )
        np.testing.assert_allclose(trace["hidden_reverse"][t], h, rtol=1e-12)
    both = np.concatenate([trace["hidden"], trace["hidden_reverse"]], axis=-1)
    np.testing.assert_allclose(trace["outputs"], both @ p["W_y"].T + p["b_y"], rtol=1e-12)


def test_norms_of_finite_numbers_are_finite() -> None:
    huge = np.array([[3e200, 4e200], [0.0, 0.0], [1.0, np.inf], [np.nan, 1.0]])
    np.testing.assert_allclose(norm(huge), [5e200, 0.0, np.inf, np.nan], rtol=1e-15)
    assert global_norm({"a": huge[0], "b": np.zeros(1)}) == pytest.approx(5e200)
    assert global_norm({"a": huge[2]}) == np.inf
    assert np.isnan(global_norm({"a": huge[3]}))


def test_the_first_step_is_never_fed() -> None:
    has_input = np.array([False, False, True])
    assert fed_steps(has_input, np.ones(3, bool)).tolist() == [False, True, False]
    assert not fed_steps(has_input, np.zeros(3, bool)).any()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"inputs": np.zeros((3, 2, 2))}, r"inputs must have shape \(4, 2, 2\), but it has"),
        ({"inputs": [[0.0]]}, "inputs must be a NumPy array."),
        ({"inputs": np.zeros((4, 2, 2), np.float32)}, "inputs must hold float64, but it holds"),
        ({"has_input": np.ones(3, bool)}, r"has_input must have shape \(4,\)"),
        ({"has_output": np.ones(4, int)}, "has_output must hold booleans, but it holds int64."),
        ({"initial_state": {"h_0": np.zeros((2, 3))}}, "initial_state must be one of hidden"),
        (
            {"initial_state": {"hidden": np.zeros(3)}},
            r"initial_state.hidden must have shape \(2, 3",
        ),
    ],
)
def test_what_does_not_fit_says_why(changes: dict[str, Any], sentence: str) -> None:
    problem = Problem(Model(2, 3, 1), 4, 2)
    with pytest.raises(ValueError, match=sentence):
        problem.unroll.forward(problem.params, **{"inputs": problem.inputs, **changes})


def test_targets_are_not_broadcast() -> None:
    problem = Problem(Model(2, 3, 2), 4, 2)
    problem.unroll.forward(problem.params, problem.inputs)
    with pytest.raises(ValueError, match=r"targets must have shape \(4, 2, 2\), but it has"):
        problem.unroll.backward(np.zeros((4, 2, 1)), problem.has_output)
    teacher = Unroll(Model(2, 3, 2), 4, 2, "teacher")
    with pytest.raises(ValueError, match="targets are needed for feedback teacher"):
        teacher.forward(problem.params, problem.inputs, has_output=problem.has_output)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"W_h": np.zeros((3, 2))}, r"params.W_h must have shape \(3, 3\), but it has \(3, 2\)."),
        ({"W_h": np.zeros((3, 3), np.float32)}, "params.W_h must hold float64, but it holds float"),
        ({"W_h": [[0.0]]}, "params.W_h must be a NumPy array."),
        ({"b_n": np.zeros(3)}, "params must be exactly W_x, W_h, b_h, W_y, b_y."),
    ],
)
def test_parameters_that_do_not_fit_say_which(change: dict[str, Any], sentence: str) -> None:
    problem = Problem(Model(2, 3, 1), 4, 2)
    with pytest.raises(ValueError, match=sentence):
        problem.unroll.forward(problem.params | change, problem.inputs)
    with pytest.raises(ValueError, match="params must be exactly"):
        problem.unroll.forward({"W_h": problem.params["W_h"]}, problem.inputs)


def test_parameters_from_elsewhere_fit_too() -> None:
    """Unpickled arrays have a float64 of their own."""
    problem = Problem(Model(2, 3, 1), 4, 2)
    known = problem.unroll.forward(problem.params, problem.inputs).copy()
    copies = pickle.loads(pickle.dumps(problem.params))
    np.testing.assert_array_equal(problem.unroll.forward(copies, problem.inputs), known)


@pytest.mark.parametrize("feedback", ["teacher", "free"])
def test_what_was_fed_back_is_what_is_propagated_back(feedback: str) -> None:
    problem = Problem(Model(1, 3, 1), 4, sequence_type="one_to_many", feedback=feedback)
    problem.trace()
    changed = problem.has_output.copy()
    changed[1] = False
    with pytest.raises(ValueError, match="has_output must be the one that forward was given"):
        problem.unroll.backward(problem.targets, changed)
    problem.targets[1] += 1.0  # also when it is the same array
    if feedback == "teacher":
        with pytest.raises(ValueError, match="targets must be those that forward was given"):
            problem.unroll.backward(problem.targets, problem.has_output)
    else:
        problem.unroll.backward(problem.targets, problem.has_output)
    with pytest.raises(ValueError, match=f"has_output is needed for feedback {feedback}."):
        problem.unroll.forward(problem.params, problem.inputs, targets=problem.targets)


def test_without_feedback_the_loss_may_be_asked_for_where_one_likes() -> None:
    problem = Problem(Model(1, 3, 1), 4)
    problem.trace()
    last = np.arange(4) == 3
    assert problem.unroll.backward(problem.targets, last).loss > 0


def test_there_is_no_way_back_before_a_way_forward() -> None:
    problem = Problem(Model(1, 3, 1), 4)
    with pytest.raises(ValueError, match="backward needs a forward before"):
        problem.unroll.backward(problem.targets, problem.has_output)


def test_there_is_no_way_back_from_a_forward_that_was_refused() -> None:
    problem = Problem(Model(1, 3, 1), 4)
    problem.trace()
    with pytest.raises(ValueError, match="inputs must have shape"):
        problem.unroll.forward(problem.params, problem.inputs[:2])
    with pytest.raises(ValueError, match="backward needs a forward before"):
        problem.unroll.backward(problem.targets, problem.has_output)


@pytest.mark.parametrize("value", [2.5, "2", None, True, float("nan")])
def test_sizes_are_whole_numbers(value: Any) -> None:
    with pytest.raises(ValueError, match="hidden_size must be a whole number, but it is"):
        Model(1, value, 1)
    with pytest.raises(ValueError, match="steps must be a whole number, but it is"):
        Unroll(Model(1, 2, 1), value)
    with pytest.raises(ValueError, match="batch must be a whole number, but it is"):
        Unroll(Model(1, 2, 1), 3, value)


@pytest.mark.parametrize("cell", CELLS)
def test_slopes_taken_in_stretches_are_the_same_slopes(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wide networks take them for a few steps at a time: here two, of five."""
    model = Model(2, 3, 1, cell)
    whole = Problem(model).trace().copy()
    monkeypatch.setattr(recurrence, "SEGMENT", 2 * whole["delta"][0].size)
    parts = Problem(model).trace()
    for name, array in whole.arrays.items():
        np.testing.assert_array_equal(parts[name], array, err_msg=name)


def test_what_cannot_go_back_says_why() -> None:
    problem = Problem(Model(2, 3, 2), 4, 2)
    problem.unroll.forward(problem.params, problem.inputs)
    with pytest.raises(ValueError, match="output_activation must be sigmoid for the loss bce"):
        problem.unroll.backward(problem.targets, problem.has_output, "bce")
    with pytest.raises(ValueError, match="has_output must hold booleans"):
        problem.unroll.backward(problem.targets, np.ones(4, int))


def test_a_teacher_needs_targets_that_fit_the_inputs() -> None:
    with pytest.raises(ValueError, match="feedback teacher needs input_size = output_size"):
        Unroll(Model(1, 2, 3), 3, feedback="teacher")


@pytest.mark.parametrize("field", ["steps", "batch"])
def test_a_window_of_nothing_is_refused(field: str) -> None:
    sizes = {"steps": 3, "batch": 1, field: 0}
    with pytest.raises(ValueError, match=f"{field} must be at least 1, but it is 0"):
        Unroll(Model(1, 2, 1), sizes["steps"], sizes["batch"])


def test_the_loss_needs_no_way_back() -> None:
    problem = Problem(Model(2, 4, 3), 6, 2)
    unroll, loss = Unroll(problem.model, 6, 2), problem.trace().loss
    with pytest.raises(ValueError, match="loss needs a forward before it"):
        unroll.loss(problem.targets, problem.has_output)
    unroll.forward(problem.params, problem.inputs, problem.has_input, problem.initial)
    assert unroll.loss(problem.targets, problem.has_output) == loss
