"""∂L_τ/∂h_t: a row is a loss, a column the state that it flows back to; below, the same by lag."""

from .base import Score, Template, Trace, forward_only, heatmap, layout, marks, number_axis
from .norms import DECADES, OFF_AXIS, SCALE

ROW, LAGS, GAP = 13, 62, 10  # heights in pixels


def figure(score: Score) -> Template:
    """Rows are the losses that there are; `k` is the number of steps that truncation keeps.

    The bar of a lag stands where the last loss has come back so far: under column T − lag.
    """
    rows = [t for t in score.times if score.has_output[t - 1]]
    matrix = max(26, round(ROW * len(rows) if len(rows) <= 20 else 260))
    figures = {name: _kept(score, name) for name in ("sliding_window", "chunks")}
    return {
        "data": [
            _cells(rows),
            *(marks(name, text, group="flow_marks", sequence="0") for name, text in OFF_AXIS),
            _full(score),
            figures.get(score.config.schedule.name, figures["sliding_window"]),
        ],
        "layout": _layout(score, len(rows), matrix),
        "meta": {
            "needs": ["flow", "flow_exponents", "flow_marks", "truncations"],
            "note": forward_only(score),
            "hatched": "backward",
            "schedules": figures,
            "rows": rows,
            "top": 4,
            "matrix": matrix,
            "scales": [SCALE],
            **{
                f"{number}_{name}": f"@truncations.{name}.{number}[k]"
                for number in ("cosine", "norm_ratio")
                for name in figures
            },
        },
    }


def _layout(score: Score, rows: int, matrix: int) -> Template:
    """The matrix above, `matrix` pixels high, and the bars on an axis of their own."""
    inner = matrix + GAP + LAGS
    above = {"visible": False, "range": [rows + 0.5, 0.5], "domain": [1 - matrix / inner, 1]}
    bars = number_axis(
        type="log",
        fixedrange=True,
        range=["@truncations.range[0]", "@truncations.range[1]"],
        dtick="@truncations.apart",
        exponentformat="power",
        domain=[0, LAGS / inner],
    )
    return {
        **layout(score.steps, inner + 8, above, (4, 4)),
        "yaxis2": bars,
        "barmode": "overlay",
        "annotations": _lags(score.steps),
    }


def _lags(steps: int) -> list[Template]:
    """The lag of each bar, over it; of many bars not all."""
    return [
        {
            "x": steps - lag,
            "y": 1,
            "yref": "y2 domain",
            "yanchor": "middle",
            "text": f"<i>τ − t</i> = {lag}" if lag == 0 else str(lag),
            "showarrow": False,
            "font": {"size": 11, "color": "$muted"},
        }
        for lag in range(0, steps, -(-steps // 12))
    ]


def _cells(rows: list[int]) -> Trace:
    return heatmap(
        name="flow",
        z=[f"@flow_exponents[{tau - 1}]" for tau in rows],
        transpose=False,
        x0=1,
        xgap=1,
        ygap=1,
        colorscale="$norm",
        zmin=DECADES[0],
        zmax=DECADES[1],
    )


def _full(score: Score) -> Trace:
    return {**_bars(score, "all lags", "@truncations.full_by_lag"), "marker": {"color": "$line"}}


def _kept(score: Score, schedule: str) -> Trace:
    bars = _bars(score, "kept lags", f"@truncations.{schedule}.kept_by_lag[k]")
    return {**bars, "marker": {"color": "$accent"}}


def _bars(score: Score, name: str, norms: str) -> Trace:
    return {
        "type": "bar",
        "name": name,
        "x0": score.steps,
        "dx": -1,
        "y": norms,
        "yaxis": "y2",
        "width": 0.5,
        "hoverinfo": "skip",
    }
