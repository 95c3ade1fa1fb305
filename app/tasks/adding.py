"""The adding problem: two of many numbers are marked; what is their sum?"""

import numpy as np

from ..engine.batches import Batch, make_batch
from .sequences import SequencesTask

STEPS = 30
TRAIN, HELD_OUT = 2048, 512


def adding() -> SequencesTask:
    """2560 sequences (30, 1, 2): numbers from 0 to 1, and a 1 beside one of each half; p_30 (1,).

    The rest of the second feature is 0.
    """
    rng = np.random.default_rng(0)
    sequences = [_sequence(rng) for _ in range(TRAIN + HELD_OUT)]
    return SequencesTask(
        name="adding",
        title="Adding problem",
        description=f"Of {STEPS} numbers from 0 to 1 two are marked: give the sum of these two.",
        picture="table",
        sequence_types=("many_to_one",),
        metric_name="rmse",
        source=(
            "Drawn with a fixed seed, after Hochreiter & Schmidhuber 1997, Long short-term memory."
        ),
        train=tuple(sequences[:TRAIN]),
        held_out=tuple(sequences[TRAIN:]),
        defaults={
            "hidden_size": 16,
            "schedule": {"name": "full_sequence", "k": STEPS},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 1.0},
            "batch_size": 32,
            "updates": 1500,
        },
    )


def _sequence(rng: np.random.Generator) -> Batch:
    inputs = np.zeros((STEPS, 1, 2))
    inputs[:, 0, 0] = rng.random(STEPS)
    half = STEPS // 2
    marked = [rng.integers(half), half + rng.integers(STEPS - half)]
    inputs[marked, 0, 1] = 1.0
    target = inputs[marked, 0, 0].sum()
    return make_batch("many_to_one", inputs, np.full((STEPS, 1, 1), target))
