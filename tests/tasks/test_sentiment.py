"""The sentiment task: what the sentences are, and what is made of one that is typed."""

from typing import Any

import numpy as np
import pytest
from unrolled.engine.batches import Batch
from unrolled.tasks.sentiment import sentiment

from ..problems import unreadable

TASK = sentiment()
NEGATIONS = {"not", "never", "neither", "nobody"}


def text_of(sentence: Batch) -> str:
    return " ".join(TASK.input_names[place] for place in sentence.inputs[:, 0].argmax(-1))


TRAIN = {text_of(one): float(one.targets[-1, 0, 0]) for one in TASK.train}
HELD_OUT = {text_of(one): float(one.targets[-1, 0, 0]) for one in TASK.held_out}


def test_how_many() -> None:
    assert (len(TASK.train), len(TASK.held_out)) == (670, 170)
    assert (len(TRAIN), len(HELD_OUT)) == (670, 170)  # so none is there twice
    assert (TASK.input_size, TASK.output_size, TASK.longest) == (72, 1, 9)
    assert {len(one.inputs) for one in TASK.train} == set(range(2, 10))


def test_no_held_out_sentence_is_trained_on_but_all_its_words_are() -> None:
    assert not TRAIN.keys() & HELD_OUT.keys()
    words = {word for text in TRAIN for word in text.split()}
    assert {word for text in HELD_OUT for word in text.split()} <= words


def test_known_sentences() -> None:
    assert HELD_OUT["not bad"] == 1
    assert TRAIN["boring story"] == 0
    assert TRAIN["the book was not silly but funny"] == 1
    assert TRAIN["i did not think the book was very funny"] == 0
    assert HELD_OUT["the weather was neither cold nor grey"] == 1
    assert HELD_OUT["i would never watch this film again"] == 0


@pytest.mark.parametrize(
    ("sentences", "negated", "number", "positive"),
    [
        (TRAIN, True, 388, 170),
        (TRAIN, False, 282, 144),
        (HELD_OUT, True, 98, 43),
        (HELD_OUT, False, 72, 37),
    ],
)
def test_negation_alone_tells_little(
    sentences: dict[str, float], negated: bool, number: int, positive: int
) -> None:
    labels = [y for text, y in sentences.items() if bool(NEGATIONS & {*text.split()}) == negated]
    assert (len(labels), sum(labels)) == (number, positive)


def test_baseline() -> None:
    [baseline] = TASK.baselines(9)
    assert baseline.train == pytest.approx(356 / 670)
    assert baseline.held_out == pytest.approx(90 / 170)


def test_encode() -> None:
    sentence = TASK.encode and TASK.encode(" Not a BORING film. ")
    assert sentence is not None
    assert text_of(sentence) == "not a boring film"
    assert sentence.inputs.sum() == 4
    assert not sentence.targets.any()
    assert sentence.has_input.all()
    assert sentence.has_output.tolist() == [False, False, False, True]
    np.testing.assert_array_equal(sentence.inputs.sum(-1), np.ones((4, 1)))


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("a clever giraffe", "unknown_word", {"text": "giraffe", "count": 72}),
        (" . ", "nothing_to_read", {}),
    ],
)
def test_what_cannot_be_read(text: str, code: str, params: dict[str, Any]) -> None:
    assert unreadable(TASK.encode, text) == (code, params)
