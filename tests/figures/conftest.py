"""Runs of any size, and frames of them."""

from functools import cache
from itertools import chain
from typing import Any

from app.figures import figures, needs
from app.figures.base import Score
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
) -> Score:
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
    return score_of(config)


def score_of(config: dict[str, Any]) -> Score:
    """Of a run's first update."""
    run = Experiment(Stretch(parse_config(config)))
    return Score(run, run.shape_of(1))


def make_frame(score: Score) -> dict[str, Any]:
    """Of the run's first update, with all that its tracks need."""
    needed = chain.from_iterable(map(needs, figures(score.run, score.shape).values()))
    run = score.run
    return frame(run, next(run.updates(run.start())), (DEFAULT, *needed))
