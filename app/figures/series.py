"""x_t, y_t and p_t over time; the gap between y_t and p_t is the error e_t."""

from .base import RunInfo, Template, layout, number_axis, scatter


def figure(run: RunInfo) -> Template:
    """Lines on the scaled axis, which always holds the whole series."""
    low, high = run.scaled_range
    few = run.steps <= 30
    return {
        "data": [_inputs(few), _targets(few), _outputs(few, run.steps)],
        "layout": layout(
            run.steps,
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


def _targets(few: bool) -> Template:
    return scatter(
        name="p",
        mode="lines+markers",
        cliponaxis=False,
        x0=1,
        dx=1,
        y="@p[:,b,0]",
        line={"color": "$p", "width": 1.5, "dash": "dot"},
        marker={
            "color": "$paper",
            "size": 9 if few else 6,
            "symbol": "square",
            "line": {"color": "$p", "width": 2},
        },
    )


def _outputs(few: bool, steps: int) -> Template:
    """The bar from y_t, of the length of e_t, ends at p_t."""
    return scatter(
        name="y",
        mode="lines+markers",
        cliponaxis=False,
        x0=1,
        dx=1,
        y="@y[:,b,0]",
        line={"color": "$y", "width": 2},
        marker={"color": "$y", "size": 8 if few else 6, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0] * steps,
            "arrayminus": "@e[:,b,0]",
            "color": "$accent",
            "thickness": 5 if few else 3,
            "width": 0,
        },
    )
