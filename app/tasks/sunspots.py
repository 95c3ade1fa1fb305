"""Sunspots of each year: real data with a period of about eleven years."""

import numpy as np

from .data import table
from .kinds.series import Column, SeriesTask


def sunspots() -> SeriesTask:
    """Yearly mean number of sunspots, 1700–2008; shape (309,), the first 247 to train on."""
    rows = [list(row.values()) for row in table("sunspots.csv")]
    years, values = zip(*rows, strict=True)
    return SeriesTask(
        name="sunspots",
        title="Sunspots",
        description="Predict how many spots the Sun will show next year.",
        unit="sunspots",
        source="SIDC, Brussels, by way of statsmodels; public domain",
        columns=(Column("sunspots", np.array(values, float), scale=200.0),),
        labels=years,
        label_name="year",
        train_length=247,
        season=11,
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "sliding_window", "k": 12, "carry_state": False},
            "optimizer": {"name": "sgd", "learning_rate": 0.05, "clip_norm": None},
            "updates": 5000,
        },
        cell_defaults={
            cell: {"optimizer": {"name": "adam", "learning_rate": 0.003}}
            for cell in ("gru", "lstm")
        },
    )
