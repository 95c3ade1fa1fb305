"""∂L_τ/∂x_t: a row is a loss, a column the input that it looks at; below, the mean by lag."""

from ..base import Score, Template, empty, forward_only, marks, number_axis
from ..facts import losses_by
from ..meta import Meta
from ..track import track
from .flow import axes, by_lag, cells, losses
from .norms import OFF_AXIS

SHARES = [0.0, 0.5]  # what is more is drawn like a half


@track("input_flow", 9)
def figure(score: Score) -> Template:
    """Shares of each row. What an answer has to remember is a diagonal, at its lag."""
    rows = losses(score)
    if not rows:
        return empty(score)
    bars = number_axis(fixedrange=True, range=SHARES, tickvals=SHARES, tickformat=".0%")
    return {
        "data": [
            cells("input_flow", "input_flow_shares", rows, SHARES),
            *(marks(name, text, group="input_flow_marks", sequence="0") for name, text in OFF_AXIS),
            by_lag(score, "mean by lag", "@input_flow_by_lag", "$accent"),
        ],
        "layout": axes(score, len(rows), bars),
        "meta": _meta(score, rows),
    }


def _meta(score: Score, rows: list[int]) -> Meta:
    return {
        "needs": ["input_flow", "input_flow_shares", "input_flow_marks", "input_flow_by_lag"],
        "note": forward_only(score),
        "phase": "backward",
        "hatched": True,
        "rows": rows,
        "scales": [{"scale": "$norm", "limits": [*SHARES], "symbol": ""}],
        "tooltip": losses_by("input_flow", "x", rows, at_step=True),
        "table": losses_by("input_flow", "x", rows, at_step=False),
    }
