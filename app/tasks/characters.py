"""A text, of which each next character is to be predicted from those before it."""

from .data import text as read
from .kinds.errors import UnreadableError
from .kinds.sequences import one_hot
from .kinds.stream import StreamTask

SHORTEST = 200
MOST_DIFFERENT = 200
MOST_HELD_OUT = 2_000  # steps, which every evaluation reads


def characters(text: str | None = None) -> StreamTask:
    """A given text, or the opening of Alice's Adventures in Wonderland; (n - 1, d) = (n - 1, o).

    Its own characters are the vocabulary, with a space for any run of spaces and line breaks. The
    first 80 % are trained on, of a long text all but the last 2,000 characters. Raises
    UnreadableError for a text that is too short or too varied.
    """
    source = "A text of your own."
    if text is None:
        text = read("alice.txt")
        source = "Lewis Carroll, Alice's Adventures in Wonderland, 1865, chapter I; public domain."
    text = " ".join(text.split())
    vocabulary = tuple(sorted(set(text)))
    _check(len(text), len(vocabulary))
    steps = one_hot(text, vocabulary)[:, 0]
    return StreamTask(
        name="characters",
        title="Next character",
        description="Predict the next character of a text.",
        picture="text",
        metric_name="perplexity",
        loss="cross_entropy",
        output_activation="softmax",
        source=source,
        input_names=vocabulary,
        output_names=vocabulary,
        inputs=steps[:-1],
        targets=steps[1:],
        train_length=max(len(text) * 4 // 5, len(text) - MOST_HELD_OUT),
        defaults={
            "hidden_size": 32,
            "schedule": {"name": "chunks", "k": 25, "carry_state": True},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": 5.0},
            "updates": 2000,
        },
        cell_defaults={"gru": {"updates": 1250}},
    )


def _check(length: int, different: int) -> None:
    if length < SHORTEST:
        raise UnreadableError("text_too_short", low=SHORTEST, count=length)
    if different < 2:
        raise UnreadableError("text_uniform")
    if different > MOST_DIFFERENT:
        raise UnreadableError("text_too_varied", high=MOST_DIFFERENT, count=different)
