"""English number words to French ones: the sequence that is written has a length of its own."""

import re
from typing import NamedTuple

import numpy as np

from ..engine.batches import Batch, make_batch
from .data import table
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask, one_hot


class Pair(NamedTuple):
    """A number from 0 to 99, its English words, its French ones, and train or held_out."""

    number: int
    english: tuple[str, ...]
    french: tuple[str, ...]
    part: str


def translation() -> SequencesTask:
    """100 numbers, 16 of them held out; T is 2 to 6.

    None of the seventies and nineties is held out: French counts them on from sixty and eighty, to
    nineteen, so that each of their forms is there just twice.

    English and French words are one vocabulary, so that a step can read what the one before wrote:
    d = o = 51. "six" is both.
    """
    pairs = _pairs()
    vocabulary = tuple(dict.fromkeys(word for pair in pairs for word in pair.english))
    vocabulary = tuple(dict.fromkeys(vocabulary + tuple(w for pair in pairs for w in pair.french)))
    known = {name: pair for pair in pairs for name in (str(pair.number), " ".join(pair.english))}

    def encode(text: str) -> Batch:
        name = " ".join(re.sub("(?<=[a-z])-(?=[a-z])", " ", text.lower()).split())
        if name not in known:
            raise UnreadableError("not_a_number_word", text=text, low=0, high=99)
        return _sequence(known[name], vocabulary)

    np.random.default_rng(0).shuffle(pairs)  # so that a batch has numbers of all tens

    def part(name: str) -> tuple[Batch, ...]:
        return tuple(_sequence(pair, vocabulary) for pair in pairs if pair.part == name)

    return SequencesTask(
        name="translation",
        title="Number words",
        description="Translate a number's English words into French.",
        picture="table",
        sequence_types=("encoder_decoder",),
        metric_name="exact_match",
        loss="cross_entropy",
        output_activation="softmax",
        source="Made with the Python package num2words 0.5.14; number words are nobody's.",
        input_names=vocabulary,
        output_names=vocabulary,
        train=part("train"),
        held_out=part("held_out"),
        encode=encode,
        defaults={
            "hidden_size": 48,
            "feedback": "teacher",
            "schedule": {"name": "full_sequence", "k": 6},
            "optimizer": {"name": "rmsprop", "learning_rate": 0.003, "clip_norm": 5.0},
            "initializer": {"name": "orthogonal"},
            "batch_size": 8,
            "updates": 2000,
            "seed": 1,
        },
    )


def _pairs() -> list[Pair]:
    return [
        Pair(
            int(row["number"]),
            tuple(row["english"].split()),
            tuple(row["french"].split()),
            row["part"],
        )
        for row in table("number_words.csv")
    ]


def _sequence(pair: Pair, vocabulary: tuple[str, ...]) -> Batch:
    """The English words are read, then the French ones written; elsewhere it is 0."""
    words = one_hot(pair.english + pair.french, vocabulary)
    inputs, targets = words.copy(), words.copy()
    read = len(pair.english)
    inputs[read:] = 0.0
    targets[:read] = 0.0
    return make_batch("encoder_decoder", inputs, targets, read)
