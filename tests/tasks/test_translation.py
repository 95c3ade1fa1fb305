"""The translation task: number words, and what is made of one that is typed."""

from collections.abc import Mapping

import numpy as np
import pytest
from unrolled.engine.batches import Batch
from unrolled.tasks.translation import translation

from ..problems import unreadable

TASK = translation()


def words_of(one: Batch) -> tuple[str, str]:
    """English and French."""
    names = np.array(TASK.input_names)
    english, french = one.inputs[one.has_input], one.targets[one.has_output]
    return " ".join(names[english[:, 0].argmax(-1)]), " ".join(names[french[:, 0].argmax(-1)])


TRAIN: Mapping[str, str] = dict(map(words_of, TASK.train))
HELD_OUT: Mapping[str, str] = dict(map(words_of, TASK.held_out))


def test_how_many() -> None:
    assert (len(TASK.train), len(TASK.held_out)) == (84, 16)
    assert (len(TRAIN), len(HELD_OUT)) == (84, 16)
    assert not TRAIN.keys() & HELD_OUT.keys()
    assert (TASK.input_size, TASK.output_size, TASK.longest) == (51, 51, 6)


def test_no_seventies_or_nineties_are_held_out() -> None:
    tens = {english.split()[0] for english in HELD_OUT}
    assert tens == {"twenty", "thirty", "forty", "fifty", "sixty", "eighty"}
    assert HELD_OUT["forty one"] == "quarante et un"
    assert HELD_OUT["eighty seven"] == "quatre vingt sept"


def test_known_numbers() -> None:
    known = {**TRAIN, **HELD_OUT}
    assert known["zero"] == "zéro"
    assert known["six"] == "six"
    assert known["seventeen"] == "dix sept"
    assert known["twenty one"] == "vingt et un"
    assert known["seventy one"] == "soixante et onze"
    assert known["eighty"] == "quatre vingts"
    assert known["eighty one"] == "quatre vingt un"
    assert known["ninety nine"] == "quatre vingt dix neuf"


def test_every_word_of_a_held_out_number_is_trained_on() -> None:
    for part in (0, 1):
        trained = {word for pair in TRAIN.items() for word in pair[part].split()}
        assert {word for pair in HELD_OUT.items() for word in pair[part].split()} <= trained


def test_it_is_read_then_written() -> None:
    [one] = [one for one in TASK.train if words_of(one)[0] == "twenty one"]
    assert one.has_input.tolist() == [True, True, False, False, False]
    assert one.has_output.tolist() == [False, False, True, True, True]
    assert not one.inputs[2:].any()
    assert not one.targets[:2].any()


def test_always_the_same_word_is_never_right() -> None:
    [baseline] = TASK.baselines(6)
    assert baseline.held_out == 0


@pytest.mark.parametrize("text", ["forty two", "42", " Forty-Two "])
def test_encode(text: str) -> None:
    assert TASK.encode is not None
    one = TASK.encode(text)
    assert words_of(one) == ("forty two", "quarante deux")
    assert one.has_input.tolist() == [True, True, False, False]


@pytest.mark.parametrize("text", ["one hundred", "100", "", "forty and two"])
def test_what_cannot_be_read(text: str) -> None:
    params = {"text": text, "low": 0, "high": 99}
    assert unreadable(TASK.encode, text) == ("not_a_number_word", params)
