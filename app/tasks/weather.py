"""The weather of each day in Seattle: four numbers are read, one of them is predicted."""

import numpy as np

from .data import table
from .kinds.series import Column, SeriesTask


def weather() -> SeriesTask:
    """Four columns of 2012 to 2015, (1461,) each; the first 1096 days to train on, not 2015."""
    rows = table("weather.csv")
    units = {
        "precipitation": (60.0, 0.0, "mm"),
        "temp_max": (50.0, -10.0, "°C"),
        "temp_min": (50.0, -10.0, "°C"),
        "wind": (10.0, 0.0, "m/s"),
    }
    return SeriesTask(
        name="weather",
        title="Weather",
        description="Predict how warm it will be tomorrow from the weather of the days before.",
        unit="°C",
        source="NOAA, by way of vega_datasets; public domain",
        columns=tuple(
            Column(name, np.array([float(row[name]) for row in rows]), *unit)
            for name, unit in units.items()
        ),
        predicts=("temp_max",),
        labels=tuple(row["date"] for row in rows),
        label_name="date",
        train_length=1096,
        season=365,
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "sliding_window", "k": 14, "carry_state": False},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": None},
            "batch_size": 64,
            "updates": 3000,
        },
        cell_defaults={
            cell: {"optimizer": {"name": "adam", "learning_rate": 0.01}, "updates": 2000}
            for cell in ("gru", "lstm")
        },
    )
