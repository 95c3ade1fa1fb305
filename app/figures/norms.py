"""The norm of the gradient with respect to h_t, on a log axis: vanishing is a straight slope."""

from .base import RunInfo, Template, layout, number_axis, scatter

DECADES = (-6, 0)  # that the colour scale runs over, here and in the graph


def figure(run: RunInfo) -> Template:
    """Stems from the foot of the axis, and heads of the colour that the graph's nodes have."""
    return {
        "data": [_stems(run), _heads(run), _marks()],
        "layout": layout(
            run.steps,
            92,
            number_axis(
                type="log",
                range=["@norm_decades[0]", "@norm_decades[1]"],
                dtick="@norm_decades_apart",
                exponentformat="power",
            ),
            (9, 7),
        ),
        "meta": {"scale": "$norm", "limits": [10.0 ** DECADES[0], 10.0 ** DECADES[1]]},
    }


def _stems(run: RunInfo) -> Template:
    """Of one width on screen, however wide a column is."""
    return {
        "type": "bar",
        "name": "norm",
        "x0": 1,
        "dx": 1,
        "y": "@grad_hidden_norm[:,b]",
        "width": min(0.3, 0.0105 * (run.steps + 1)),
        "marker": {"color": "$muted", "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _heads(run: RunInfo) -> Template:
    return scatter(
        name="heads",
        mode="markers",
        x0=1,
        dx=1,
        y="@grad_hidden_norm[:,b]",
        cliponaxis=False,
        marker={
            "color": "@norm_exponents[:,b]",
            "colorscale": "$norm",
            "cmin": DECADES[0],
            "cmax": DECADES[1],
            "size": 11 if run.steps <= 30 else 7,
            "line": {"color": "$ink", "width": 1},
        },
    )


def _marks() -> Template:
    return scatter(
        name="zero or not finite",
        mode="text",
        x="@norm_marks_t",
        y="@norm_marks_height",
        text="@norm_marks_text",
        textposition="top center",
        cliponaxis=False,
        textfont={"color": "$ink", "size": 13},
    )
