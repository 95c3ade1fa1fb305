"""A word as a sequence of its letters."""

from ...engine.arrays import Array
from .errors import UnreadableError
from .sequences import one_hot


def letters_of(word: str, alphabet: tuple[str, ...]) -> Array:
    """(T, 1, d) for a word of T letters. Raises UnreadableError for none and for another one."""
    if not word:
        raise UnreadableError("nothing_to_read")
    for letter in word:
        if letter not in alphabet:
            raise UnreadableError("unknown_letter", text=letter, count=len(alphabet))
    return one_hot(word, alphabet)
