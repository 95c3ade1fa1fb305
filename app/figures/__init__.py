"""Figures as data: one file a track, in the order in which the page shows them."""

from collections.abc import Callable

from ..runs.experiment import Experiment
from . import forecast, grad_hidden, graph, hidden, norms, series
from .base import Template
from .bind import bind

TRACKS: dict[str, Callable[[Experiment], Template]] = {
    "graph": graph.figure,
    "series": series.figure,
    "hidden": hidden.figure,
    "grad_hidden": grad_hidden.figure,
    "norms": norms.figure,
    "forecast": forecast.figure,
}


def figures(run: Experiment) -> dict[str, Template]:
    """The template of every track of a run, unbound."""
    return {name: figure(run) for name, figure in TRACKS.items()}


__all__ = ["TRACKS", "Template", "bind", "figures"]
