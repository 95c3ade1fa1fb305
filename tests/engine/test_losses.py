"""Losses at extremes, by hand, and the pairs that are refused."""

import warnings

import numpy as np
import pytest
from unrolled.engine.activations import ACTIVATIONS
from unrolled.engine.arrays import Array
from unrolled.engine.losses import LossResult, check_pair, compute_loss


def of(loss: str, activation: str, z: list[float], p: list[float]) -> LossResult:
    logits, targets = np.array([[z]]), np.array([[p]])
    outputs: Array = np.empty_like(logits)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ACTIVATIONS[activation].f(logits, outputs)
        return compute_loss(loss, activation, logits, outputs, targets, np.array([True]))


@pytest.mark.parametrize(
    ("z", "p", "expected"),
    [
        (1000.0, 1.0, 0.0),
        (1000.0, 0.0, 1000.0),
        (-1000.0, 1.0, 1000.0),
        (-1000.0, 0.0, 0.0),
        (0.0, 0.5, np.log(2)),
    ],
)
def test_bce_is_exact_at_any_logit(z: float, p: float, expected: float) -> None:
    result = of("bce", "sigmoid", [z], [p])
    assert result.loss_per_step[0] == pytest.approx(expected, abs=1e-12)
    assert result.grad_logits.ravel()[0] == pytest.approx((1 + np.tanh(z / 2)) / 2 - p, abs=1e-12)


@pytest.mark.parametrize(
    ("z", "p", "expected"),
    [
        ([1000.0, 0.0], [1.0, 0.0], 0.0),
        ([1000.0, 0.0], [0.0, 1.0], 1000.0),
        ([-1000.0, 1000.0], [0.5, 0.5], 1000.0),
        ([3.0, 3.0, 3.0], [0.2, 0.3, 0.5], np.log(3)),
    ],
)
def test_cross_entropy_is_exact_at_any_logit(
    z: list[float], p: list[float], expected: float
) -> None:
    result = of("cross_entropy", "softmax", z, p)
    assert result.loss_per_step[0] == pytest.approx(expected, abs=1e-9)
    shifted = np.exp(np.array(z) - max(z))
    np.testing.assert_allclose(result.grad_logits.ravel(), shifted / shifted.sum() - p, atol=1e-15)


@pytest.mark.parametrize("p", [[0.2, 0.9, 0.4], [2.0, 0.0, 0.0], [-0.5, 0.5, 0.0]])
def test_cross_entropy_has_the_slope_of_its_formula_whatever_the_targets_sum_to(
    p: list[float],
) -> None:
    z, step = [0.3, -1.2, 0.8], 1e-5
    gradient = of("cross_entropy", "softmax", z, p).grad_logits.ravel()
    for i in range(3):
        above, below = (
            of("cross_entropy", "softmax", [v + s * (j == i) for j, v in enumerate(z)], p)
            for s in (step, -step)
        )
        slope = (above.loss_per_step[0] - below.loss_per_step[0]) / (2 * step)
        assert gradient[i] == pytest.approx(slope, rel=1e-8)


def test_mse_is_half_the_squared_error_and_its_gradient_the_error() -> None:
    result = of("mse", "identity", [2.0, -1.0], [0.5, 0.0])
    assert result.loss_per_step[0] == 0.5 * (1.5**2 + 1.0)
    np.testing.assert_array_equal(result.grad_logits.ravel(), [1.5, -1.0])


def test_a_step_without_output_has_no_loss_even_at_infinity() -> None:
    z = np.array([[[np.inf]], [[1.0]]])
    result = compute_loss("mse", "identity", z, z, np.zeros_like(z), np.array([False, True]))
    assert result.loss_per_step.tolist() == [0.0, 0.5]
    assert result.errors.ravel().tolist() == [0.0, 1.0]
    assert result.grad_logits.ravel().tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("loss", "activation", "sentence"),
    [
        ("hinge", "identity", "loss must be one of mse, bce, cross_entropy, but it is 'hinge'."),
        ("mse", "softmax", "must be identity or tanh or sigmoid or relu for the loss mse"),
        ("bce", "tanh", "output_activation must be sigmoid for the loss bce, but it is 'tanh'."),
        ("cross_entropy", "sigmoid", "must be softmax for the loss cross_entropy"),
    ],
)
def test_a_pair_that_makes_no_sense_is_refused(loss: str, activation: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_pair(loss, activation)


def test_bce_keeps_the_tail_of_its_logarithm() -> None:
    result = of("bce", "sigmoid", [12.0], [1.0])
    assert result.loss_per_step[0] == pytest.approx(np.log1p(np.exp(-12.0)), rel=1e-9)


def test_a_step_without_output_has_no_gradient_even_behind_a_slope_that_is_nan() -> None:
    z = np.array([[[np.nan]], [[1.0]]])
    mask = np.array([False, True])
    result = compute_loss("mse", "tanh", z, np.tanh(z), np.zeros_like(z), mask)
    assert result.grad_logits[0] == 0.0
    assert np.isfinite(result.grad_logits[1])
