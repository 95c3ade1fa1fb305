"""The norm of the gradient with respect to h_t, on a log axis: vanishing is a straight slope."""

from ..runs.experiment import Experiment
from .base import Template, layout, marks, number_axis, scatter

OFF_AXIS = (("zero", "0"), ("infinite", "∞"), ("nan", "NaN"))
DECADES = (-6, 0)  # that the colour scale runs over, here and in the graph


def figure(run: Experiment) -> Template:
    """Stems from the foot of the axis, and heads of the colour that the graph's nodes have."""
    above = {"textposition": "top center", "cliponaxis": False}
    return {
        "data": [
            _stems(run),
            _heads(run),
            *(marks(f"norm_{n}", text, **above) for n, text in OFF_AXIS),
        ],
        "layout": layout(
            run.k,
            92,
            number_axis(
                type="log",
                range=["@summary.norm_decades[0]", "@summary.norm_decades[1]"],
                dtick="@summary.norm_decades_apart",
                exponentformat="power",
            ),
            (9, 7),
        ),
        "meta": {"scale": "$norm", "limits": [10.0 ** DECADES[0], 10.0 ** DECADES[1]]},
    }


def _stems(run: Experiment) -> Template:
    """Of one width on screen, however wide a column is."""
    return {
        "type": "bar",
        "name": "norm",
        "x0": 1,
        "dx": 1,
        "y": "@grad_hidden_norm[:,b]",
        "width": min(0.3, 0.0105 * (run.k + 1)),
        "marker": {"color": "$muted", "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _heads(run: Experiment) -> Template:
    return scatter(
        name="heads",
        mode="markers",
        x0=1,
        dx=1,
        y="@grad_hidden_norm[:,b]",
        cliponaxis=False,
        marker={
            "color": "@summary.norm_exponents[:,b]",
            "colorscale": "$norm",
            "cmin": DECADES[0],
            "cmax": DECADES[1],
            "size": 11 if run.k <= 30 else 7,
            "line": {"color": "$ink", "width": 1},
        },
    )
