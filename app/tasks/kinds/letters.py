"""A word as a sequence of its letters."""

from ...engine.arrays import Array
from .sequences import one_hot


def letters_of(word: str, alphabet: tuple[str, ...]) -> Array:
    """(T, 1, d) for a word of T letters. Raises ValueError for none and for one that is unknown."""
    if not word:
        raise ValueError("A word needs at least one letter.")
    for letter in word:
        if letter not in alphabet:
            raise ValueError(f"{letter!r} is not among the {len(alphabet)} letters that are known.")
    return one_hot(word, alphabet)
