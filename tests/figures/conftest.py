"""Runs of any size, and frames of them."""

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from unrolled.figures import figures, needs
from unrolled.figures.base import Score
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.fields import DEFAULT, frame
from unrolled.runs.training.experiment import Experiment, Shape
from unrolled.runs.training.lineage import Stretch


@dataclass(frozen=True, kw_only=True)
class RunScore(Score):
    """The score of a run's first update, and the run, for its frames."""

    run: Experiment
    shape: Shape


@cache
def make_run(
    steps: int,
    m: int,
    sequence_type: str = "many_to_one",
    activation: str = "tanh",
    cell: str = "rnn",
    bidirectional: bool = False,
    batch_size: int = 1,
) -> RunScore:
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


def score_of(config: dict[str, Any]) -> RunScore:
    """Of a run's first update."""
    run = Experiment(Stretch(parse_config(config)))
    shape = run.shape_of(1)
    return RunScore(**vars(Score.of(run, shape)), run=run, shape=shape)


def make_frame(score: RunScore) -> dict[str, Any]:
    """Of the run's first update, with all that its tracks need."""
    needed = chain.from_iterable(map(needs, figures(score.run, score.shape).values()))
    run = score.run
    return frame(run, next(run.updates(run.start())), (DEFAULT, *needed))
