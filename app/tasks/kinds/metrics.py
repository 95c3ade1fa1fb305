"""How well outputs answer: one number over many sequences."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ...engine.arrays import Array, Mask


class Answers(NamedTuple):
    """What sequences of equal length were answered: (T, B, o), (T, B, o) and (T,)."""

    outputs: Array
    targets: Array
    has_output: Mask

    @property
    def right(self) -> Mask:
        """Whether the answer is the target, for each step with an output: (steps, B).

        Of several features the largest is the answer; of a single one, whether it is above ½.
        """
        y, p = self.outputs[self.has_output], self.targets[self.has_output]
        if y.shape[-1] == 1:
            return np.asarray((y[..., 0] > 0.5) == (p[..., 0] > 0.5))
        return np.asarray(y.argmax(-1) == p.argmax(-1))


class Metric(NamedTuple):
    """A number that tells how well a task is learnt."""

    name: str
    higher_is_better: bool
    of: Callable[[Sequence[Answers]], float]


def rmse(answers: Sequence[Answers]) -> float:
    """Root mean square error over all steps with an output and all features."""
    squared = [(a.outputs - a.targets)[a.has_output].ravel() ** 2 for a in answers]
    return float(np.sqrt(np.concatenate(squared).mean()))


def accuracy(answers: Sequence[Answers]) -> float:
    """The share of steps with an output that are right."""
    return float(np.concatenate([a.right.ravel() for a in answers]).mean())


def exact_match(answers: Sequence[Answers]) -> float:
    """The share of sequences that are right at every step with an output."""
    return float(np.concatenate([a.right.all(axis=0) for a in answers]).mean())


def perplexity(answers: Sequence[Answers]) -> float:
    """exp of the mean cross entropy: among how many equally likely answers the network wavers."""
    logs = [(a.targets * _log(a.outputs))[a.has_output].sum(-1).ravel() for a in answers]
    return float(np.exp(-np.concatenate(logs).mean()))


def _log(outputs: Array) -> Array:
    """Finite for an output that has become 0."""
    result: Array = np.log(np.maximum(outputs, np.finfo(float).tiny))
    return result


METRICS = {
    metric.name: metric
    for metric in (
        Metric("rmse", False, rmse),
        Metric("accuracy", True, accuracy),
        Metric("exact_match", True, exact_match),
        Metric("perplexity", False, perplexity),
    )
}
