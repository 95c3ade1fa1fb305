"""x_t, y_t and p_t over time; the gap between y_t and p_t is the error e_t."""

from ..runs.experiment import Experiment
from .base import Template, layout, number_axis, scatter


def figure(run: Experiment) -> Template:
    """Lines on the scaled axis, which always holds the whole series."""
    low, high = float(run.task.series.min()), float(run.task.series.max())
    few = run.k <= 30
    first = int(run.has_output.argmax()) + 1  # outputs, once there are any, go on to the end
    return {
        "data": [_inputs(few), _targets(few, first), _outputs(few, first, run.k)],
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


def _inputs(few: bool) -> Template:
    return scatter(
        name="x",
        mode="lines+markers",
        cliponaxis=False,
        x0=1,
        dx=1,
        y="@inputs[:,b,0]",
        line={"color": "$x", "width": 1.5},
        marker={"color": "$x", "size": 6 if few else 4, "symbol": "circle"},
    )


def _targets(few: bool, first: int) -> Template:
    return scatter(
        name="p",
        mode="lines+markers",
        cliponaxis=False,
        x0=first,
        dx=1,
        y=f"@targets[{first - 1}:,b,0]",
        line={"color": "$p", "width": 1.5, "dash": "dot"},
        marker={
            "color": "$paper",
            "size": 9 if few else 6,
            "symbol": "square",
            "line": {"color": "$p", "width": 2},
        },
    )


def _outputs(few: bool, first: int, steps: int) -> Template:
    """The bar from y_t, of the length of e_t, ends at p_t."""
    return scatter(
        name="y",
        mode="lines+markers",
        cliponaxis=False,
        x0=first,
        dx=1,
        y=f"@outputs[{first - 1}:,b,0]",
        line={"color": "$y", "width": 2},
        marker={"color": "$y", "size": 8 if few else 6, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0] * (steps - first + 1),
            "arrayminus": f"@errors[{first - 1}:,b,0]",
            "color": "$accent",
            "thickness": 5 if few else 3,
            "width": 0,
        },
    )
