"""∂L_τ/∂h_t: a row is a loss, a column the state that it flows back to; below, the same by lag."""

from ..runs.experiment import Experiment
from .base import Template, forward_only, layout, marks, number_axis
from .norms import DECADES, OFF_AXIS

ROW, LAGS, GAP = 13, 62, 10  # heights in pixels


def figure(run: Experiment) -> Template:
    """Rows are the losses that there are; `k` is the number of steps that truncation keeps.

    The bar of a lag stands where the last loss has come back so far: under column T − lag.
    """
    rows = [t for t in run.times if run.has_output[t - 1]]
    matrix = max(26, round(ROW * len(rows) if len(rows) <= 20 else 260))
    height = matrix + GAP + LAGS + 8
    inner = height - 8
    figures = {name: _kept(run, name) for name in ("sliding_window", "chunks")}
    return {
        "data": [
            _cells(rows),
            *(marks(name, text, group="flow_marks", sequence="0") for name, text in OFF_AXIS),
            _full(run),
            figures[run.config.schedule.name],
        ],
        "layout": {
            **layout(
                run.k,
                height,
                {
                    "visible": False,
                    "range": [len(rows) + 0.5, 0.5],
                    "domain": [1 - matrix / inner, 1],
                },
                (4, 4),
            ),
            "yaxis2": number_axis(
                type="log",
                fixedrange=True,
                range=["@truncations.range[0]", "@truncations.range[1]"],
                dtick="@truncations.apart",
                exponentformat="power",
                domain=[0, LAGS / inner],
            ),
            "barmode": "overlay",
        },
        "meta": {
            "needs": ["flow", "flow_exponents", "flow_marks", "truncations"],
            "note": forward_only(run),
            "hatched": "backward",
            "schedules": figures,
            "rows": rows,
            "top": 4,
            "matrix": matrix,
            "scales": [
                {
                    "scale": "$norm",
                    "limits": [10.0 ** DECADES[0], 10.0 ** DECADES[1]],
                    "symbol": "",
                }
            ],
            **{
                f"{number}_{name}": f"@truncations.{name}.{number}[k]"
                for number in ("cosine", "norm_ratio")
                for name in figures
            },
        },
    }


def _cells(rows: list[int]) -> Template:
    return {
        "type": "heatmap",
        "name": "flow",
        "z": [f"@flow_exponents[{tau - 1}]" for tau in rows],
        "x0": 1,
        "dx": 1,
        "y0": 1,
        "dy": 1,
        "xgap": 1,
        "ygap": 1,
        "colorscale": "$norm",
        "zmin": DECADES[0],
        "zmax": DECADES[1],
        "hoverinfo": "skip",
        "showscale": False,
    }


def _full(run: Experiment) -> Template:
    return {**_bars(run, "all lags", "@truncations.full_by_lag"), "marker": {"color": "$line"}}


def _kept(run: Experiment, schedule: str) -> Template:
    bars = _bars(run, "kept lags", f"@truncations.{schedule}.kept_by_lag[k]")
    return {**bars, "marker": {"color": "$accent"}}


def _bars(run: Experiment, name: str, norms: str) -> Template:
    return {
        "type": "bar",
        "name": name,
        "x0": run.k,
        "dx": -1,
        "y": norms,
        "yaxis": "y2",
        "width": 0.5,
        "hoverinfo": "skip",
    }
