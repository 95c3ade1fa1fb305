"""What every figure shares: the one time axis, the margins, the kinds of trace.

A template is a Plotly figure as data. A string "@name[...]" in it stands for an array of a frame
(NumPy's index notation; `b` is the sequence of the batch that is shown), a string "$name" for a
colour or colorscale of the theme. bind.py puts the values in.
"""

from typing import Any

from ..runs.experiment import Experiment

Template = dict[str, Any]
Trace = dict[str, Any]

MARGIN_LEFT = 56
MARGIN_RIGHT = 14
COLUMN_WIDTH = 60  # of a timestep, in pixels, where no page says how wide it is
CLEAR = "rgba(0,0,0,0)"
QUIET: Template = {  # a layout without anything of Plotly's own
    "showlegend": False,
    "hovermode": False,
    "dragmode": False,
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "font": {"color": "$ink", "size": 12},
}


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
        **QUIET,
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


def marks(
    name: str, text: str, group: str = "summary", sequence: str = "b", **settings: Any
) -> Trace:
    """A text wherever an array of a group of the frame has a height and not NaN.

    What is of all sequences together has only sequence 0.
    """
    return scatter(
        name=name,
        mode="text",
        dx=1,
        y=f"@{group}.{name}[:,{sequence}]",
        text=text,
        textfont={"color": "$ink", "size": 13},
        **{"x0": 1, **settings},
    )


def forward_only(run: Experiment) -> str | None:
    """The note in the caption of what the engine's analyses tell of one direction."""
    return "forward" if run.model.bidirectional else None


def scatter(**settings: Any) -> Trace:
    """A trace of points, for the page's own pointer likewise."""
    return {"type": "scatter", "hoverinfo": "skip", "showlegend": False, **settings}
