"""Runs of any size, and frames of them."""

from functools import cache
from itertools import chain
from typing import Any

from app.figures import figures, needs
from app.runs.config import parse_config
from app.runs.experiment import Experiment
from app.runs.frames import DEFAULT, frame
from app.runs.lineage import Stretch


@cache
def make_run(
    steps: int,
    m: int,
    sequence_type: str = "many_to_one",
    activation: str = "tanh",
    cell: str = "rnn",
    bidirectional: bool = False,
    batch_size: int = 1,
) -> Experiment:
    config = {
        "task": {"name": "sunspots"},
        "cell": cell,
        "bidirectional": bidirectional,
        "hidden_size": m,
        "activation": activation,
        "sequence_type": sequence_type,
        "schedule": {"k": steps},
        "batch_size": batch_size,
    }
    return Experiment(Stretch(parse_config(config)))


def make_frame(run: Experiment) -> dict[str, Any]:
    """Of the run's first update, with all that its tracks need."""
    needed = chain.from_iterable(map(needs, figures(run).values()))
    return frame(run, next(run.updates(run.start())), (DEFAULT, *needed))
