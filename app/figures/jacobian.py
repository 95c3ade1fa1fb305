"""Singular values of ∂h_t/∂h_{t-1}: below 1 a step shrinks the gradient, above it lets it grow."""

from ..runs.experiment import Experiment
from .base import Template, forward_only, layout, marks, number_axis, scatter


def figure(run: Experiment) -> Template:
    """All as thin marks, the largest joined, the line at 1. Of the state: the LSTM's is (h, c)."""
    size = run.model.hidden_size * len(run.model.new_cell().state)
    return {
        "data": [
            _one(run),
            *(_all(t, size) for t in run.times),
            _largest(run),
            *(
                marks(name, text, group="singular_axis", textposition="bottom center")
                for name, text in (("nan", "NaN"), ("infinite", "∞"), ("below", "≈ 0"))
            ),
        ],
        "layout": layout(
            run.k,
            104,
            number_axis(
                type="log",
                range=["@singular_axis.range[0]", "@singular_axis.range[1]"],
                dtick="@singular_axis.apart",
                exponentformat="power",
            ),
            (8, 6),
        ),
        "meta": {
            "needs": ["singular_values", "singular_axis"],
            "note": forward_only(run),
            "legend": ["sigma", "sigma_max"],
        },
    }


def _one(run: Experiment) -> Template:
    line = {"color": "$ink", "width": 1.5, "dash": "dash"}
    return scatter(name="one", mode="lines", x=[-0.5, run.k + 0.5], y=[1, 1], line=line)


def _all(t: int, size: int) -> Template:
    return scatter(
        name=f"sigma {t}",
        mode="markers",
        x=[t] * size,
        y=f"@singular_values[{t - 1},b]",
        marker={"symbol": "line-ew", "size": 14, "line": {"color": "$muted", "width": 1}},
    )


def _largest(run: Experiment) -> Template:
    return scatter(
        name="sigma_max",
        mode="lines+markers",
        x0=1,
        dx=1,
        y="@singular_values[:,b,0]",
        line={"color": "$accent", "width": 2},
        marker={"color": "$accent", "size": 7 if run.k <= 30 else 4},
    )
