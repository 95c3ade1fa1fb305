"""The norm of the gradient with respect to h_t, on a log axis: vanishing is a straight slope."""

from typing import Any

from ..base import Score, Template, layout, marks, number_axis, scatter
from ..facts import DELTA, NORM, ask, norm_rows
from ..meta import Meta, Scale
from ..track import track

OFF_AXIS = (("zero", "0"), ("infinite", "∞"), ("nan", "NaN"))
DECADES = (-6, 0)  # that the colour scale runs over, here and in the graph
SCALE: Scale = {"scale": "$norm", "limits": [10.0**power for power in DECADES], "symbol": ""}


@track("norms", 6, shown=True)
def figure(score: Score) -> Template:
    """Stems from the foot of the axis, and heads of the colour that the graph's nodes have.

    Those of the reversed direction stand beside them, with square heads.
    """
    above: dict[str, Any] = {"textposition": "top center", "cliponaxis": False}
    return {
        "data": [
            *(_stems(score, suffix) for suffix in score.model.suffixes),
            *(_heads(score, suffix) for suffix in score.model.suffixes),
            *(_rings(score, suffix) for suffix in score.model.suffixes if score.detached.any()),
            *(
                marks(f"norm_{n}{suffix}", text, **{**_beside(score, suffix), **above})
                for n, text in OFF_AXIS
                for suffix in score.model.suffixes
            ),
        ],
        "layout": layout(
            score.steps,
            92,
            number_axis(
                type="log",
                range=["@summary.norm_decades[0]", "@summary.norm_decades[1]"],
                dtick="@summary.norm_decades_apart",
                exponentformat="power",
            ),
            (9, 10),
        )
        | {"barmode": "overlay"},
        "meta": _meta(score),
    }


def _meta(score: Score) -> Meta:
    both = score.model.suffixes
    scale: Scale = {**SCALE, "symbol": "○ h→   □ h←"} if len(both) > 1 else SCALE
    return {
        "phase": "backward",
        "note": "cut" if score.detached.any() else None,
        "scales": [scale],
        "tooltip": [NORM, DELTA],
        "table": norm_rows(score),
        "asks": [ask(score, "grad_hidden")],
        "marks": {f"grad_hidden{end}": None for end in both},
        "cuts": True,
    }


def _beside(score: Score, suffix: str) -> dict[str, Any]:
    """Where the first step's mark stands: in its column's middle, of two side by side."""
    if not score.model.bidirectional:
        return {"x0": 1}
    return {"x0": 1.16 if suffix else 0.84}


def _norm(suffix: str) -> str:
    return f"@summary.grad_hidden{suffix}_norm[:,b]" if suffix else "@grad_hidden_norm[:,b]"


def _stems(score: Score, suffix: str) -> Template:
    """Bars of one width on screen, however wide a column is."""
    return {
        "type": "bar",
        "name": f"norm{suffix}",
        **_beside(score, suffix),
        "dx": 1,
        "y": _norm(suffix),
        "width": min(0.3, 0.0105 * (score.steps + 1)),
        "marker": {"color": "$muted", "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _heads(score: Score, suffix: str) -> Template:
    return scatter(
        name=f"heads{suffix}",
        mode="markers",
        **_beside(score, suffix),
        dx=1,
        y=_norm(suffix),
        cliponaxis=False,
        marker={
            "color": f"@summary.norm_exponents{suffix}[:,b]",
            "colorscale": "$norm",
            "cmin": DECADES[0],
            "cmax": DECADES[1],
            "size": 11 if score.steps <= 30 else 7,
            "symbol": "square" if suffix else "circle",
            "line": {"color": "$ink", "width": 1},
        },
    )


def _rings(score: Score, suffix: str) -> Template:
    """What a step would get if no edge were cut."""
    return scatter(
        name=f"uncut{suffix}",
        mode="markers",
        **_beside(score, suffix),
        dx=1,
        y=f"@summary.norm_uncut{suffix}[:,b]",
        cliponaxis=False,
        marker={
            "symbol": "square-open" if suffix else "circle-open",
            "size": 11 if score.steps <= 30 else 7,
            "color": "$accent",
            "line": {"width": 2},
        },
    )
