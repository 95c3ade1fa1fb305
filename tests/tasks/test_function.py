"""A function: points of a curve."""

import numpy as np
import pytest
from unrolled.tasks.function import function

from ..problems import unreadable


def test_the_points_are_on_the_curve() -> None:
    task = function()
    for one in (*task.train, *task.held_out):
        x, y = one.inputs.item(), one.targets.item()
        assert y == pytest.approx((1 + np.sin(2 * np.pi * x)) / 2)


def test_held_out_points_are_midway_between_those_trained_on() -> None:
    task = function()
    trained, held_out = (
        np.sort([one.inputs.item() for one in part]) for part in (task.train, task.held_out)
    )
    assert (len(trained), len(held_out), task.longest) == (64, 63, 1)
    assert (trained[0], trained[-1]) == (-1, 1)
    np.testing.assert_allclose(held_out, (trained[1:] + trained[:-1]) / 2, atol=1e-12)


def test_the_curve_s_mean_is_off_by_its_standard_deviation() -> None:
    (constant,) = function().baselines(1)
    assert constant.held_out == pytest.approx(8**-0.5, abs=0.01)


def test_encode() -> None:
    encode = function().encode
    assert encode
    for text, y in (("0", 0.5), (" 0.25 ", 1), ("-0.25", 0), ("1", 0.5), ("1e-1", 0.7939)):
        one = encode(text)
        assert one.inputs.item() == float(text)
        assert one.targets.item() == pytest.approx(y, abs=1e-4)


@pytest.mark.parametrize("text", ["", "x", "1.01", "-2", "nan", "inf"])
def test_what_encode_refuses(text: str) -> None:
    params = {"text": text, "low": -1, "high": 1}
    assert unreadable(function().encode, text) == ("not_a_number_between", params)
