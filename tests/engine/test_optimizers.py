"""Optimizers against PyTorch's, clipping by hand, initializers by what defines them."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model
from unrolled.engine.optimizers import RULES, Adam, Optimizer

REFERENCE = json.loads((Path(__file__).parent.parent / "data" / "optimizers.json").read_text())
A, B = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1.0, -2.0])


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_path_of_six_updates_is_pytorchs(name: str) -> None:
    optimizer, params = Optimizer(0.1, RULES[name]()), {"W": np.array([3.0, -4.0])}
    state = optimizer.start(params)
    for expected in REFERENCE["paths"][name]:
        step = optimizer.step(params, {"W": A @ params["W"] - B}, state)
        params, state = step.params, step.state
        np.testing.assert_allclose(params["W"], expected, rtol=1e-12)


GRADIENT = {"W_h": np.array([[-3.0, 0.0]]), "b_h": np.array([4.0])}
ZERO = {name: np.zeros_like(value) for name, value in GRADIENT.items()}


def test_clipping_by_norm_scales_the_whole_gradient() -> None:
    optimizer = Optimizer(1.0, clip_norm=1.0)
    step = optimizer.step(ZERO, GRADIENT, optimizer.start(ZERO))
    assert (step.grad_norm, step.clipped_grad_norm) == (5.0, 1.0)
    np.testing.assert_allclose(step.params["W_h"], [[0.6, 0.0]], rtol=1e-15)
    np.testing.assert_allclose(step.params["b_h"], [-0.8], rtol=1e-15)


def test_a_gradient_within_the_norm_stays() -> None:
    optimizer = Optimizer(1.0, clip_norm=6.0)
    step = optimizer.step(ZERO, GRADIENT, optimizer.start(ZERO))
    assert step.grad_norm == step.clipped_grad_norm == 5.0
    assert step.params["b_h"] == -4.0


def test_clipping_by_value_comes_first_and_changes_the_direction() -> None:
    optimizer = Optimizer(1.0, clip_value=2.0, clip_norm=1.0)
    step = optimizer.step(ZERO, GRADIENT, optimizer.start(ZERO))
    assert step.grad_norm == 5.0
    assert step.clipped_grad_norm == pytest.approx(1.0, rel=1e-15)
    np.testing.assert_allclose(step.params["W_h"], [[0.5**0.5, 0.0]], rtol=1e-14)


def test_parameters_and_state_are_never_changed_in_place() -> None:
    optimizer, params = Optimizer(0.1, Adam()), {"W": np.array([1.0])}
    state = optimizer.start(params)
    first = optimizer.step(params, {"W": np.array([2.0])}, state)
    again = optimizer.step(params, {"W": np.array([2.0])}, state)
    assert params["W"] == 1.0
    assert first.params["W"] == again.params["W"]
    assert state.updates == 0


def draw(name: str, cell: str = "lstm", gain: float = 1.0, m: int = 32) -> dict[str, np.ndarray]:
    return Model(3, m, 2, cell).init_params(Initializer(name, gain), seed=0)


def test_uniform_fills_its_bounds_biases_included() -> None:
    params = draw("uniform", gain=2.0, m=64)
    for values in (params["W_h"], params["b_y"]):
        assert np.abs(values).max() <= 0.25
    assert np.abs(params["W_h"]).max() > 0.249
    assert params["W_h"].var() == pytest.approx(0.5**2 / 12, rel=0.05)


def test_xavier_has_its_variance_for_each_gate_and_no_bias() -> None:
    params = draw("xavier")
    assert params["W_h"].var() == pytest.approx(2 / 64, rel=0.05)
    assert np.abs(params["W_x"]).max() <= (6 / (32 + 3)) ** 0.5
    assert not params["b_y"].any()


def test_xavier_of_the_outputs_counts_them_all_and_gain_scales_it() -> None:
    model = Model(1, 4, 400)
    bound = (6 / (400 + 4)) ** 0.5
    plain, twice = (model.init_params(Initializer("xavier", gain), 0) for gain in (1.0, 2.0))
    assert 0.99 * bound < np.abs(plain["W_y"]).max() <= bound
    for name in ("W_x", "W_h", "W_y"):
        np.testing.assert_allclose(twice[name], 2 * plain[name], rtol=1e-15)


def test_an_overflowing_step_is_a_result_without_a_warning() -> None:
    optimizer = Optimizer(1e300)
    params = {"W": np.array([1e300])}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        step = optimizer.step(params, {"W": np.array([-1e300])}, optimizer.start(params))
    assert not np.isfinite(step.params["W"]).all()


def test_orthogonal_blocks_keep_lengths() -> None:
    for block in np.split(draw("orthogonal", gain=1.5)["W_h"], 4):
        np.testing.assert_allclose(block @ block.T, 1.5**2 * np.eye(32), atol=1e-12)


def test_identity_is_the_identity_for_each_gate() -> None:
    np.testing.assert_array_equal(
        draw("identity", gain=0.5)["W_h"], np.tile(0.5 * np.eye(32), (4, 1))
    )


def test_the_forget_bias_is_added_to_the_forget_gate_alone() -> None:
    plain = Model(3, 2, 2, "lstm").init_params(Initializer(forget_bias=0.0), 0)["b_h"]
    biased = Model(3, 2, 2, "lstm").init_params(Initializer(forget_bias=1.0), 0)["b_h"]
    np.testing.assert_allclose(biased - plain, [0, 0, 1, 1, 0, 0, 0, 0], atol=1e-15)


def test_the_update_bias_is_added_to_the_update_gate_alone() -> None:
    plain = Model(3, 2, 2, "gru").init_params(Initializer(), 0)["b_h"]
    biased = Model(3, 2, 2, "gru").init_params(Initializer(update_bias=2.0), 0)["b_h"]
    np.testing.assert_allclose(biased - plain, [0, 0, 2, 2, 0, 0], atol=1e-15)


def test_both_directions_get_parameters_of_their_own() -> None:
    params = Model(3, 2, 2, "gru", bidirectional=True).init_params(Initializer(), 0)
    assert params["W_h"].shape == params["W_h_reverse"].shape == (6, 2)
    assert not np.array_equal(params["W_h"], params["W_h_reverse"])
    assert params["W_y"].shape == (2, 4)


def test_an_unknown_initializer_is_refused() -> None:
    with pytest.raises(ValueError, match="initializer must be one of uniform, xavier, orthogonal"):
        Initializer("zeros")


def test_the_norm_that_is_limited_is_the_one_after_clipping_by_value() -> None:
    optimizer = Optimizer(1.0, clip_value=2.0, clip_norm=4.0)
    step = optimizer.step(ZERO, GRADIENT, optimizer.start(ZERO))
    assert step.clipped_grad_norm == pytest.approx(8**0.5, rel=1e-15)
    assert (step.params["W_h"].tolist(), step.params["b_h"].tolist()) == ([[2.0, 0.0]], [-2.0])


def test_each_gates_orthogonal_block_is_drawn_for_itself() -> None:
    first, *others = np.split(draw("orthogonal")["W_h"], 4)
    assert not any(np.allclose(first, other) for other in others)


def test_an_orthogonal_block_is_a_rotation_or_a_reflection() -> None:
    draws = [Model(1, 1, 1).init_params(Initializer("orthogonal"), seed) for seed in range(20)]
    assert {params["W_h"].item() for params in draws} == {-1.0, 1.0}


@pytest.mark.parametrize("name", ["uniform", "xavier", "orthogonal", "identity"])
def test_gain_scales_every_weight_of_every_initializer(name: str) -> None:
    plain, twice = draw(name, "rnn"), draw(name, "rnn", gain=2.0)
    for weight in ("W_x", "W_h", "W_y"):
        np.testing.assert_allclose(twice[weight], 2 * plain[weight], rtol=1e-15)


def test_xavier_of_the_inputs_counts_each_gate_for_itself() -> None:
    bound = (6 / (32 + 3)) ** 0.5
    assert 0.95 * bound < np.abs(draw("xavier")["W_x"]).max() <= bound


@pytest.mark.parametrize("name", ["xavier", "orthogonal", "identity"])
def test_only_the_forget_gate_begins_with_a_bias_of_one(name: str) -> None:
    np.testing.assert_array_equal(draw(name)["b_h"], np.repeat([0.0, 1.0, 0.0, 0.0], 32))
