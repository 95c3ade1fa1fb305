"""Which letter is missing? What comes after the gap tells it, so only reading both ways helps."""

from string import ascii_lowercase

import numpy as np

from ..engine.batches import Batch
from .data import table
from .kinds.errors import UnreadableError
from .kinds.letters import letters_of
from .kinds.sequences import SequencesTask

GAP = "_"
ALPHABET = (*ascii_lowercase, GAP)


def fill_the_gap() -> SequencesTask:
    """English words whose ending lacks its first letter, such as na_ion; every fifth is held out.

    T = 4 to 12, d = 27; the only output is at the gap's step, one of the letters missed.
    """
    rows = [(row["text"], row["letter"]) for row in table("gaps.csv")]
    answers = tuple(sorted({letter for _, letter in rows}))

    def encode(text: str) -> Batch:
        word = text.strip().lower()
        if word.count(GAP) != 1:
            raise UnreadableError("gap_needed", gap=GAP)
        inputs = letters_of(word, ALPHABET)
        targets = np.zeros((len(word), 1, len(answers)))
        return Batch(inputs, targets, np.ones(len(word), bool), np.array(list(word)) == GAP)

    words = []
    for text, letter in rows:
        word = encode(text)
        word.targets[word.has_output, 0, answers.index(letter)] = 1.0
        words.append(word)
    return SequencesTask(
        name="fill_the_gap",
        title="Fill the gap",
        description="Find the missing letter of a word from the letters before and after it.",
        picture="table",
        sequence_types=("many_to_many",),
        metric_name="accuracy",
        loss="cross_entropy",
        output_activation="softmax",
        source="Frequent words from the Python package Faker 40.54.0; MIT licence.",
        input_names=ALPHABET,
        output_names=answers,
        train=tuple(word for place, word in enumerate(words) if place % 5),
        held_out=tuple(words[::5]),
        encode=encode,
        defaults={
            "bidirectional": True,
            "hidden_size": 12,
            "schedule": {"name": "full_sequence", "k": 12},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 5.0},
            "batch_size": 16,
            "updates": 600,
        },
    )
