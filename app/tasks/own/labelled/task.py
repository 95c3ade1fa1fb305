"""Labelled sequences that a reader brings along, as a task: every fifth is held out."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from ....engine.arrays import Array
from ....engine.batches import Batch, make_batch
from ...kinds.errors import UnreadableError
from ...kinds.sequences import SequencesTask, one_hot
from ..datasets import LabelledData
from ..scale import scaled_by
from .tokens import cut

FEWEST, MOST = 20, 10_000  # sequences
MOST_CLASSES = 20
LONGEST = 60  # steps: of what is longer the beginning is read
MOST_WORDS, MOST_NUMBERS = 200, 8_000_000  # of a vocabulary; of all one-hot steps together
OTHER = "…"  # stands for all words that are rare


class _Coding:
    """How sequences become features: words one-hot, numbers scaled by the training part."""

    def __init__(self, train: Sequence[Sequence[Any]], tokens: str | None) -> None:
        self.tokens = tokens
        self.vocabulary: tuple[str, ...] = ()
        if tokens:
            self.vocabulary = _vocabulary(Counter(chain.from_iterable(train)))
        else:
            self.scale, self.offset = scaled_by(np.array(list(chain.from_iterable(train)), float))

    def features(self, sequence: Sequence[Any]) -> Array:
        """(T, 1, d)."""
        if not self.tokens:
            return ((np.array(sequence, float) - self.offset) / self.scale)[:, None, None]
        known = set(self.vocabulary)
        words = [word if word in known else OTHER for word in sequence]
        return one_hot(words, self.vocabulary)

    def read(self, text: str) -> Array:
        """What a reader types. Raises UnreadableError for what is none."""
        sequence = cut(text, self.tokens) if self.tokens else _numbers(text)
        if not sequence:
            raise UnreadableError("nothing_to_read")
        return self.features(sequence[:LONGEST])


def own_labelled(data: LabelledData) -> SequencesTask:
    """The data as a task: of each class about a fifth is held out, the same always."""
    classes = tuple(sorted(set(data.classes)))
    by_class = sorted(range(len(data.classes)), key=lambda row: data.classes[row])
    held_out = sorted(by_class[2::5])
    train = sorted(set(by_class) - set(held_out))
    coding = _Coding([data.sequences[row] for row in train], data.choices.get("tokens"))

    def batch(row: int) -> Batch:
        return _batch(
            coding.features(data.sequences[row]), classes.index(data.classes[row]), classes
        )

    def encode(text: str) -> Batch:
        return _batch(coding.read(text), None, classes)

    longest = max(map(len, data.sequences))
    return SequencesTask(
        name="own_labelled",
        title="Your sequences",
        description="Tell the class of a sequence.",
        picture="confusion",
        sequence_types=("many_to_one",),
        metric_name="accuracy",
        loss="cross_entropy",
        output_activation="softmax",
        source="Data of your own.",
        input_names=coding.vocabulary,
        output_names=classes,
        train=tuple(batch(row) for row in train),
        held_out=tuple(batch(row) for row in held_out),
        encode=encode,
        defaults={
            "hidden_size": 16,
            "schedule": {"name": "full_sequence", "k": longest},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 5.0},
            "batch_size": 16,
            "updates": 2000,
        },
    )


def _vocabulary(counts: Counter[str]) -> tuple[str, ...]:
    """All words of the training part and one for others; of many the commonest."""
    most = max(min(MOST_WORDS, MOST_NUMBERS // max(counts.total(), 1)), 2)
    common = sorted(counts, key=lambda word: (-counts[word], word))[: most - 1]
    return tuple(sorted({*common, OTHER}))


def _batch(features: Array, place: int | None, classes: Sequence[str]) -> Batch:
    targets = np.zeros((len(features), 1, len(classes)))
    if place is not None:
        targets[-1, 0, place] = 1.0
    return make_batch("many_to_one", features, targets)


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(number) for number in text.replace(";", " ").split()]
    except ValueError:
        numbers = [np.nan]
    if not np.isfinite(numbers).all():
        raise UnreadableError("not_numbers", text=text)
    return numbers
