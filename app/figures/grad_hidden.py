"""The gradient of the loss with respect to h_t, through y_t and through every later step."""

from ..runs.experiment import Experiment
from .base import Template
from .hidden import rows_of_units


def figure(run: Experiment) -> Template:
    """Colour is symmetric about 0; its extremes are those of the whole update."""
    scale = {
        "colorscale": "$gradient",
        "zmin": "@summary.grad_hidden_range[0]",
        "zmax": "@summary.grad_hidden_range[1]",
    }
    return rows_of_units(run, "grad_hidden", "grad_initial_hidden", scale)
