"""What features say in words: the name of the one that is 1, or the numbers as they are."""

from collections.abc import Sequence

from ...engine.arrays import Array


def read_answers(names: Sequence[str], outputs: Array, probability: bool) -> list[str]:
    """The names that answers (T, o) say; a single probability says whether it is above ½."""
    certain = probability and outputs.shape[-1] == 1
    return read(names, outputs.round() if certain else outputs)


def read(names: Sequence[str], features: Array) -> list[str]:
    """A word for each step of one sequence's features (T, n)."""
    if names:
        return [names[place] for place in features.argmax(-1).tolist()]
    return [" ".join(f"{value:.2g}" for value in step) for step in features.tolist()]
