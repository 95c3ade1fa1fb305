"""What every figure shares: the one time axis, the margins, the kinds of trace.

A template is a Plotly figure as data. A string "@name[...]" in it stands for an array of a frame
(NumPy's index notation; `b` is the sequence of the batch that is shown), a string "$name" for a
colour or colorscale of the theme. bind.py puts the values in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ..engine.arrays import Mask
from ..engine.model import Model
from ..runs.training.experiment import Experiment, Shape
from ..tasks import SeriesTask

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


@dataclass(frozen=True, kw_only=True)
class Score:
    """What tracks are drawn of: a network, and what the steps of its window do."""

    model: Model
    has_input: Mask  # which steps read, (T,)
    has_output: Mask  # which steps answer, (T,)
    detached: Mask  # at which steps the gradient does not reach the state before, (T,)
    feedback: str  # what a step without input reads: none, teacher or free
    schedule: str = "sliding_window"  # whose truncation is shown first
    k1: int | None = None  # steps from one update to the next, if its name does not say it
    input_names: tuple[str, ...] = ()  # the vocabulary, where features are words
    output_names: tuple[str, ...] = ()
    input_columns: tuple[str, ...] = ()  # of a series, where it reads or answers several numbers
    output_columns: tuple[str, ...] = ()
    column_extremes: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    extremes: tuple[float, ...] = ()  # between which inputs and targets lie, if that is known

    @classmethod
    def of(cls, run: Experiment, shape: Shape) -> Self:
        """The score of those updates of a run whose window has this shape."""
        task, config = run.task, run.config
        extremes, columns = (0.0, 1.0), {}
        if isinstance(task, SeriesTask):
            seen = [*zip(task.input_columns, task.seen.T, strict=True)]
            seen += zip(task.output_columns, task.series.T, strict=True)
            columns = {name: (float(one.min()), float(one.max())) for name, one in seen}
            extremes = (
                min(low for low, _ in columns.values()),
                max(high for _, high in columns.values()),
            )
        several = max(task.input_size, task.output_size) > 1
        return cls(
            model=run.model,
            has_input=shape.has_input,
            has_output=shape.has_output,
            detached=run.detached[: len(shape.has_input)],
            feedback=config.feedback,
            schedule=config.schedule.name,
            k1=config.schedule.k1,
            input_names=task.input_names,
            output_names=task.output_names,
            input_columns=task.input_columns if several else (),
            output_columns=task.output_columns if several else (),
            extremes=extremes,
            column_extremes=columns,
        )

    @property
    def steps(self) -> int:
        """T."""
        return len(self.has_input)

    @property
    def times(self) -> range:
        """The timesteps 1 … T."""
        return range(1, self.steps + 1)


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


def empty(score: Score) -> Template:
    """A track that has nothing to draw: the page has a sentence in its place."""
    return {
        "data": [],
        "layout": layout(score.steps, 34, {"visible": False}),
        "meta": {"empty": True},
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


def y_axis(row: int) -> str:
    """The y axis of a row, from 0, as traces call it; a layout has "yaxis" in place of "y"."""
    return "y" if row == 0 else f"y{row + 1}"


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


def forward_only(score: Score) -> str | None:
    """The note in the caption of what the engine's analyses tell of one direction."""
    return "forward" if score.model.bidirectional else None


def scatter(**settings: Any) -> Trace:
    """A trace of points, for the page's own pointer likewise."""
    return {"type": "scatter", "hoverinfo": "skip", "showlegend": False, **settings}
