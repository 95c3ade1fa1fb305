"""One long stream of inputs and targets, step by step, that is cut into windows."""

from dataclasses import dataclass

import numpy as np

from ...engine.arrays import Array
from .base import Baseline, Task
from .metrics import Answers


@dataclass(frozen=True, eq=False, kw_only=True)
class StreamTask(Task):
    """`inputs` (n, d) and `targets` (n, o); the first `train_length` steps are trained on."""

    sequence_types: tuple[str, ...] = ("many_to_many", "many_to_one")
    inputs: Array
    targets: Array
    train_length: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.train_length < len(self.inputs) == len(self.targets):
            raise ValueError(f"Task {self.name} needs steps to train on and steps to hold out.")

    @property
    def input_size(self) -> int:
        """d."""
        return int(self.inputs.shape[1])

    @property
    def output_size(self) -> int:
        """o."""
        return int(self.targets.shape[1])

    @property
    def longest(self) -> int:
        """A window lies within the steps that are trained on, and within those held out."""
        return min(self.train_length, len(self.inputs) - self.train_length)

    @property
    def lengths(self) -> tuple[int, int]:
        """Trained on, held out."""
        return self.train_length, len(self.inputs) - self.train_length

    def baselines(self, k: int) -> list[Baseline]:
        """Always the same answer: the mean target of the training part."""
        parts = self.targets[: self.train_length], self.targets[self.train_length :]
        answer = parts[0].mean(0)
        train, held_out = (self.metric.of([_always(answer, part)]) for part in parts)
        return [Baseline("constant", train, held_out)]


def _always(answer: Array, targets: Array) -> Answers:
    targets = targets[:, None]
    return Answers(np.broadcast_to(answer, targets.shape), targets, np.ones(len(targets), bool))
