"""The language task: its words, and what is made of one that is typed."""

from collections import Counter
from typing import Any

import pytest
from unrolled.engine.batches import Batch
from unrolled.tasks.language import language

from ..problems import unreadable

TASK = language()


def text_of(word: Batch) -> str:
    return "".join(TASK.input_names[place] for place in word.inputs[:, 0].argmax(-1))


def languages(part: tuple[Batch, ...]) -> dict[str, str]:
    return {text_of(one): TASK.output_names[one.targets[-1, 0].argmax()] for one in part}


TRAIN, HELD_OUT = languages(TASK.train), languages(TASK.held_out)


def test_how_many() -> None:
    assert (len(TASK.train), len(TASK.held_out)) == (768, 192)
    assert (len(TRAIN), len(HELD_OUT)) == (768, 192)
    assert not TRAIN.keys() & HELD_OUT.keys()
    names = ("english", "french", "german", "italian")
    assert TASK.output_names == names
    assert Counter((TRAIN | HELD_OUT).values()) == dict.fromkeys(names, 240)
    assert Counter(HELD_OUT.values()) == dict(zip(names, (45, 56, 43, 48), strict=True))
    assert {len(one.inputs) for one in TASK.train} == set(range(3, 13))


def test_letters() -> None:
    assert "".join(TASK.input_names) == "abcdefghijklmnopqrstuvwxyzßàäçèéêîôöûü"
    assert {*"".join(HELD_OUT)} <= {*"".join(TRAIN)}


def test_known_words() -> None:
    known = TRAIN | HELD_OUT
    assert HELD_OUT["grün"] == "german"
    assert known["power"] == "english"
    assert known["silencieux"] == "french"
    assert known["mostrare"] == "italian"


def test_targets_are_at_the_last_step() -> None:
    for word in TASK.train:
        assert word.targets.sum() == word.targets[-1].sum() == 1
        assert word.has_output.tolist() == [False] * (len(word.inputs) - 1) + [True]


def test_baseline() -> None:
    [baseline] = TASK.baselines(12)
    assert baseline.train == pytest.approx(197 / 768)  # always German
    assert baseline.held_out == pytest.approx(43 / 192)


def test_encode() -> None:
    assert TASK.encode is not None
    word = TASK.encode(" MU\u0308de ")  # u and a combining diaeresis
    assert text_of(word) == "müde"
    assert word.inputs.sum() == 4
    assert not word.targets.any()


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [("niño", "unknown_letter", {"text": "ñ", "count": 38}), ("  ", "nothing_to_read", {})],
)
def test_what_cannot_be_read(text: str, code: str, params: dict[str, Any]) -> None:
    assert unreadable(TASK.encode, text) == (code, params)
