"""Figures as data: one file a track, in the order in which the page offers them."""

from collections.abc import Callable

from ..runs.training.experiment import Experiment, Shape
from ..tasks import Task
from . import confusion, curve, forecast
from .base import Score, Template
from .bind import bind
from .tracks import TRACKS

PICTURES: dict[str, Callable[[Task], Template]] = {
    "forecast": forecast.figure,
    "curve": curve.figure,
    "confusion": confusion.figure,
}


def figures(run: Experiment, shape: Shape) -> dict[str, Template]:
    """The template of every track for a run's updates of one shape, and its task's picture."""
    score, shown = Score.of(run, shape), run.task.picture
    drawn = {name: track.figure(score) for name, track in TRACKS.items()}
    return {**drawn, **({shown: PICTURES[shown](run.task)} if shown in PICTURES else {})}


def needs(template: Template) -> tuple[str, ...]:
    """The fields that a track binds and that a frame does not hold unasked."""
    return tuple(template.get("meta", {}).get("needs", ()))


__all__ = ["TRACKS", "Template", "bind", "figures", "needs"]
