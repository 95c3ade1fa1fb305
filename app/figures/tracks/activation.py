"""f and its slope f' over the range that is of interest, and where the units of the last step are.

`meta` holds the curves for a page that draws them itself, small. Gates have no choice of f.
"""

import numpy as np

from ...engine.activations import ACTIVATIONS
from ..base import QUIET, Score, Template, Trace, number_axis, scatter
from ..meta import CurvesMeta
from ..track import track

REACH = 4.0  # of a, to both sides
POINTS = 81
RANGES = {"tanh": (-1.1, 1.1), "sigmoid": (-0.1, 1.1), "relu": (-0.2, 2.2)}


@track("activation", 12, offered=False)
def figure(score: Score) -> Template:
    """Two curves and two rows of marks; empty where h_t is no f(a_t)."""
    if not score.model.new_cell().squashes:
        return {"data": [], "layout": {"height": 84, **QUIET}}
    chosen, (low, high) = ACTIVATIONS[score.model.activation], RANGES[score.model.activation]
    a = np.linspace(-REACH, REACH, POINTS)
    f = np.empty(POINTS)
    chosen.f(a, f)
    curves = {"a": a.tolist(), "f": f.tolist(), "slope": chosen.slope(f).tolist()}
    unit = [f"{i}" for i in range(score.model.hidden_size)]
    return {
        "data": [
            _curve("f", curves, "$W_h"),
            _curve("slope", curves, "$accent"),
            _marks("units", [f"@hidden[-1,b,{i}]" for i in unit], "$W_h"),
            _marks("slopes", [f"@summary.activation_slope[-1,b,{i}]" for i in unit], "$accent"),
        ],
        "layout": {
            "height": 84,
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0},
            "xaxis": {"range": [-REACH, REACH], "visible": False, "fixedrange": True},
            "yaxis": number_axis(range=[low, high], visible=False, fixedrange=True),
            **QUIET,
        },
        "meta": _meta(curves, low, high),
    }


def _meta(curves: dict[str, list[float]], low: float, high: float) -> CurvesMeta:
    a, f, slope = curves.values()
    return {"a": a, "f": f, "slope": slope, "low": low, "high": high, "reach": REACH}


def _curve(name: str, curves: dict[str, list[float]], colour: str) -> Trace:
    line = {"color": colour, "width": 2}
    return scatter(name=name, mode="lines", x=curves["a"], y=curves[name], line=line)


def _marks(name: str, values: list[str], colour: str) -> Trace:
    at = [f"@preactivation[-1,b,{i}]" for i in range(len(values))]
    return scatter(name=name, mode="markers", x=at, y=values, marker={"color": colour, "size": 5})
