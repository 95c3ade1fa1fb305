"""∂L_τ/∂h_t: a row is a loss, a column the state that it flows back to; below, the same by lag."""

from collections.abc import Sequence

from ..base import Score, Template, Trace, empty, forward_only, heatmap, layout, marks, number_axis
from ..track import track
from .norms import DECADES, OFF_AXIS, SCALE

ROW, LAGS, GAP = 13, 62, 10  # heights in pixels


@track("flow", 8, drawing="truncation")
def figure(score: Score) -> Template:
    """Rows are the losses that there are; `k` is the number of steps that truncation keeps.

    By `windows` the page masks what it drops: how far apart they begin, by schedule (None: k).
    The bar of a lag stands where the last loss has come back so far: under column T − lag.
    """
    rows = losses(score)
    if not rows:
        return empty(score)
    windows = {"sliding_window": 1, "chunks": None}
    if score.k1 is not None:
        windows["tbptt"] = score.k1
    figures = {name: _kept(score, name) for name in windows}
    return {
        "data": [
            cells("flow", "flow_exponents", rows, DECADES),
            *(marks(name, text, group="flow_marks", sequence="0") for name, text in OFF_AXIS),
            _full(score),
            figures.get(score.schedule, figures["sliding_window"]),
        ],
        "layout": axes(score, len(rows), _bar_axis()),
        "meta": {
            "needs": ["flow", "flow_exponents", "flow_marks", "truncations"],
            "note": forward_only(score),
            "hatched": "backward",
            "schedules": figures,
            "windows": windows,
            "rows": rows,
            "scales": [SCALE],
            **{
                f"{number}_{name}": f"@truncations.{name}.{number}[k]"
                for number in ("cosine", "norm_ratio")
                for name in figures
            },
        },
    }


def losses(score: Score) -> list[int]:
    """The steps that have one: the rows of the matrix."""
    return [t for t in score.times if score.has_output[t - 1]]


def cells(name: str, field: str, rows: list[int], limits: Sequence[float]) -> Trace:
    """The matrix, a row for each loss."""
    return heatmap(
        name=name,
        z=[f"@{field}[{tau - 1}]" for tau in rows],
        transpose=False,
        x0=1,
        xgap=1,
        ygap=1,
        colorscale="$norm",
        zmin=limits[0],
        zmax=limits[1],
    )


def axes(score: Score, rows: int, bars: Template) -> Template:
    """The matrix above, and the bars on an axis of their own."""
    matrix = max(26, ROW * rows if rows <= 20 else 260)
    inner = matrix + GAP + LAGS
    above = {"visible": False, "range": [rows + 0.5, 0.5], "domain": [1 - matrix / inner, 1]}
    return {
        **layout(score.steps, inner + 8, above, (4, 4)),
        "yaxis2": {**bars, "domain": [0, LAGS / inner]},
        "barmode": "overlay",
        "annotations": _lags(score.steps),
    }


def by_lag(score: Score, name: str, norms: str, colour: str) -> Trace:
    """A bar for each lag, from the right."""
    return {
        "type": "bar",
        "name": name,
        "x0": score.steps,
        "dx": -1,
        "y": norms,
        "yaxis": "y2",
        "width": 0.5,
        "hoverinfo": "skip",
        "marker": {"color": colour},
    }


def _bar_axis() -> Template:
    return number_axis(
        type="log",
        fixedrange=True,
        range=["@truncations.range[0]", "@truncations.range[1]"],
        dtick="@truncations.apart",
        exponentformat="power",
    )


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


def _full(score: Score) -> Trace:
    return by_lag(score, "all lags", "@truncations.full_by_lag", "$line")


def _kept(score: Score, schedule: str) -> Trace:
    return by_lag(score, "kept lags", f"@truncations.{schedule}.kept_by_lag[k]", "$accent")
