"""What features say in words: the name of the one that is 1, or the numbers as they are."""

from collections.abc import Sequence

from ..engine.arrays import Array


def read(names: Sequence[str], features: Array) -> list[str]:
    """A word for each step of one sequence's features (T, n)."""
    if names:
        return [names[place] for place in features.argmax(-1).tolist()]
    return [" ".join(f"{value:.2g}" for value in step) for step in features.tolist()]
