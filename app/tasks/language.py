"""Which language is a word from? It is read letter by letter."""

from unicodedata import normalize

import numpy as np

from ..engine.batches import Batch, make_batch
from .data import table
from .kinds.letters import letters_of
from .kinds.sequences import SequencesTask

LANGUAGES = ("english", "french", "german", "italian")


def language() -> SequencesTask:
    """960 words of T = 3 to 12 letters, 240 from each of 4 languages; every fifth is held out.

    d = 38 letters, all in lower case; no word is in two of the languages' lists.
    """
    rows = [(row["word"], row["language"]) for row in table("words.csv")]
    alphabet = tuple(sorted({letter for word, _ in rows for letter in word}))

    def encode(text: str) -> Batch:
        inputs = letters_of(normalize("NFC", text.strip().lower()), alphabet)
        return make_batch("many_to_one", inputs, np.zeros((len(inputs), 1, len(LANGUAGES))))

    words = [_labelled(encode(word), name) for word, name in rows]
    return SequencesTask(
        name="language",
        title="Language of a word",
        description="Tell which of four languages a word is from, letter by letter.",
        picture="confusion",
        sequence_types=("many_to_one",),
        metric_name="accuracy",
        loss="cross_entropy",
        output_activation="softmax",
        source="Frequent words from the Python package Faker 40.54.0; MIT licence.",
        input_names=alphabet,
        output_names=LANGUAGES,
        train=tuple(word for place, word in enumerate(words) if place % 5),
        held_out=tuple(words[::5]),
        encode=encode,
        defaults={
            "hidden_size": 16,
            "schedule": {"name": "full_sequence", "k": 12},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": 5.0},
            "batch_size": 16,
            "updates": 800,
        },
    )


def _labelled(word: Batch, name: str) -> Batch:
    """The word with its language as the target of the last step."""
    targets = np.zeros_like(word.targets)
    targets[-1, 0, LANGUAGES.index(name)] = 1.0
    return word._replace(targets=targets)
