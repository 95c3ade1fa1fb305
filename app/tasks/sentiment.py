"""Is a short sentence positive? A "not" turns what follows it round."""

import numpy as np

from ..engine.batches import Batch, make_batch
from .data import table
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask, one_hot


def sentiment() -> SequencesTask:
    """Sentences of T = 2 to 9 words; one output, the probability that they are positive.

    A fifth of them is held out, with and without negation alike, and of both labels as many.
    """
    rows = table("sentences.csv")
    vocabulary = tuple(sorted({word for row in rows for word in row["text"].split()}))

    def encode(text: str) -> Batch:
        words = text.lower().strip(" .!").split()
        if not words:
            raise UnreadableError("nothing_to_read")
        return make_batch("many_to_one", one_hot(words, vocabulary), np.zeros((len(words), 1, 1)))

    def part(name: str) -> tuple[Batch, ...]:
        return tuple(
            _labelled(encode(row["text"]), row["label"]) for row in rows if row["part"] == name
        )

    return SequencesTask(
        name="sentiment",
        title="Sentiment",
        description="Tell whether a short sentence is positive or negative.",
        picture="words",
        sequence_types=("many_to_one",),
        metric_name="accuracy",
        loss="bce",
        output_activation="sigmoid",
        source="Sentences written for Unrolled, under its licence (MIT).",
        input_names=vocabulary,
        train=part("train"),
        held_out=part("held_out"),
        encode=encode,
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "full_sequence", "k": 9},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 5.0},
            "batch_size": 16,
            "updates": 2000,
        },
    )


def _labelled(sentence: Batch, label: str) -> Batch:
    """The sentence with target 1 at the last step if it is positive."""
    targets = np.zeros_like(sentence.targets)
    targets[-1] = label == "positive"
    return sentence._replace(targets=targets)
