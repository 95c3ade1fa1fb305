"""Echo: the target is the input of ten steps ago."""

import numpy as np
import pytest
from unrolled.tasks.echo import echo


def test_targets_are_the_inputs_of_ten_steps_before() -> None:
    task = echo()
    assert task.inputs.shape == task.targets.shape == (5500, 1)
    assert task.train_length == 5000
    np.testing.assert_array_equal(task.targets[10:], task.inputs[:-10])
    assert not task.targets[:10].any()


def test_inputs_are_fair_bits_that_tell_nothing_of_each_other() -> None:
    bits = echo().inputs[:, 0]
    assert set(bits.tolist()) == {0.0, 1.0}
    assert bits.mean() == pytest.approx(0.5, abs=0.02)
    for lag in range(1, 11):
        assert (bits[lag:] == bits[:-lag]).mean() == pytest.approx(0.5, abs=0.03)


def test_it_is_the_same_each_time() -> None:
    np.testing.assert_array_equal(echo().inputs, echo().inputs)


def test_guessing_is_right_half_of_the_time() -> None:
    (constant,) = echo().baselines(20)
    assert constant.train == pytest.approx(0.5, abs=0.02)
    assert constant.held_out == pytest.approx(0.5, abs=0.04)


def test_windows_reach_back_beyond_the_delay() -> None:
    schedule = echo().defaults["schedule"]
    assert schedule["k"] > 10
    assert schedule["carry_state"]
