"""Singular values of ∂h_t/∂h_{t-1}: below 1 a step shrinks the gradient, above it lets it grow."""

from ..base import Score, Template, forward_only, layout, marks, number_axis, scatter
from ..facts import ask
from ..meta import Meta
from ..track import track


@track("jacobian", 10)
def figure(score: Score) -> Template:
    """All as thin marks, the largest joined, the line at 1. Of the whole state, such as (h, c)."""
    size = score.model.state_size * len(score.model.new_cell().state)
    return {
        "data": [
            _one(score),
            *(_all(t, size) for t in score.times),
            _largest(score),
            *(
                marks(name, text, group="singular_axis", textposition="bottom center")
                for name, text in (("nan", "NaN"), ("infinite", "∞"), ("below", "≈ 0"))
            ),
        ],
        "layout": layout(
            score.steps,
            104,
            number_axis(
                type="log",
                range=["@singular_axis.range[0]", "@singular_axis.range[1]"],
                dtick="@singular_axis.apart",
                exponentformat="power",
            ),
            (8, 6),
        ),
        "meta": _meta(score),
    }


def _meta(score: Score) -> Meta:
    return {
        "needs": ["singular_values", "singular_axis"],
        "note": forward_only(score),
        "legend": ["sigma", "sigma_max"],
        "tooltip": [{"name": "σ_{i}", "at": "singular_values[t,b]"}],
        "asks": [ask(score, "hidden")],
    }


def _one(score: Score) -> Template:
    line = {"color": "$ink", "width": 1.5, "dash": "dash"}
    return scatter(name="one", mode="lines", x=[-0.5, score.steps + 0.5], y=[1, 1], line=line)


def _all(t: int, size: int) -> Template:
    return scatter(
        name=f"sigma {t}",
        mode="markers",
        x=[t] * size,
        y=f"@singular_values[{t - 1},b]",
        marker={"symbol": "line-ew", "size": 14, "line": {"color": "$muted", "width": 1}},
    )


def _largest(score: Score) -> Template:
    return scatter(
        name="sigma_max",
        mode="lines+markers",
        x0=1,
        dx=1,
        y="@singular_values[:,b,0]",
        line={"color": "$accent", "width": 2},
        marker={"color": "$accent", "size": 7 if score.steps <= 30 else 4},
    )
