"""A series that a reader brings along, as a task."""

import numpy as np

from ..kinds.series import SeriesTask
from .datasets import SeriesData
from .scale import scaled_by
from .season import season_of


def own_series(data: SeriesData) -> SeriesTask:
    """The data as a task, its last fifth held out."""
    [target] = data.targets
    values = np.array(data.values[target])
    train = values[: len(values) * 4 // 5]
    scale, offset = scaled_by(train)
    return SeriesTask(
        name="own_series",
        title=target,
        description=f"Predict the next value of {target}.",
        source="Data of your own.",
        values=values,
        labels=tuple(data.labels),
        future=tuple(data.future),
        label_name=data.label_name,
        train_length=len(train),
        scale=scale,
        offset=offset,
        season=season_of(train),
        defaults={
            "hidden_size": 8,
            "schedule": {"name": "sliding_window", "k": 12, "carry_state": False},
            "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": None},
            "batch_size": 16,
            "updates": 2000,
        },
    )
