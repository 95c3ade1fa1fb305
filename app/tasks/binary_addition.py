"""Adding two numbers bit by bit from the right, as on paper: the carry has to be remembered."""

import re

import numpy as np

from ..engine.batches import Batch, make_batch
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask

BITS = 8  # of the sum
LARGEST = 2 ** (BITS - 1) - 1  # of the two numbers, so that their sum fits
TRAIN, HELD_OUT = 512, 512


def binary_addition() -> SequencesTask:
    """Pairs (8, 1, 2) and sums (8, 1, 1), the lowest bit first: 512 to train on, 512 held out.

    All are different pairs of numbers from 0 to 127, drawn with a fixed seed.
    """
    side = LARGEST + 1
    drawn = np.random.default_rng(0).choice(side**2, TRAIN + HELD_OUT, replace=False)
    pairs = [_addition(*divmod(number, side)) for number in drawn.tolist()]
    return SequencesTask(
        name="binary_addition",
        title="Binary addition",
        description="Add two numbers bit by bit, the lowest bit first.",
        picture="table",
        sequence_types=("many_to_many",),
        metric_name="exact_match",
        loss="bce",
        output_activation="sigmoid",
        source="Pairs drawn with a fixed seed.",
        train=tuple(pairs[:TRAIN]),
        held_out=tuple(pairs[TRAIN:]),
        encode=_encode,
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "full_sequence", "k": BITS},
            "optimizer": {"name": "adam", "learning_rate": 0.01},
            "batch_size": 16,
            "updates": 1500,
        },
    )


def _encode(text: str) -> Batch:
    """The addition "5+9", with its sum. Raises UnreadableError for what is none, or too large."""
    found = re.fullmatch(r"\s*([0-9]+)\s*\+\s*([0-9]+)\s*", text)
    if not found:
        raise UnreadableError("not_an_addition", text=text)
    a, b = (int(number) for number in found.groups())
    if max(a, b) > LARGEST:
        raise UnreadableError("addition_too_large", high=LARGEST)
    return _addition(a, b)


def _addition(a: int, b: int) -> Batch:
    bits = np.array([[number >> t & 1 for number in (a, b, a + b)] for t in range(BITS)], float)
    return make_batch("many_to_many", bits[:, None, :2], bits[:, None, 2:])
