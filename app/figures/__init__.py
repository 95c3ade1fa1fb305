"""Figures as data: one file a track, in the order in which the page offers them."""

from collections.abc import Callable

from ..runs.experiment import Experiment
from . import (
    activation,
    flow,
    forecast,
    gates,
    grad_hidden,
    graph,
    hidden,
    jacobian,
    norms,
    outer,
    saturation,
    series,
)
from .base import Template
from .bind import bind

TRACKS: dict[str, Callable[[Experiment], Template]] = {
    "graph": graph.figure,
    "series": series.figure,
    "hidden": hidden.figure,
    "gates": gates.figure,
    "grad_hidden": grad_hidden.figure,
    "norms": norms.figure,
    "outer": outer.figure,
    "flow": flow.figure,
    "jacobian": jacobian.figure,
    "saturation": saturation.figure,
    "forecast": forecast.figure,
    "activation": activation.figure,
}


def figures(run: Experiment) -> dict[str, Template]:
    """The template of every track of a run, unbound."""
    return {name: figure(run) for name, figure in TRACKS.items()}


def needs(template: Template) -> tuple[str, ...]:
    """The fields that a track binds and that a frame does not hold unasked."""
    return tuple(template.get("meta", {}).get("needs", ()))


__all__ = ["TRACKS", "Template", "bind", "figures", "needs"]
