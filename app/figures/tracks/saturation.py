"""Saturated units, whose f′ is nearly 0: what cannot pass a gradient, by gate and step."""

from ..base import Score, Template, empty, forward_only, heatmap, layout
from ..facts import ask
from ..meta import Meta
from ..track import track

ROW = 20


@track("saturation", 11)
def figure(score: Score) -> Template:
    """A row is a gate or h, whatever has an f; colour is the share of its units, 0 … 1."""
    names = [node.name for node in score.model.new_cell().graph.nodes if node.activation]
    if not names:
        return empty(score)
    symbols = ["h" if name == "hidden" else name for name in names]
    height = 6 + max(36, ROW * len(names))
    cells = heatmap(
        name="saturation",
        z=[f"@saturation.{name}[:,b]" for name in names],
        transpose=False,
        x0=1,
        xgap=1,
        ygap=2,
        colorscale="$norm",
        zmin=0,
        zmax=1,
    )
    axis = {"visible": False, "range": [len(names) + 0.5, 0.5]}
    return {
        "data": [cells],
        "layout": layout(score.steps, height, axis),
        "meta": _meta(score, names, symbols),
    }


def _meta(score: Score, names: list[str], symbols: list[str]) -> Meta:
    return {
        "needs": ["saturation"],
        "note": forward_only(score),
        "hatched": True,
        "labels": symbols,
        "scales": [{"scale": "$norm", "limits": [0, 1], "symbol": ""}],
        "tooltip": [
            {"name": symbol, "at": f"saturation.{name}[t,b]"}
            for name, symbol in zip(names, symbols, strict=True)
        ],
        "asks": [ask(score, "preactivation", 1)],
    }
