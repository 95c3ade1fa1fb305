"""One number in, one number out: without time, the RNN is a network with one hidden layer."""

import numpy as np

from ..engine.arrays import Array
from ..engine.batches import Batch, make_batch
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask

POINTS = 127


def function() -> SequencesTask:
    """y = ½ + ½ sin 2πx at 127 points x from -1 to 1: 64 to train on, the 63 between held out."""
    x = np.linspace(-1, 1, POINTS)
    points = [_point(value, _curve(value)) for value in x]
    # In no order, so that every batch sees the whole curve.
    order = np.random.default_rng(0).permutation(len(points[::2]))
    return SequencesTask(
        name="function",
        title="A function",
        description="Give the value of a curve, ½ + ½ sin 2πx, at a place x from -1 to 1.",
        picture="curve",
        sequence_types=("one_to_one",),
        metric_name="rmse",
        source="Computed.",
        train=tuple(points[2 * i] for i in order),
        held_out=tuple(points[1::2]),
        encode=_encode,
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "full_sequence", "k": 1},
            "optimizer": {"name": "adam", "learning_rate": 0.03},
            "initializer": {"gain": 3.0},
            "batch_size": 16,
            "updates": 5000,
        },
    )


def _curve(x: float) -> float:
    return float(0.5 + 0.5 * np.sin(2 * np.pi * x))


def _encode(text: str) -> Batch:
    """The point at "0.25", with its target. Raises UnreadableError for what is none."""
    try:
        x = float(text.replace(",", "."))
    except ValueError:
        x = np.nan
    if not -1 <= x <= 1:
        raise UnreadableError("not_a_number_between", text=text, low=-1, high=1)
    return _point(x, _curve(x))


def _point(x: float, y: float) -> Batch:
    column: Array = np.full((1, 1, 1), x)
    return make_batch("one_to_one", column, np.full((1, 1, 1), y))
