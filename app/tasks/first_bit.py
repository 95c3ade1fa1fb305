"""The latch: remember one bit through a long stretch of noise (Bengio, Simard & Frasconi 1994)."""

from functools import cache

import numpy as np

from ..engine.arrays import Array
from ..engine.batches import Batch, make_batch
from .kinds.sequences import SequencesTask

TRAIN, HELD_OUT = 512, 256
NOISE = 0.3  # standard deviation


@cache
def first_bit(steps: int) -> SequencesTask:
    """768 sequences (T, 1, 1): x_1 is -1 or 1, the rest Gaussian noise; p_T is 1 where x_1 is.

    T = `steps`.
    """
    rng = np.random.default_rng(0)
    sequences = [_sequence(rng, steps) for _ in range(TRAIN + HELD_OUT)]
    return SequencesTask(
        name="first_bit",
        title="First bit",
        description=f"Tell after {steps} steps whether the first was 1 or -1; the rest is noise.",
        picture="table",
        sequence_types=("many_to_one",),
        metric_name="accuracy",
        loss="bce",
        output_activation="sigmoid",
        source=(
            "Drawn with a fixed seed, after Bengio, Simard & Frasconi 1994, "
            "Learning long-term dependencies with gradient descent is difficult."
        ),
        train=tuple(sequences[:TRAIN]),
        held_out=tuple(sequences[TRAIN:]),
        of_length=first_bit,
        defaults={
            "cell": "lstm",
            "hidden_size": 8,
            "schedule": {"name": "full_sequence", "k": steps},
            "optimizer": {"name": "adam", "learning_rate": 0.003, "clip_norm": 1.0},
            "batch_size": 32,
            "updates": 500,
        },
        # Gates that begin with holding on to what there is let the gradient through.
        cell_defaults={
            "gru": {"initializer": {"update_bias": 3.0}},
            "lstm": {"initializer": {"forget_bias": 3.0}},
        },
    )


def _sequence(rng: np.random.Generator, steps: int) -> Batch:
    inputs: Array = rng.normal(0, NOISE, (steps, 1, 1))
    bit = rng.integers(2)
    inputs[0] = 2 * bit - 1
    return make_batch("many_to_one", inputs, np.full((steps, 1, 1), float(bit)))
