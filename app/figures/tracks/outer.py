"""The terms δ_t h_{t-1}ᵀ of a weight's gradient, a tile each, and the sum that they grow to.

Column 0, where nothing is multiplied yet, holds the running sum: BPTT comes from the right and
ends there. One template for each parameter is in `meta.weights`; the figure is that of
`meta.weight`, what carries h_{t−1} on.
"""

from math import prod

from ...engine.bidirectional import SUFFIX
from ..base import Score, Template, Trace, heatmap, layout, marks, scatter
from ..facts import ask
from ..meta import Fact, Scale, WeightFigure, WeightsMeta
from ..track import track
from .norms import OFF_AXIS

HEIGHT = 138
MOST_ENTRIES = 64  # of a table
WIDE, NARROW = 0.84, 0.24  # of a column: a matrix, a vector
LOW = 0.2  # of the height: a single row


@track("outer", 7, drawing="weights")
def figure(score: Score) -> Template:
    """Signed, one scale for all tiles and the sum; its extremes are those of the whole update."""
    weights = {
        name: _weight(score, name, shape) for name, shape in score.model.param_shapes().items()
    }
    first = score.model.new_cell().carrier or "W_x"
    meta: WeightsMeta = {
        "weights": weights,
        "weight": first,
        "needs": ["itemised", "running_sums"],
        "phase": "backward",
        "hatched": True,
        "foot": 30,
        "scales": [_scale(first)],
    }
    return {**weights[first], "meta": meta}


def _scale(name: str) -> Scale:
    limits: list[float | str] = [f"@running_sums.{name}.range[{i}]" for i in (0, 1)]
    return {"scale": "$gradient", "limits": limits, "symbol": ""}


def _weight(score: Score, name: str, shape: tuple[int, ...]) -> WeightFigure:
    step = "r" if name.endswith(SUFFIX) else "s"
    tiles = [_tile(f"tile {t}", f"@itemised.{name}[{t - 1}]", name, shape, t) for t in score.times]
    total = _tile("sum", f"@running_sums.{name}.running[{step}]", name, shape, 0)
    not_finite = [
        marks(mark, text, group=f"running_sums.{name}", sequence="0")
        for mark, text in OFF_AXIS
        if mark != "zero"
    ]
    axis = {"visible": False, "range": [1.02, -0.02]}
    return {
        "data": [*tiles, total, _signs(score), *not_finite],
        "layout": layout(score.steps, HEIGHT, axis, (4, 30)),
        "meta": {
            "scales": [_scale(name)],
            "norm": f"@running_sums.{name}.norm[{step}]",
            "largest": f"@running_sums.{name}.largest[{step}]",
            "gradient_norm": f"@summary.grad_params_norm.{name}",
            "gradient_largest": f"@summary.grad_params_largest.{name}",
            "tooltip": [
                {
                    "name": "‖Σ 1…{t}‖" if step == "r" else f"‖Σ {{t}}…{score.steps}‖",
                    "at": f"running_sums.{name}.norm[t]",
                },
                {"name": "tooltip.largest", "at": f"running_sums.{name}.largest[t]"},
            ],
            "table": _rows(name, shape),
            "asks": [{**ask(score, "parameter"), "name": name, "index": [0] * len(shape)}],
        },
    }


def _rows(name: str, shape: tuple[int, ...]) -> list[Fact]:
    """The sum as it grows, and the terms' entries while they are not too many."""
    total = Fact(name=f"‖Σ {name}‖", at=f"running_sums.{name}.norm[t]")
    terms = Fact(name=f"{name} {{i}}", at=f"itemised.{name}[t]")
    return [total, terms] if prod(shape) <= MOST_ENTRIES else [total]


def _tile(name: str, array: str, weight: str, shape: tuple[int, ...], t: int) -> Trace:
    """A matrix as it is written, a vector as a column, in the middle of column t."""
    rows, columns = shape if len(shape) == 2 else (shape[0], 1)
    width = NARROW if columns == 1 else WIDE
    height = LOW if rows == 1 else 1.0
    return heatmap(
        name=name,
        z=array if len(shape) == 2 else [array],
        transpose=len(shape) == 1,
        x0=t - width / 2 + width / columns / 2,
        dx=width / columns,
        y0=0.5 - height / 2 + height / rows / 2,
        dy=height / rows,
        colorscale="$gradient",
        zmin=f"@running_sums.{weight}.range[0]",
        zmax=f"@running_sums.{weight}.range[1]",
    )


def _signs(score: Score) -> Trace:
    """Between the tiles: the sum = one + the next + …, where there is room."""
    between = [t - 0.5 for t in score.times] if score.steps <= 24 else []
    return scatter(
        name="signs",
        mode="text",
        x=between,
        y=[0.5] * len(between),
        text=["=", *["+"] * (score.steps - 1)][: len(between)],
        textfont={"size": 15, "color": "$ink"},
    )
