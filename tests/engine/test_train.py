"""Schedules, optimizers and the training loop, held to the pseudocode."""

from itertools import islice

import numpy as np
import pytest

from app.engine.arrays import global_norm
from app.engine.initializers import uniform
from app.engine.model import Model
from app.engine.optimizers import SGD
from app.engine.schedule import Sequence, SlidingWindow, has_output
from app.engine.script import pseudocode, script
from app.engine.train import TrainState, train
from app.engine.unroll import Unroll

MODEL = Model(1, 3, 1)
SERIES = np.sin(np.arange(11) / 2.0)
SEQUENCE = Sequence(SERIES[:-1, None, None], SERIES[1:, None, None])
LAST = has_output("many_to_one", 4)


def start(seed: int = 0) -> TrainState:
    return TrainState(0, MODEL.init_params(uniform(), seed))


def test_windows_are_the_pseudocodes() -> None:
    schedule = SlidingWindow(4)
    assert schedule.windows(SEQUENCE) == 7  # t = 0 … n - k with n = 10, k = 4
    for update, (epoch, t) in {1: (1, 0), 2: (1, 1), 7: (1, 6), 8: (2, 0)}.items():
        window = schedule.window(SEQUENCE, update)
        assert (window.epoch, window.start) == (epoch, t)
        np.testing.assert_array_equal(window.inputs[:, 0, 0], SERIES[t : t + 4])
        assert window.targets[-1] == SERIES[t + 4]  # p_{t+k}


def test_a_window_longer_than_the_sequence_is_refused() -> None:
    with pytest.raises(ValueError, match="k must be at most 10"):
        SlidingWindow(11).windows(SEQUENCE)


def test_training_is_forward_back_update_by_hand() -> None:
    params, rate = dict(start().params), 0.2
    unroll = Unroll(MODEL, 4)
    for number, update in enumerate(
        islice(train(MODEL, SEQUENCE, SlidingWindow(4), SGD(rate), LAST, start()), 9), 1
    ):
        t = (number - 1) % 7
        outputs = unroll.forward(params, SERIES[t : t + 4, None, None])
        trace = unroll.backward(params, outputs, SERIES[t + 1 : t + 5, None, None], LAST)
        assert update.trace.loss == trace.loss == 0.5 * (outputs[-1, 0, 0] - SERIES[t + 4]) ** 2
        params = {name: value - rate * trace.grad_params[name] for name, value in params.items()}
        for name, value in params.items():
            np.testing.assert_array_equal(update.state.params[name], value)


def test_the_carried_state_is_one_step_into_the_window_with_the_new_weights() -> None:
    updates = train(MODEL, SEQUENCE, SlidingWindow(4, carry_state=True), SGD(0.1), LAST, start())
    carried = np.zeros((1, 3))
    for update in islice(updates, 9):
        if update.window.start == 0:
            carried[:] = 0.0
        np.testing.assert_allclose(update.trace["initial_hidden"], carried, rtol=1e-13)
        p, x = update.state.params, update.window.inputs[0]
        carried = np.tanh(x @ p["W_x"].T + carried @ p["W_h"].T + p["b_h"])


def test_training_resumed_is_training_uninterrupted_bit_for_bit() -> None:
    schedule, optimizer = SlidingWindow(4, carry_state=True), SGD(0.1, clip_norm=0.05)
    whole = list(islice(train(MODEL, SEQUENCE, schedule, optimizer, LAST, start()), 20))
    resumed = train(MODEL, SEQUENCE, schedule, optimizer, LAST, whole[11].state)
    for expected, actual in zip(whole[12:], resumed, strict=False):
        assert actual.state.update == expected.state.update
        for name, value in expected.state.params.items():
            np.testing.assert_array_equal(actual.state.params[name], value)


def test_clipping_scales_the_whole_gradient_to_the_norm() -> None:
    params = {"W_h": np.zeros((1, 2)), "b_h": np.zeros(1)}
    gradient = {"W_h": np.array([[3.0, 0.0]]), "b_h": np.array([4.0])}
    step = SGD(1.0, clip_norm=1.0).step(params, gradient)
    assert (step.grad_norm, step.clipped_grad_norm) == (5.0, 1.0)
    np.testing.assert_allclose(step.params["W_h"], [[-0.6, 0.0]], rtol=1e-15)
    np.testing.assert_allclose(step.params["b_h"], [-0.8], rtol=1e-15)
    untouched = SGD(1.0, clip_norm=6.0).step(params, gradient)
    assert untouched.grad_norm == untouched.clipped_grad_norm == 5.0
    assert untouched.params["b_h"] == -4.0


def test_an_exploding_run_remembers_where_it_exploded() -> None:
    updates = train(MODEL, SEQUENCE, SlidingWindow(4), SGD(1e6), LAST, start())
    states = [update.state for update in islice(updates, 200)]
    exploded = [state.first_nonfinite for state in states if state.first_nonfinite]
    assert len(set(exploded)) == 1
    number, _ = exploded[0]
    assert states[number - 2].first_nonfinite is None
    assert not np.isfinite(global_norm(states[number].params))


def test_uniform_initialization_fills_its_bounds() -> None:
    params = Model(1, 64, 1).init_params(uniform(2.0), 0)
    assert 0.24 < params["W_h"].max() <= 0.25
    assert -0.25 <= params["W_h"].min() < -0.24


def test_the_script_of_many_to_one() -> None:
    steps = [(step.line, step.t) for step in script(has_output("many_to_one", 3), True)]
    assert steps == [
        ("for", None),
        ("start", None),
        ("forward", 1),
        ("forward", 2),
        ("forward", 3),
        ("error", 3),
        ("backward", 3),
        ("backward", 2),
        ("backward", 1),
        ("sum", None),
        ("update", None),
        ("carry", None),
    ]


def test_the_script_of_many_to_many_has_an_error_at_every_step() -> None:
    lines = script(has_output("many_to_many", 3), False)
    assert [step.t for step in lines if step.line == "error"] == [1, 2, 3]
    assert lines[-1].line == "update"


@pytest.mark.parametrize("carry", [False, True])
def test_every_micro_step_is_a_line_of_the_pseudocode(carry: bool) -> None:
    named = {line.line for line in pseudocode(carry)} - {"repeat"}
    assert {step.line for step in script(LAST, carry)} == named
