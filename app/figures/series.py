"""x_t, y_t and p_t over time; the gap between y_t and p_t is the error e_t."""

from .base import RunInfo, Template, layout, number_axis, scatter


def figure(run: RunInfo) -> Template:
    """Lines on the scaled axis, which always holds the whole series."""
    low, high = run.scaled_range
    return {
        "data": [_inputs(), _targets(), _outputs(run.steps)],
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


def _inputs() -> Template:
    return scatter(
        name="x",
        mode="lines+markers",
        x0=1,
        dx=1,
        y="@inputs[:,b,0]",
        line={"color": "$x", "width": 1.5},
        marker={"color": "$x", "size": 6, "symbol": "circle"},
    )


def _targets() -> Template:
    return scatter(
        name="p",
        mode="lines+markers",
        x0=1,
        dx=1,
        y="@p[:,b,0]",
        line={"color": "$p", "width": 1.5, "dash": "dot"},
        marker={
            "color": "$paper",
            "size": 9,
            "symbol": "square",
            "line": {"color": "$p", "width": 2},
        },
    )


def _outputs(steps: int) -> Template:
    """The bar from y_t, of the length of e_t, ends at p_t."""
    return scatter(
        name="y",
        mode="lines+markers",
        x0=1,
        dx=1,
        y="@y[:,b,0]",
        line={"color": "$y", "width": 2},
        marker={"color": "$y", "size": 8, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0] * steps,
            "arrayminus": "@e[:,b,0]",
            "color": "$accent",
            "thickness": 5,
            "width": 0,
        },
    )
