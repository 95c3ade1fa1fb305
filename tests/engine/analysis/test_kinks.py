"""The gradient check where a ReLU bends: there is no derivative there, and it says so."""

from typing import Any

import numpy as np
import pytest
from unrolled.engine.analysis import GradientCheck, gradient_check
from unrolled.engine.arrays import Array
from unrolled.engine.model import Model
from unrolled.engine.trace import Trace
from unrolled.engine.unroll import Unroll


def traced(
    inputs: Any, targets: Any, params: dict[str, Any], activation: str = "relu", **model: Any
) -> Trace:
    """A pass of one sequence over inputs (T,), with targets (T,) and an output at every step."""
    arrays = {name: np.array(value, dtype=float) for name, value in params.items()}
    m = len(arrays["W_y"][0]) // (2 if model.get("bidirectional") else 1)
    unroll = Unroll(Model(1, m, 1, activation=activation, **model), len(inputs))
    unroll.forward(arrays, np.array(inputs, dtype=float).reshape(-1, 1, 1))
    return unroll.backward(
        np.array(targets, dtype=float).reshape(-1, 1, 1), np.ones(len(inputs), bool)
    )


ONE = {"W_x": [[1]], "W_h": [[1]], "b_h": [0], "W_y": [[1]], "b_y": [0]}


def slopes(check: GradientCheck) -> Array:
    assert check.one_sided is not None
    return np.array(check.one_sided)


def test_at_a_kink_both_slopes_are_told() -> None:
    """h = relu(b), y = h, L = ½(y - 1)²: to the left L stays ½, to the right it falls by 1."""
    check = gradient_check(traced([0], [1], ONE), "b_h", (0,))
    assert check.analytic == 0
    np.testing.assert_allclose(slopes(check), [0, -1], atol=1e-6)
    assert abs(check.numeric - check.analytic) == pytest.approx(0.5, abs=1e-6)
    assert check.uncertainty >= 0.5


@pytest.mark.parametrize("name", ["W_x", "W_h"])
def test_what_does_not_move_an_argument_from_its_kink_has_a_derivative(name: str) -> None:
    """x_1 = 0 and h_0 = 0: whatever these weights are, a_1 is 0."""
    check = gradient_check(traced([0], [1], ONE), name, (0, 0))
    assert check.one_sided is None
    assert check.analytic == check.numeric == 0


def test_a_kink_whose_unit_nobody_reads_does_no_harm() -> None:
    params = ONE | {"W_y": [[0]]}
    check = gradient_check(traced([0], [1], params), "b_h", (0,))
    assert check.one_sided is None
    assert abs(check.numeric) < 1e-9
    assert check.uncertainty < 1e-7


def test_one_step_of_many_is_enough() -> None:
    """a_2 = 0 alone, from x_2 = -h_1."""
    trace = traced([0.5, -0.5, 0.25], [1, 1, 1], ONE)
    assert trace["preactivation"].ravel().tolist() == [0.5, 0, 0.25]
    for name, index in [("b_h", (0,)), ("W_h", (0, 0)), ("inputs", (1, 0, 0))]:
        check = gradient_check(trace, name, index)
        left, right = slopes(check)
        assert left != pytest.approx(right, abs=1e-3)
        assert abs(check.numeric - check.analytic) <= check.uncertainty
    # W_x multiplies both parts of a_2: it stays 0.
    for name, index in [("b_y", (0,)), ("W_y", (0, 0)), ("W_x", (0, 0)), ("inputs", (2, 0, 0))]:
        check = gradient_check(trace, name, index)
        assert check.one_sided is None
        assert check.relative_error < 1e-7


@pytest.mark.parametrize("distance", [1e-6, 3e-6, 9e-6, -5e-6, 1.5e-5])
def test_beside_a_kink_a_smaller_step_finds_the_derivative(distance: float) -> None:
    """Within the usual step there is one: its difference would be off by up to ½."""
    check = gradient_check(traced([0], [1], ONE | {"b_h": [distance]}), "b_h", (0,))
    assert check.analytic == pytest.approx(-1.0 if distance > 0 else 0.0, abs=1e-4)
    assert check.one_sided is None
    assert check.numeric == pytest.approx(check.analytic, abs=1e-7)
    assert abs(check.numeric - check.analytic) <= 10 * check.uncertainty < 1e-6


@pytest.mark.parametrize("distance", [1e-9, -1e-8, 1e-7])
def test_so_near_that_no_step_tells_it_is_told_as_a_kink(distance: float) -> None:
    check = gradient_check(traced([0], [1], ONE | {"b_h": [distance]}), "b_h", (0,))
    assert check.one_sided is not None
    assert abs(check.numeric - check.analytic) <= check.uncertainty


def test_kinks_that_cancel_in_the_difference_are_told() -> None:
    """y = relu(w) - relu(-w) = w: the loss has a derivative, which BPTT takes for 0."""
    params = {
        "W_x": [[0], [0]],
        "W_h": [[0, 0], [0, 0]],
        "b_h": [0, 0],
        "W_y": [[1, 1]],
        "b_y": [0],
    }
    # Both steps have the same unit: w x_1 and w x_2 with x = ±1, and errors of either sign.
    trace = traced([1, -1], [1, -1], params)
    check = gradient_check(trace, "W_x", (0, 0))
    assert check.analytic == 0
    np.testing.assert_allclose(slopes(check), [-1, -1], atol=1e-6)
    assert check.uncertainty < 1e-6, "the difference is right"


def test_several_units_and_two_directions() -> None:
    model = Model(1, 3, 1, activation="relu", bidirectional=True)
    params = {name: np.full(shape, 0.5) for name, shape in model.param_shapes().items()}
    for suffix in model.suffixes:
        params[f"b_h{suffix}"][:] = [0, 1, 0]
    unroll, zeros = Unroll(model, 3), np.zeros((3, 1, 1))
    # Nothing is read, h_0 is 0: the units without a bias are at their kink at the first step.
    unroll.forward(params, zeros)
    trace = unroll.backward(zeros, np.ones(3, bool))
    for suffix, first in (("", 0), ("_reverse", 2)):
        assert trace[f"preactivation{suffix}"][first, 0].tolist() == [0, 1, 0]
        for unit, bends in ((0, True), (1, False), (2, True)):
            check = gradient_check(trace, f"b_h{suffix}", (unit,))
            assert (check.one_sided is not None) == bends
            assert abs(check.numeric - check.analytic) <= check.uncertainty + 1e-9


def test_an_output_may_be_at_its_kink() -> None:
    """y = relu(0) with W_y = 0, and a target beyond it."""
    params = ONE | {"W_y": [[0]], "b_h": [1]}
    trace = traced([0], [1], params, output_activation="relu")
    np.testing.assert_allclose(slopes(gradient_check(trace, "b_y", (0,))), [0, -1], atol=1e-6)
    np.testing.assert_allclose(slopes(gradient_check(trace, "W_y", (0, 0))), [0, -1], atol=1e-6)
    assert gradient_check(trace, "b_h", (0,)).one_sided is None


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_what_is_smooth_has_no_kink_at_0(activation: str) -> None:
    for name in ("W_x", "W_h", "b_h", "W_y", "b_y"):
        index = (0,) if name.startswith("b") else (0, 0)
        check = gradient_check(traced([0, 0], [1, 1], ONE, activation), name, index)
        assert check.one_sided is None
        assert abs(check.numeric - check.analytic) < 1e-9


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_a_cell_that_has_no_relu_has_no_kink(cell: str) -> None:
    model = Model(1, 2, 1, cell=cell, activation="relu")
    params = {name: np.zeros(shape) for name, shape in model.param_shapes().items()}
    params["W_y"] += 1
    unroll = Unroll(model, 2)
    unroll.forward(params, np.zeros((2, 1, 1)))
    trace = unroll.backward(np.ones((2, 1, 1)), np.ones(2, bool))
    for row in range(params["b_h"].size):
        check = gradient_check(trace, "b_h", (row,))
        assert check.one_sided is None
        assert abs(check.numeric - check.analytic) < 1e-9
