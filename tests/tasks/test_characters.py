"""The characters task: Alice's text, and any other."""

from typing import Any

import numpy as np
import pytest
from unrolled.tasks.characters import characters
from unrolled.tasks.kinds.stream import StreamTask

from ..problems import unreadable

TASK = characters()


def text_of(task: StreamTask) -> str:
    """Its first character, then each target."""
    places = [task.inputs[0].argmax(), *task.targets.argmax(-1)]
    return "".join(task.input_names[place] for place in places)


def test_text() -> None:
    text = text_of(TASK)
    assert len(text) == 7480
    assert text.startswith(
        "alice was beginning to get very tired of sitting by her sister on the bank,"
    )
    assert text.endswith("with the words 'drink me' beautifully printed on it in large letters.")
    assert "'oh dear! oh dear! i shall be late!'" in text
    assert text.count("alice") == 19
    assert "".join(TASK.input_names) == " !',-.:;?abcdefghijklmnopqrstuvwxyz"
    assert TASK.input_names == TASK.output_names


def test_each_step_is_followed_by_the_next() -> None:
    assert TASK.inputs.shape == TASK.targets.shape == (7479, 35)
    np.testing.assert_array_equal(TASK.inputs[1:], TASK.targets[:-1])
    np.testing.assert_array_equal(TASK.inputs.sum(1), np.ones(7479))
    assert TASK.train_length == 5984


def test_baseline() -> None:
    """Each character as often as it is in the training part."""
    [baseline] = TASK.baselines(25)
    shares = TASK.targets[:5984].mean(0)
    entropy = -sum(share * np.log(share) for share in shares if share)
    assert baseline.train == pytest.approx(np.exp(entropy))
    assert baseline.train == pytest.approx(18.564, abs=1e-3)


def test_another_text() -> None:
    task = characters("Ab \n c–Ä. " * 30)
    assert text_of(task) == ("Ab c–Ä. " * 30).strip()
    assert task.input_names == (" ", ".", "A", "b", "c", "Ä", "–")
    assert task.source == "A text of your own."
    assert task.train_length == 239 * 4 // 5


def test_of_a_long_text_the_last_two_thousand_steps_are_held_out() -> None:
    assert characters("to be or not. " * 1_000).lengths == (11_999, 1_999)
    assert characters("to be or not. " * 500).lengths == (5_599, 1_399)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("x" * 199, "text_too_short", {"low": 200, "count": 199}),
        ("  ".join("x" * 100), "text_too_short", {"low": 200, "count": 199}),
        ("x" * 200, "text_uniform", {}),
        (
            "".join(map(chr, range(0x4E00, 0x4E00 + 201))),
            "text_too_varied",
            {"high": 200, "count": 201},
        ),
    ],
)
def test_what_is_refused(text: str, code: str, params: dict[str, Any]) -> None:
    assert unreadable(characters, text) == (code, params)
