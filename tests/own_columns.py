"""A run of a series of one's own with several columns, whose names are what anybody may type."""

from math import cos, sin
from pathlib import Path
from typing import Any

from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks.own.datasets import put, use_folder

from .tasks.own.series_data import table_data

READ, PREDICTED, BOTH = "@hidden[:,b]", "$no colour", "<b>a & b"
COLUMNS = {
    READ: [sin(i / 3) for i in range(60)],
    PREDICTED: [100 + 20 * cos(i / 4) for i in range(60)],
    BOTH: [0.1 * i for i in range(60)],
}


def own_run(folder: Path, **settings: Any) -> Experiment:
    """Two columns are read and two predicted; one of them is the same."""
    use_folder(folder)
    dataset = put(table_data(COLUMNS, [READ, BOTH], [PREDICTED, BOTH]))
    task = {"name": "own_series", "dataset": dataset}
    config = {"task": task, "hidden_size": 3, "schedule": {"k": 4}, "batch_size": 2}
    return Experiment(Stretch(parse_config(config | settings)))
