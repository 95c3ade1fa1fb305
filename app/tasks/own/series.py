"""A series that a reader brings along, as a task."""

import numpy as np

from ..kinds.series import Column, SeriesTask
from .datasets import SeriesData
from .scale import scaled_by
from .season import season_of


def own_series(data: SeriesData) -> SeriesTask:
    """The data as a task, its last fifth held out."""
    split = len(data.labels) * 4 // 5
    columns = {name: np.array(values) for name, values in data.values.items()}
    target = ", ".join(data.targets)
    return SeriesTask(
        name="own_series",
        title=target,
        description=f"Predict the next value of {target}.",
        source="Data of your own.",
        columns=tuple(
            Column(name, values, *scaled_by(values[:split])) for name, values in columns.items()
        ),
        reads=tuple(data.inputs),
        predicts=tuple(data.targets),
        labels=tuple(data.labels),
        future=tuple(data.future),
        label_name=data.label_name,
        train_length=split,
        season=season_of(columns[data.targets[0]][:split]),
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "sliding_window", "k": 12, "carry_state": False},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": None},
            "batch_size": 16,
            "updates": 2000,
        },
    )
