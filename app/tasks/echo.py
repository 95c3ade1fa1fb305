"""Echo: random bits, each to be repeated ten steps later; what is forgotten sooner is lost."""

import numpy as np

from .kinds.stream import StreamTask

LENGTH = 5500
DELAY = 10  # τ
FASTER = {"name": "adam", "learning_rate": 0.005, "clip_norm": 1.0}


def echo() -> StreamTask:
    """Inputs and targets (5500, 1), the first 5000 to train on; p_t = x_{t-10}, 0 before that."""
    bits = np.random.default_rng(0).integers(0, 2, (LENGTH, 1)).astype(float)
    return StreamTask(
        name="echo",
        title="Echo",
        description="Repeat each random bit ten steps after it was read.",
        picture="table",
        metric_name="accuracy",
        loss="bce",
        output_activation="sigmoid",
        source="Random bits, drawn with a fixed seed.",
        inputs=bits,
        targets=np.concatenate([np.zeros((DELAY, 1)), bits[:-DELAY]]),
        train_length=5000,
        defaults={
            "hidden_size": 24,
            "schedule": {"name": "chunks", "k": 20, "carry_state": True},
            "initializer": {"name": "orthogonal", "gain": 0.8},
            "optimizer": {"name": "adam", "learning_rate": 0.003, "clip_norm": 1.0},
            "updates": 4000,
        },
        # Gates that hold on to what there is are in the way of bits that have to move on.
        cell_defaults={
            "gru": {
                "initializer": {"name": "orthogonal", "gain": 1.5, "update_bias": -3.0},
                "optimizer": FASTER,
            },
            "lstm": {
                "hidden_size": 32,
                "initializer": {"name": "orthogonal", "gain": 3.0, "forget_bias": -3.0},
                "optimizer": FASTER,
            },
        },
    )
