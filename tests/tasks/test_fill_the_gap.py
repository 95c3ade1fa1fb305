"""The gap task: words, their gaps, and what is made of one that is typed."""

from typing import Any

import numpy as np
import pytest
from unrolled.engine.batches import Batch
from unrolled.tasks.fill_the_gap import fill_the_gap

from ..problems import unreadable

TASK = fill_the_gap()


def text_of(word: Batch) -> str:
    return "".join(TASK.input_names[place] for place in word.inputs[:, 0].argmax(-1))


def answers(part: tuple[Batch, ...]) -> dict[str, str]:
    return {
        text_of(one): TASK.output_names[one.targets[one.has_output][0, 0].argmax()] for one in part
    }


TRAIN, HELD_OUT = answers(TASK.train), answers(TASK.held_out)


def test_how_many() -> None:
    assert (len(TASK.train), len(TASK.held_out)) == (195, 49)
    assert (len(TRAIN), len(HELD_OUT)) == (195, 49)
    assert not TRAIN.keys() & HELD_OUT.keys()
    assert (TASK.input_size, TASK.output_size, TASK.longest) == (27, 9, 12)
    assert TASK.output_names == ("a", "e", "i", "l", "m", "o", "s", "t", "u")


def test_known_words() -> None:
    known = TRAIN | HELD_OUT
    assert len(known) == 244
    assert known["educa_ion"] == "t"
    assert known["sist_r"] == "e"
    assert known["doct_r"] == "o"
    assert known["state_ent"] == "m"
    assert known["noth_ng"] == "i"
    assert HELD_OUT["app_y"] == "l"


def test_the_only_output_is_at_the_gap() -> None:
    for word in TASK.train + TASK.held_out:
        gap = text_of(word).index("_")
        assert np.flatnonzero(word.has_output).tolist() == [gap]
        assert word.targets.sum() == word.targets[gap].sum() == 1
        assert word.has_input.all()


def test_always_the_same_letter_is_seldom_right() -> None:
    [baseline] = TASK.baselines(12)
    assert baseline.train == pytest.approx(60 / 195)
    assert baseline.held_out == pytest.approx(16 / 49)


def test_encode() -> None:
    assert TASK.encode is not None
    word = TASK.encode(" Walk_ng ")
    assert text_of(word) == "walk_ng"
    assert word.has_output.tolist() == [False] * 4 + [True] + [False] * 2
    assert not word.targets.any()


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("walking", "gap_needed", {"gap": "_"}),
        ("w_lk_ng", "gap_needed", {"gap": "_"}),
        ("caf_é", "unknown_letter", {"text": "é", "count": 27}),
    ],
)
def test_what_cannot_be_read(text: str, code: str, params: dict[str, Any]) -> None:
    assert unreadable(TASK.encode, text) == (code, params)
