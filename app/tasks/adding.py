"""The adding problem: two of many numbers are marked; what is their sum?"""

from functools import cache

import numpy as np

from ..engine.batches import Batch, make_batch
from .kinds.sequences import SequencesTask

TRAIN, HELD_OUT = 2048, 256


@cache
def adding(steps: int) -> SequencesTask:
    """2304 sequences (T, 1, 2): numbers from 0 to 1, and a 1 beside one of each half; p_T (1,).

    T = `steps`, from 2. The rest of the second feature is 0.
    """
    rng = np.random.default_rng(0)
    sequences = [_sequence(rng, steps) for _ in range(TRAIN + HELD_OUT)]
    return SequencesTask(
        name="adding",
        title="Adding problem",
        description=f"Of {steps} numbers from 0 to 1 two are marked: give the sum of these two.",
        picture="table",
        sequence_types=("many_to_one",),
        metric_name="rmse",
        source=(
            "Drawn with a fixed seed, after Hochreiter & Schmidhuber 1997, Long short-term memory."
        ),
        train=tuple(sequences[:TRAIN]),
        held_out=tuple(sequences[TRAIN:]),
        of_length=adding,
        defaults={
            "cell": "lstm",
            "hidden_size": 16,
            "schedule": {"name": "full_sequence", "k": steps},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 1.0},
            "batch_size": 32,
            "updates": 1500,
        },
    )


def _sequence(rng: np.random.Generator, steps: int) -> Batch:
    inputs = np.zeros((steps, 1, 2))
    inputs[:, 0, 0] = rng.random(steps)
    half = steps // 2
    marked = [rng.integers(half), half + rng.integers(steps - half)]
    inputs[marked, 0, 1] = 1.0
    target = inputs[marked, 0, 0].sum()
    return make_batch("many_to_one", inputs, np.full((steps, 1, 1), target))
