"""Standalone tracks: with their titles, in the reader's language, and all else they need."""

from ...figures import Template, figures
from ...figures.base import Score
from ...figures.standalone import standalone
from ...runs.training.experiment import Experiment
from ...strings import title_of


def standalone_figures(run: Experiment, update: int, language: str = "en") -> dict[str, Template]:
    """Of all tracks the templates for an update's shape, each with the track's name as title."""
    shape = run.shape_of(update)
    score = Score.of(run, shape)
    return {
        name: standalone(template, score, title_of(name, language))
        for name, template in figures(run, shape).items()
    }
