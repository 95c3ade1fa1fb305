"""Many sequences, of lengths that may differ, each learnt as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...engine.arrays import Array
from ...engine.batches import Batch, bucket
from .base import Baseline, Task
from .errors import UnreadableError
from .metrics import Answers


@dataclass(frozen=True, eq=False, kw_only=True)
class SequencesTask(Task):
    """`train` and `held_out` hold batches of one sequence each.

    `encode` makes a sequence of what a reader types; its targets are 0 where they are not known. It
    raises UnreadableError. `of_length` is there where sequences of any length from 2 can be had: it
    makes the task with T steps.
    """

    train: tuple[Batch, ...]
    held_out: tuple[Batch, ...]
    of_length: Callable[[int], "SequencesTask"] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.train or not self.held_out:
            raise ValueError(f"Task {self.name} needs sequences to train on and to hold out.")

    @property
    def any_length(self) -> bool:
        """Whether there is `of_length`."""
        return self.of_length is not None

    def with_steps(self, steps: int) -> "SequencesTask":
        """The task with sequences of T steps, at least two, if they can be had."""
        return self.of_length(max(2, steps)) if self.of_length else self

    @property
    def input_size(self) -> int:
        """d."""
        return int(self.train[0].inputs.shape[-1])

    @property
    def output_size(self) -> int:
        """o."""
        return int(self.train[0].targets.shape[-1])

    @property
    def longest(self) -> int:
        """The steps of the longest sequence."""
        return max(len(one.inputs) for one in self.train)

    @property
    def lengths(self) -> tuple[int, int]:
        """Trained on, held out: nothing, where all there is is learnt by heart."""
        by_heart = all(a is b for a, b in zip(self.train, self.held_out, strict=False))
        return len(self.train), 0 if by_heart else len(self.held_out)

    def baselines(self, k: int) -> list[Baseline]:
        """Always the same answer: the mean target of the training part."""
        answer = np.concatenate([one.targets[one.has_output, 0] for one in self.train]).mean(0)
        train, held_out = (
            self.metric.of([_always(answer, one) for one in bucket(part, len(part))])
            for part in (self.train, self.held_out)
        )
        return [Baseline("constant", train, held_out)]


def one_hot(words: Sequence[str], vocabulary: Sequence[str]) -> Array:
    """(T, 1, d): 1 at each word's place in the vocabulary. Raises UnreadableError for others."""
    places = {word: place for place, word in enumerate(vocabulary)}
    result = np.zeros((len(words), 1, len(vocabulary)))
    for t, word in enumerate(words):
        if word not in places:
            raise UnreadableError("unknown_word", text=word, count=len(vocabulary))
        result[t, 0, places[word]] = 1.0
    return result


def _always(answer: Array, batch: Batch) -> Answers:
    return Answers(np.broadcast_to(answer, batch.targets.shape), batch.targets, batch.has_output)
