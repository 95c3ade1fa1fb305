"""What every figure shares: the facts of a run, the one time axis, the margins.

A template is a Plotly figure as data. A string "@name[...]" in it stands for an array of a frame
(NumPy's index notation; `b` is the sequence of the batch that is shown), a string "$name" for a
colour or colorscale of the theme. bind.py puts the values in.
"""

from dataclasses import dataclass
from typing import Any

Template = dict[str, Any]
Trace = dict[str, Any]

MARGIN_LEFT = 56
MARGIN_RIGHT = 14
COLUMN_WIDTH = 60  # of a timestep, in pixels, where no page says how wide it is
CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What "the next value is as the last one" reaches, in original units."""

    name: str
    train_rmse: float
    held_out_rmse: float


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The facts of a run that its figures depend on."""

    steps: int
    hidden_size: int
    activation: str
    has_input: tuple[bool, ...]
    has_output: tuple[bool, ...]
    labels: tuple[int | float | str, ...]  # one for each value of the series, such as its year
    values: tuple[float, ...]  # the series in original units: scaled value * scale + offset
    scale: float
    offset: float
    unit: str
    train_length: int
    baseline: Baseline

    @property
    def scaled_range(self) -> tuple[float, float]:
        """The lowest and the highest value of the series as the network sees it."""
        low, high = min(self.values), max(self.values)
        return (low - self.offset) / self.scale, (high - self.offset) / self.scale


def time_axis(steps: int) -> Trace:
    """Column t of every track lies at x = t; column 0 is the state before the first step."""
    return {"range": [-0.5, steps + 0.5], "visible": False, "fixedrange": True}


def layout(steps: int, height: int, yaxis: Trace, margins: tuple[int, int] = (3, 3)) -> Trace:
    """The layout of a track: nothing but its own y axis differs from the other tracks."""
    top, bottom = margins
    return {
        "height": height,
        "margin": {"l": MARGIN_LEFT, "r": MARGIN_RIGHT, "t": top, "b": bottom, "pad": 0},
        "xaxis": time_axis(steps),
        "yaxis": {"fixedrange": True, **yaxis},
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"color": "$ink", "size": 12},
    }


def number_axis(**settings: Any) -> Trace:
    """A y axis with quiet grid lines and small tick labels that are not measured to be hidden."""
    return {
        "ticklabeloverflow": "allow",
        "gridcolor": "$line",
        "zeroline": False,
        "tickfont": {"size": 11, "color": "$muted"},
        "ticks": "",
        **settings,
    }


def heatmap(**settings: Any) -> Trace:
    """Cells that are drawn and nothing else: the page has its own pointer over all tracks."""
    return {
        "type": "heatmap",
        "transpose": True,
        "dx": 1,
        "y0": 1,
        "dy": 1,
        "hoverinfo": "skip",
        "showscale": False,
        **settings,
    }


def scatter(**settings: Any) -> Trace:
    """A trace of points, for the page's own pointer likewise."""
    return {"type": "scatter", "hoverinfo": "skip", "showlegend": False, **settings}
