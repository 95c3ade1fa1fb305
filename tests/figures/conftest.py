"""Runs of any size, and frames of them."""

from functools import cache
from itertools import chain
from typing import Any

from unrolled.figures import figures, needs
from unrolled.figures.base import Score
from unrolled.runs.config import parse_config
from unrolled.runs.experiment import Experiment
from unrolled.runs.frames import DEFAULT, frame
from unrolled.runs.lineage import Stretch


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
