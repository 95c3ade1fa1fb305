"""x_t, y_t and p_t over time; the gap between y_t and p_t is the error e_t."""

from typing import NamedTuple

import numpy as np

from ..engine.arrays import Mask
from ..runs.experiment import Experiment
from .base import Template, layout, number_axis, scatter


def figure(run: Experiment) -> Template:
    """Lines on the scaled axis, which always holds the whole series.

    A step without input has no x, one without output no y and no p.
    """
    low, high = float(run.task.series.min()), float(run.task.series.max())
    few = run.k <= 30
    read, answered = _span(run.has_input), _span(run.has_output)
    return {
        "data": [_inputs(few, read), _targets(few, answered), _outputs(few, answered)],
        "layout": layout(
            run.k,
            118,
            number_axis(
                autorange=True,
                autorangeoptions={"include": [low, high]},
                nticks=4,
            ),
            (6, 6),
        ),
        "meta": {"legend": ["x", "y", "p", "e"]},
    }


class Span(NamedTuple):
    """The steps first … last, from 1: in every sequence type they are without gaps."""

    first: int
    last: int

    def of(self, name: str) -> str:
        """The reference to the numbers of these steps."""
        return f"@{name}[{self.first - 1}:{self.last},b,0]"


def _span(mask: Mask) -> Span:
    steps = np.flatnonzero(mask) + 1
    return Span(int(steps[0]), int(steps[-1]))


def _inputs(few: bool, steps: Span) -> Template:
    return scatter(
        name="x",
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("inputs"),
        line={"color": "$x", "width": 1.5},
        marker={"color": "$x", "size": 6 if few else 4, "symbol": "circle"},
    )


def _targets(few: bool, steps: Span) -> Template:
    return scatter(
        name="p",
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("targets"),
        line={"color": "$p", "width": 1.5, "dash": "dot"},
        marker={
            "color": "$paper",
            "size": 9 if few else 6,
            "symbol": "square",
            "line": {"color": "$p", "width": 2},
        },
    )


def _outputs(few: bool, steps: Span) -> Template:
    """The bar from y_t, of the length of e_t, ends at p_t."""
    return scatter(
        name="y",
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("outputs"),
        line={"color": "$y", "width": 2},
        marker={"color": "$y", "size": 8 if few else 6, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0] * (steps.last - steps.first + 1),
            "arrayminus": steps.of("errors"),
            "color": "$accent",
            "thickness": 5 if few else 3,
            "width": 0,
        },
    )
