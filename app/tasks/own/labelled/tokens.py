"""Texts as words or as letters, of which networks read one a step."""

from collections.abc import Sequence

SIGNS = " .,;:!?\"'()[]“”„‘’«»。，！？；：、（）"


def cut(text: str, tokens: str) -> list[str]:
    """The "words" of a text, in small letters and without signs around them, or its "letters"."""
    if tokens == "letters":
        return list(" ".join(text.split()))
    words = (word.strip(SIGNS).lower() for word in text.split())
    return [word for word in words if word]


def is_of_words(texts: Sequence[str]) -> bool:
    """Whether most of them have several words, which blanks separate."""
    return 2 * sum(len(cut(text, "words")) > 1 for text in texts) > len(texts)
