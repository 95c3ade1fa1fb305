"""Every gradient of every cell agrees with central differences."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unrolled.engine.batches import SEQUENCE_TYPES
from unrolled.engine.cells import CELLS
from unrolled.engine.losses import PAIRS
from unrolled.engine.model import Model

from .conftest import Problem, relative_error

LOSS_PAIRS = [(loss, activation) for loss, choices in PAIRS.items() for activation in choices]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Any cell, activation, direction, sequence type, loss and feedback, T ≤ 20."""
    loss, output_activation = draw(st.sampled_from(LOSS_PAIRS))
    sequence_type = draw(st.sampled_from(SEQUENCE_TYPES))
    bidirectional = draw(st.booleans())
    feedback = draw(st.sampled_from(["none", "teacher"] + ["free"] * (not bidirectional)))
    size = draw(st.integers(1, 3))
    model = Model(
        input_size=size,
        hidden_size=draw(st.integers(1, 4)),
        output_size=size if feedback != "none" else draw(st.integers(1, 3)),
        cell=draw(st.sampled_from(sorted(CELLS))),
        activation=draw(st.sampled_from(["tanh", "sigmoid", "relu"])),
        output_activation=output_activation,
        bidirectional=bidirectional,
    )
    steps = 1 if sequence_type == "one_to_one" else draw(st.integers(2, 20))
    batch, seed = draw(st.integers(1, 2)), draw(st.integers(0, 10_000))
    return Problem(model, steps, batch, seed, sequence_type, loss, feedback, gain=1.0)


@settings(max_examples=150)
@given(problems())
def test_any_network_on_any_sequence(problem: Problem) -> None:
    assume(away_from_kinks(problem))
    check_all(problem)


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize(("loss", "output_activation"), LOSS_PAIRS)
@pytest.mark.parametrize(
    ("cell", "activation"),
    [("rnn", "tanh"), ("rnn", "sigmoid"), ("rnn", "relu"), ("gru", "tanh"), ("lstm", "tanh")],
)
def test_every_cell_activation_type_loss_and_direction(
    cell: str, activation: str, loss: str, output_activation: str, bidirectional: bool
) -> None:
    model = Model(2, 3, 2, cell, activation, output_activation, bidirectional)
    for sequence_type in SEQUENCE_TYPES:
        steps = 1 if sequence_type == "one_to_one" else 6
        drawn = (Problem(model, steps, 2, seed, sequence_type, loss) for seed in range(200))
        check_all(next(problem for problem in drawn if away_from_kinks(problem)))


def check_all(problem: Problem) -> None:
    """Each gradient is the loss's slope along a random direction in its array."""
    trace = problem.trace()
    gradients = {name: gradient.copy() for name, gradient in trace.grad_params.items()}
    gradients |= {n: trace[f"grad_initial_{n}"].copy() for n in problem.initial}
    rng = np.random.default_rng(0)
    for name, array in (problem.params | problem.initial).items():
        direction = rng.normal(size=array.shape)
        analytic = float((gradients[name] * direction).sum())
        scale = float((np.abs(gradients[name]) * np.abs(direction)).sum())
        assert abs(analytic - problem.slope(array, direction)) <= 1e-6 * scale + 1e-10, name


def away_from_kinks(problem: Problem) -> bool:
    """No ReLU is so near its kink that a central difference would step over it."""
    trace, arrays = problem.trace(), []
    if problem.model.cell == "rnn" and problem.model.activation == "relu":
        arrays += [trace[n] for n in trace.arrays if n.startswith("preactivation")]
    if problem.model.output_activation == "relu":
        arrays.append(trace["logits"])
    return all(float(np.abs(array).min()) > 1e-3 for array in arrays)


@pytest.mark.parametrize("cell", sorted(CELLS))
@pytest.mark.parametrize("bidirectional", [False, True])
def test_parameters_of_each_cell(cell: str, bidirectional: bool) -> None:
    model = Model(2, 3, 2, cell=cell, output_activation="tanh", bidirectional=bidirectional)
    problem = Problem(model, steps=7, batch=3)
    gradients = {name: value.copy() for name, value in problem.trace().grad_params.items()}
    assert set(gradients) == set(problem.params)
    for name, array in problem.params.items():
        assert relative_error(gradients[name], problem.numeric_gradient(array)) < 1e-6, name


@pytest.mark.parametrize("cell", sorted(CELLS))
@pytest.mark.parametrize("feedback", ["teacher", "free"])
def test_gradient_through_what_is_fed_back(cell: str, feedback: str) -> None:
    model = Model(2, 3, 2, cell=cell, output_activation="softmax")
    problem = Problem(
        model, 6, sequence_type="one_to_many", loss="cross_entropy", feedback=feedback
    )
    gradients = {name: value.copy() for name, value in problem.trace().grad_params.items()}
    for name, array in problem.params.items():
        assert relative_error(gradients[name], problem.numeric_gradient(array)) < 1e-6, name


def test_free_running_feeds_the_output_and_differs_from_the_teacher() -> None:
    model = Model(1, 2, 1)
    free = Problem(model, 4, sequence_type="one_to_many", feedback="free")
    trace = free.trace()
    np.testing.assert_allclose(trace["inputs"][1:], trace["outputs"][:-1], rtol=1e-13)
    teacher = Problem(model, 4, sequence_type="one_to_many", feedback="teacher")
    np.testing.assert_array_equal(teacher.trace()["inputs"][1:], teacher.targets[:-1])
    silent = Problem(model, 4, sequence_type="one_to_many")
    assert not silent.trace()["inputs"][1:].any()


def test_an_encoder_decoder_feeds_only_what_has_been_put_out() -> None:
    model = Model(1, 2, 1)
    trace = Problem(model, 6, sequence_type="encoder_decoder", feedback="free").trace()
    assert trace.fed.tolist() == [False] * 4 + [True] * 2
    assert not trace["inputs"][3].any()
    np.testing.assert_allclose(trace["inputs"][4:], trace["outputs"][3:-1], rtol=1e-13)


@pytest.mark.parametrize("output_activation", ["identity", "tanh", "sigmoid", "relu"])
def test_what_is_fed_back_is_the_output_not_the_logit(output_activation: str) -> None:
    model = Model(2, 3, 2, output_activation=output_activation)
    trace = Problem(model, 6, sequence_type="one_to_many", feedback="free").trace()
    assert (trace["logits"][:-1] < 0).any()
    np.testing.assert_allclose(trace["inputs"][1:], trace["outputs"][:-1], rtol=1e-13)
