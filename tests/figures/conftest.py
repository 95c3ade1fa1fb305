"""Runs of any size, and frames of them."""

from functools import cache
from typing import Any

from app.runs.config import parse_config
from app.runs.experiment import Experiment
from app.runs.frames import frame
from app.runs.lineage import Stretch


@cache
def make_run(
    steps: int, m: int, sequence_type: str = "many_to_one", activation: str = "tanh"
) -> Experiment:
    config = {
        "task": {"name": "sunspots"},
        "hidden_size": m,
        "activation": activation,
        "sequence_type": sequence_type,
        "schedule": {"k": steps},
    }
    return Experiment(Stretch(parse_config(config)))


def make_frame(run: Experiment) -> dict[str, Any]:
    """Of the run's first update."""
    return frame(run, next(run.updates(run.start())))
