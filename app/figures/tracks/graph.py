"""The graph of the network: x_t, h_t, y_t as nodes, the shared weights as edges of one hue each.

Drawn unrolled; `meta` holds both layouts, so that the page can move the nodes from the compressed
cell to T copies and back. Squares are given (x_t, p_t), circles are computed (h_t, y_t). A node's
colour is its value, for h_t the mean of its units. Of two directions each has its row of states.
"""

from typing import NamedTuple

from ...engine.arrays import Mask
from ...engine.bidirectional import SUFFIX
from ...runs.notation import plain as symbol
from .. import graph_layout as place
from ..base import COLUMN_WIDTH, Score, Template, Trace, layout, scatter
from ..cell import cell_meta, equations
from ..facts import MEAN, NORM, ask, norm_rows, reads_and_answers, series_rows
from ..meta import Ask, Fact, GraphMeta
from ..track import track
from ..units import entry
from .norms import DECADES

# What a node of each kind measures, by the size of a state.
SHARES = {"x": 0.86, "h": 1.0, "h_reverse": 1.0, "y": 1.0, "p": 0.62}
ABOVE, BOTTOM = 0.38, -0.42
MOST_LETTERS = 22  # names of one weight that fit side by side in the widest standalone picture


@track("graph", 1, shown=True, drawing="graph")
def figure(score: Score) -> Template:
    """Edges first, then the way of the gradient, then the nodes over them."""
    top = place.rows(score)["p"] + ABOVE
    height = round((top - BOTTOM) * place.ROW_HEIGHT) + 6
    return {
        "data": [*_edges(score), *_flow(), *_nodes(score)],
        "layout": layout(score.steps, height, {"visible": False, "range": [BOTTOM, top]}),
        "meta": _meta(score),
    }


def _meta(score: Score) -> GraphMeta:
    outside = {"inputs": "x", "targets": "p", "outputs": "y", "errors": "y", "grad_logits": "y"}
    of_state = ("hidden", "preactivation", "grad_hidden", "delta")
    inside = {name + end: f"h{end}" for end in score.model.suffixes for name in of_state}
    units = Fact(name=entry("hidden"), at="hidden[t,b]", start="initial_hidden[b]")
    return {
        "columns": place.columns(score),
        "nodes": place.nodes(score),
        "edges": place.edges(score),
        "letters": letters(score),
        "picks": picks(score),
        "flow": place.flow(score),
        "decades": list(DECADES),
        "vectors": vectors(score),
        "shares": SHARES,
        "column_width": COLUMN_WIDTH,
        "equations": equations(score),
        "cell": cell_meta(score),
        "tooltip": [*reads_and_answers(score), MEAN, units, NORM],
        "table": [*series_rows(score)[:2], {**MEAN, "name": "h̄"}, *norm_rows(score)],
        "asks": [ask(score, "hidden")],
        "marks": {**outside, **inside},
        "cuts": True,
    }


def vectors(score: Score) -> dict[str, int]:
    """The kinds of nodes that are several numbers each, and how many: columns of a series."""
    sizes = {"x": len(score.input_columns)} | dict.fromkeys("yp", len(score.output_columns))
    return {kind: size for kind, size in sizes.items() if size > 1}


def picks(score: Score) -> dict[str, Ask]:
    """What its nodes and edges ask: a weight's edge for its first entry, others for a number."""
    outside = {"x": "inputs", "y": "outputs", "p": "targets", "e": "errors", "feedback": "inputs"}
    states = {f"h{end}": f"hidden{end}" for end in score.model.suffixes}
    ends, names = score.model.suffixes, place.lanes(score)
    lanes = {f"lane_{name}{end}": name + end for name in names for end in ends}
    found = {name: ask(score, what) for name, what in {**outside, **states, **lanes}.items()}
    for name, shape in score.model.param_shapes().items():
        found[name] = {**ask(score, "parameter"), "name": name, "index": [0] * len(shape)}
    if score.model.bidirectional:  # one matrix over both states
        found[f"W_y{SUFFIX}"] = found["W_y"]
    return found


def node_size(steps: int) -> float:
    """Diameter in pixels that leaves room for an edge between two columns."""
    return max(6.0, min(36.0, 9.5 * COLUMN_WIDTH / max(steps, 12)))


def letters(score: Score) -> dict[str, list[str]]:
    """The name beside an edge: letter, index, and a mark for the reversed direction's weights."""
    found = {}
    for name in place.edges(score):
        plain, mark = name.removesuffix(SUFFIX), "←" if name.endswith(SUFFIX) else ""
        if name == "W_y" and score.model.bidirectional:
            continue  # one matrix over both states: it is named once
        if plain in score.model.param_shapes():
            letter, _, index = plain.partition("_")
            found[name] = [letter, index, "" if plain == "W_y" else mark]
        elif plain.startswith("lane_") and plain != "lane_hidden":  # h itself has a node
            found[name] = [symbol(plain.removeprefix("lane_")), "", mark]
    return {**found, "e": ["e", "", ""]}


def _edges(score: Score) -> list[Trace]:
    paths, size = place.edges(score), node_size(score.steps)
    unrolled = {name: both["unrolled"] for name, both in paths.items()}
    lines = [_line(name, each) for name, each in unrolled.items()]
    arrows = [_arrows(name, each, size / 2) for name, each in unrolled.items() if name != "e"]
    named = [
        _letter(name, unrolled[name], word, _where(score, name))
        for name, word in letters(score).items()
    ]
    return [*lines, *arrows, *named]


def _hue(name: str) -> str:
    """The colour of a weight, wherever it appears; of the error and of what goes without one."""
    plain = name.removesuffix(SUFFIX)
    others = {"W_x": "$W_x", "W_y": "$W_y", "e": "$accent", "feedback": "$y"}
    return others.get(plain, "$muted" if plain.startswith("lane_") else "$W_h")


def _style(name: str) -> Trace:
    if name == "e":
        return {"width": 2.5, "dash": "dot"}
    return {"width": 2, **({"dash": "dot"} if name == "feedback" else {})}


def _line(name: str, paths: list[place.Path]) -> Trace:
    x, y = place.flatten(paths)
    shape = "linear" if all(len(path) == 2 for path in paths) else "spline"
    line = {"color": _hue(name), "simplify": False, "shape": shape, **_style(name)}
    return scatter(name=name, mode="lines", x=x, y=y, line=line)


def _arrows(name: str, paths: list[place.Path], standoff: float) -> Trace:
    """Heads at the rim of the node that an edge leads to: the first point of a leg has none."""
    x, y = place.flatten(place.heads(paths))
    return scatter(
        name=f"{name} arrows",
        mode="markers",
        x=x,
        y=y,
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "standoff": standoff,
            "size": [0, 9, 0] * len(paths),
            "color": _hue(name),
            "opacity": 1,
            "line": {"width": 0},
        },
    )


def _letter(name: str, paths: list[place.Path], word: list[str], where: "_Where") -> Trace:
    """The weight's name beside its edges: one weight, many places; of two directions, only one."""
    every = -(-len(paths) // MOST_LETTERS) or 1
    shown = paths[where.only] if where.only else paths[::every]
    places = [_on(path, where.share) for path in shown]
    return scatter(
        name=f"{name} letters",
        mode="text",
        x=[x for x, _ in places],
        y=[y for _, y in places],
        text=[f"{word[0]}<sub>{word[1]}</sub>{word[2]}"] * len(places),
        textposition=where.position,
        textfont={"size": 12, "color": _hue(name), "style": "italic"},
        cliponaxis=False,
    )


class _Where(NamedTuple):
    """Where names stand: at this share of an edge's way, and on which side of that."""

    share: float
    position: str
    only: slice | None = None  # the one edge that has a name


def _where(score: Score, name: str) -> _Where:
    """Beside an upright edge, over a level one; a weight below it where a lane lies above."""
    first, last, carrier = slice(0, 1), slice(-1, None), score.model.new_cell().carrier
    only = first if score.model.bidirectional else None
    plain = name.removesuffix(SUFFIX)
    if plain != name and (plain == carrier or plain.startswith("lane_")):
        return _Where(0.0, "middle right", last)  # where they begin, the picture ends
    if name == f"W_x{SUFFIX}":  # a bow: where it has left the upright edges
        return _Where(0.25, "middle left", only)
    if name == carrier:
        return _Where(0.42, "bottom center" if place.lanes(score) else "top center", only)
    return _Where(0.5, "top center" if name.startswith("lane_") else "middle right", only)


def _on(path: place.Path, share: float) -> tuple[float, float]:
    """Where a share of a path's legs is behind."""
    leg, rest = divmod(share * (len(path) - 1), 1)
    (x, y), (next_x, next_y) = map(place.in_data, path[int(leg) : int(leg) + 2])
    return x + rest * (next_x - x), y + rest * (next_y - y)


def _flow() -> list[Trace]:
    """Empty until gradients flow: the page fills a trace for each power of ten of their norm."""
    bins = [
        scatter(
            name=f"flow {i}",
            mode="lines",
            x=[],
            y=[],
            line={"width": 3, "simplify": False, "shape": "spline"},
        )
        for i in range(DECADES[1] - DECADES[0])
    ]
    heads = scatter(
        name="flow arrows",
        mode="markers",
        x=[],
        y=[],
        marker={"symbol": "arrow", "angleref": "previous"},
    )
    return [*bins, heads]


def _nodes(score: Score) -> list[Trace]:
    times, size, heights = place.columns(score), node_size(score.steps), place.rows(score)
    read = [t in times["x"] for t in score.times]
    means = {"h": "@summary.hidden_mean[:,b]", "h_reverse": "@summary.hidden_reverse_mean[:,b]"}
    states = [
        _node(kind, times[kind][-score.steps :], means[kind], size, "circle", heights[kind])
        for kind in means
        if kind in times
    ]
    start = "@summary.initial_hidden_mean"
    outputs, targets = (_picked(name, score.has_output) for name in ("outputs", "targets"))
    return [
        _node("x", times["x"], _picked("inputs", read), size * SHARES["x"], "square", heights["x"]),
        _node("h_0", [0], start, size, "circle", heights["h"]),
        *states,
        _node("y", times["y"], outputs, size, "circle", heights["y"]),
        _node("p", times["p"], targets, size * SHARES["p"], "square", heights["p"]),
    ]


def _picked(name: str, mask: Mask | list[bool]) -> list[str]:
    """One value for each step that the mask has."""
    return [f"@{name}[{i},b,0]" for i, has in enumerate(mask) if has]


def _node(
    name: str, times: list[int], values: str | list[str], size: float, symbol: str, row: float
) -> Trace:
    return scatter(
        name=name,
        mode="markers+text" if size >= 20 else "markers",
        x=list(times),
        y=[row] * len(times),
        text=[f"{name[0]}<sub>{t}</sub>" for t in times],
        textfont={"size": 13, "style": "italic"},
        customdata=values,
        marker={
            "symbol": symbol,
            "size": size,
            "color": values,
            "cmin": -1,
            "cmax": 1,
            "colorscale": "$activation",
            "line": {"color": "$ink", "width": 1.5},
        },
        cliponaxis=False,
    )
