"""Binary addition: numbers as bits, the lowest first."""

from typing import Any

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.batches import Batch
from unrolled.tasks.binary_addition import binary_addition

from ..problems import unreadable


def number(bits: Array) -> int:
    return int(bits @ 2 ** np.arange(len(bits)))


def addition(one: Batch) -> tuple[int, int, int]:
    a, b = one.inputs[:, 0].T
    return number(a), number(b), number(one.targets[:, 0, 0])


def test_the_targets_are_the_sum() -> None:
    task = binary_addition()
    for one in (*task.train, *task.held_out):
        a, b, total = addition(one)
        assert a + b == total
        assert max(a, b) <= 127
        assert one.inputs.shape == (8, 1, 2)
        assert one.has_output.all()


def test_the_pairs_held_out_are_others_than_those_trained_on() -> None:
    task = binary_addition()
    trained, held_out = (
        {addition(one)[:2] for one in part} for part in (task.train, task.held_out)
    )
    assert len(trained) == len(held_out) == 512
    assert trained.isdisjoint(held_out)


def test_always_the_same_answer_gets_hardly_any_sum_right() -> None:
    (constant,) = binary_addition().baselines(8)
    assert constant.train < 0.05
    assert constant.held_out < 0.05


def test_encode() -> None:
    encode = binary_addition().encode
    assert encode
    one = encode(" 5 + 9 ")
    assert one.inputs[:, 0].T.tolist() == [[1, 0, 1, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0]]
    assert one.targets[:, 0, 0].tolist() == [0, 1, 1, 1, 0, 0, 0, 0]
    assert addition(encode("127+127")) == (127, 127, 254)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("5-9", "not_an_addition", {"text": "5-9"}),
        ("", "not_an_addition", {"text": ""}),
        ("1+2+3", "not_an_addition", {"text": "1+2+3"}),
        ("128+1", "addition_too_large", {"high": 127}),
        ("1+128", "addition_too_large", {"high": 127}),
    ],
)
def test_what_encode_refuses(text: str, code: str, params: dict[str, Any]) -> None:
    assert unreadable(binary_addition().encode, text) == (code, params)
