"""A sine wave: the simplest series that a recurrent network can learn."""

import numpy as np

from .kinds.series import Column, SeriesTask

LENGTH = 400
PERIOD = 25


def sine() -> SeriesTask:
    """16 periods of 25 values; shape (400,), from -1 to 1, the first 320 to train on."""
    values = np.sin(2 * np.pi * np.arange(LENGTH) / PERIOD)
    return SeriesTask(
        name="sine",
        title="Sine wave",
        description="Predict the next value of a sine wave with 25 values in each period.",
        columns=(Column("sine", values, scale=2.0, offset=-1.0),),
        labels=tuple(str(number) for number in range(1, LENGTH + 1)),
        label_name="value",
        train_length=320,
        defaults={
            "hidden_size": 4,
            "schedule": {"name": "sliding_window", "k": 8, "carry_state": False},
            "optimizer": {"name": "sgd", "learning_rate": 0.1, "clip_norm": None},
            "updates": 5000,
        },
    )
