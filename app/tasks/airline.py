"""Airline passengers of each month: a trend, and a season of twelve months that grows with it."""

import numpy as np

from .data import table
from .kinds.series import Column, SeriesTask


def airline() -> SeriesTask:
    """Thousands of passengers a month, 1949-01 to 1960-12; (144,), the first 108 to train on."""
    rows = [list(row.values()) for row in table("airline.csv")]
    months, passengers = zip(*rows, strict=True)
    return SeriesTask(
        name="airline",
        title="Airline passengers",
        description="Predict how many thousands will fly next month.",
        source="Box & Jenkins 1970, Time Series Analysis, series G (facts, not under copyright).",
        unit="thousands",
        columns=(Column("passengers", np.array(passengers, float), scale=650.0),),
        labels=months,
        label_name="month",
        train_length=108,
        season=12,
        defaults={
            "hidden_size": 16,
            "schedule": {"name": "sliding_window", "k": 12, "carry_state": False},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": None},
            "batch_size": 64,
            "updates": 2000,
        },
        cell_defaults={"rnn": {"initializer": {"name": "orthogonal"}}},
    )
