"""Heatmaps of arrays (T, B, m), blocks of m rows one under the other, each on its own y axis."""

from typing import NamedTuple

from ..engine.bidirectional import SUFFIX
from ..runs.frame.moments import moments
from ..runs.notation import plain
from .base import Score, Template, Trace, heatmap, layout, marks, y_axis
from .meta import Fact, Meta, Scale, UnitRows

HEIGHTS = (98, 54, 40, 34)  # of a block in pixels, where there are 1, 2, 3, more
GAP = 5.0  # pixels between blocks


class Block(NamedTuple):
    """An array, how its rows are called, and its colours; `start` is its array of column 0."""

    array: str
    symbol: str
    scale: str
    limits: tuple[float | str, float | str]
    start: str | None = None
    rows: int = 0  # of what is no state; 0: the hidden units


def arrow(score: Score, symbol: str, suffix: str) -> str:
    """A symbol, with an arrow that says which direction it belongs to, if there are two."""
    if not score.model.bidirectional:
        return symbol
    return f"{symbol}←" if suffix else f"{symbol}→"


def blocks(score: Score, shown: list[Block], each: int = 0) -> Template:
    """A row is a unit or a feature, a column a timestep; a block is `each` pixels high."""
    each = each or HEIGHTS[min(len(shown), len(HEIGHTS)) - 1]
    height = 6 + round(len(shown) * (each - 6) + (len(shown) - 1) * GAP)
    inner = height - 6
    figure: Template = {"data": [], "layout": layout(score.steps, height, {}), "meta": {}}
    told: list[UnitRows] = []
    known = moments(score.model)
    for i, block in enumerate(shown):
        top = i * (each - 6 + GAP) / inner
        share = (each - 6) / inner
        axis = y_axis(i)
        rows = _height(score, block)
        figure["layout"][axis.replace("y", "yaxis")] = {
            "visible": False,
            "fixedrange": True,
            "range": [rows + 0.5, 0.5],
            "domain": [max(0.0, 1 - top - share), 1 - top],
        }
        figure["data"] += _block(score, block, axis)
        told.append(
            {
                "array": block.array,
                "start": block.start,
                "symbol": block.symbol,
                "rows": rows,
                "top": top,
                "height": share,
                "phase": "backward" if known.get(block.array) == "backward" else "forward",
            }
        )
    meta: Meta = {
        "blocks": told,
        "scales": _scales(shown),
        "tooltip": [{**_units(b), "name": entry(b.array), "block": b.array} for b in shown],
        "table": [_units(block) for block in shown],
        "marks": {block.array: block.array for block in shown},
    }
    figure["meta"] = meta
    return figure


def _height(score: Score, block: Block) -> int:
    """How many rows a block has."""
    state = block.array.removesuffix(SUFFIX).removeprefix("grad_")
    of_units = score.model.new_cell().state
    return block.rows or (score.model.state_size if state in of_units else score.model.hidden_size)


def entry(array: str) -> str:
    """The name of a unit's number in a tooltip: h₃[2], of the reversed direction h←₃[2]."""
    mark = "←" if array.endswith(SUFFIX) else ""
    return f"{plain(array.removesuffix(SUFFIX))}{mark}_{{t}}[{{i}}]"


def beside(score: Score, array: str, other: str) -> list[Fact]:
    """Beside a unit's number the one that it is made of, where one unit has one."""
    if len(score.model.new_cell().gates) > 1:
        return []
    return [Fact(name=entry(other), at=f"{other}[t,b]", block=array, beside=True)]


def _units(block: Block) -> Fact:
    """Every unit as a row of a table."""
    fact = Fact(name=f"{block.symbol} {{i}}", at=f"{block.array}[t,b]")
    return {**fact, "start": f"{block.start}[b]"} if block.start else fact


def _block(score: Score, block: Block, axis: str) -> list[Trace]:
    gap = 1 if _height(score, block) <= 16 else 0
    low, high = block.limits
    look = {"colorscale": block.scale, "zmin": low, "zmax": high, "yaxis": axis}
    name, start = block.array, block.start
    cells = [heatmap(name=name, z=f"@{name}[:,b]", x0=1, xgap=1, ygap=gap, **look)]
    if start:
        cells.append(heatmap(name=start, z=[f"@{start}[b]"], x0=0, xgap=1, ygap=gap, **look))
    if block.rows:
        return cells
    return [
        *cells,
        marks(f"{name}_nan", "NaN", yaxis=axis),
        marks(f"{name}_infinite", "∞", yaxis=axis),
    ]


def _scales(shown: list[Block]) -> list[Scale]:
    """Each scale once, with the rows that it is for where there are several."""
    scales: list[Scale] = []
    for block in shown:
        symbol = block.symbol.rstrip("→←")
        same = [s for s in scales if (s["scale"], s["limits"]) == (block.scale, list(block.limits))]
        if not same:
            scales.append({"scale": block.scale, "limits": list(block.limits), "symbol": symbol})
        elif symbol not in same[0]["symbol"].split():
            same[0]["symbol"] += f" {symbol}"
    if len(scales) == 1:
        scales[0]["symbol"] = ""
    return scales
