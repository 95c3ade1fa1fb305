"""The few numbers of every update, as whoever asks for a range of them gets them."""

from typing import Any, NamedTuple

import numpy as np

from ...engine.arrays import Array
from ..workers.jobs import EVALUATE_EVERY, SCALARS


class Scalars(NamedTuple):
    """SCALARS of updates `first` …, (updates, 6)."""

    first: int
    values: Array

    def column(self, name: str) -> list[float]:
        """One of SCALARS."""
        column: list[float] = self.values[:, SCALARS.index(name)].tolist()
        return column

    def columns(self) -> dict[str, np.ndarray[Any, Any]]:
        """The updates and SCALARS by name, each (updates,)."""
        updates = np.arange(self.first, self.first + len(self.values))
        return {"update": updates, **dict(zip(SCALARS, self.values.T, strict=True))}

    def evaluated(self) -> list[tuple[int, float, float]]:
        """Update, train_metric and held_out_metric where the network was evaluated."""
        updates = range(self.first, self.first + len(self.values))
        metrics = zip(
            updates, self.column("train_metric"), self.column("held_out_metric"), strict=True
        )
        return [one for one in metrics if one[0] % EVALUATE_EVERY == 0]
