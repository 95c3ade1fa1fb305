"""∂L_τ/∂h_t: a row is a loss, a column the state that it flows back to; below, the same by lag."""

from collections.abc import Sequence

from ...engine.schedule import TBPTT
from ..base import Score, Template, Trace, empty, forward_only, heatmap, layout, marks, number_axis
from ..facts import ask, losses_by
from ..meta import Meta
from ..track import track
from .norms import DECADES, OFF_AXIS, SCALE

ROW, LAGS, GAP = 13, 62, 10  # heights in pixels


@track("flow", 8, drawing="truncation")
def figure(score: Score) -> Template:
    """Rows are the losses that there are; `k` is the number of steps that truncation keeps.

    `apart`: how far apart windows begin, by schedule, if that is fewer than k.
    The bar of a lag stands where the last loss has come back so far: under column T − lag.
    """
    rows = losses(score)
    if not rows:
        return empty(score)
    apart = {"sliding_window": 1, "chunks": score.steps}
    if score.k1 is not None:
        apart["tbptt"] = score.k1
    shown = score.schedule if score.schedule in apart else "sliding_window"
    figures = {name: _kept(score, name) for name in apart}
    return {
        "data": [
            cells("flow", "flow_exponents", rows, DECADES),
            *(marks(name, text, group="flow_marks", sequence="0") for name, text in OFF_AXIS),
            _full(score),
            figures[shown],
        ],
        "layout": axes(score, len(rows), _bar_axis()),
        "meta": {
            **_meta(score, rows),
            "schedule": shown,
            "schedules": figures,
            "first_kept": {name: first_kept(score, rows, k1) for name, k1 in apart.items()},
            "cosine": {name: f"@truncations.{name}.cosine[k]" for name in apart},
            "norm_ratio": {name: f"@truncations.{name}.norm_ratio[k]" for name in apart},
        },
    }


def first_kept(score: Score, rows: list[int], k1: int) -> list[list[int]]:
    """By k from 1, for each row the first step that its loss reaches; windows begin k1 apart."""
    ways = (TBPTT(min(k1, k), k).reach(score.steps) for k in range(1, score.steps + 1))
    return [[int(first[tau - 1]) + 1 for tau in rows] for first in ways]


def _meta(score: Score, rows: list[int]) -> Meta:
    return {
        "needs": ["flow", "flow_exponents", "flow_marks", "truncations"],
        "note": forward_only(score),
        "phase": "backward",
        "hatched": True,
        "rows": rows,
        "scales": [SCALE],
        "tooltip": losses_by("flow", "h", rows, at_step=True),
        "table": losses_by("flow", "h", rows, at_step=False),
        "asks": [ask(score, "grad_hidden")],
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
