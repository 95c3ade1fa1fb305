"""The graph of the network: x_t, h_t, y_t as nodes, the shared weights as edges of one hue each.

Drawn unrolled; `meta` holds both layouts, so that the page can move the nodes from the compressed
cell to T copies and back. Squares are given (x_t, p_t), circles are computed (h_t, y_t). A node's
colour is its value, for h_t the mean of its units.
"""

from ..engine.arrays import Mask
from ..runs.experiment import Experiment
from . import graph_layout as place
from .base import COLUMN_WIDTH, Template, Trace, layout, scatter

WEIGHTS = ("W_x", "W_h", "W_y")
BINS = 6  # of the gradient's norm, a power of ten each
LOWEST_DECADE = -5  # everything below 10**-5 is in the first bin
TOP, BOTTOM = 3.12, -0.42


def figure(run: Experiment) -> Template:
    """Edges first, then the way of the gradient, then the nodes over them."""
    height = round((TOP - BOTTOM) * place.ROW_HEIGHT) + 6
    return {
        "data": [*_edges(run), *_flow(), *_nodes(run)],
        "layout": layout(run.k, height, {"visible": False, "range": [BOTTOM, TOP]}),
        "meta": {
            "columns": place.columns(run),
            "nodes": place.nodes(run),
            "edges": place.edges(run),
            "flow": place.flow(run),
            "bins": BINS,
            "lowest_decade": LOWEST_DECADE,
        },
    }


def node_size(steps: int) -> float:
    """Diameter in pixels that leaves room for an edge between two columns."""
    return max(6.0, min(36.0, 9.5 * COLUMN_WIDTH / max(steps, 12)))


def _edges(run: Experiment) -> list[Trace]:
    paths, size = place.edges(run), node_size(run.k)
    lines = [_line(name, paths[name]["unrolled"]) for name in WEIGHTS]
    error = _line("e", paths["e"]["unrolled"])
    error["line"] |= {"width": 2.5, "dash": "dot"}
    arrows = [_arrows(name, paths[name]["unrolled"], size / 2) for name in WEIGHTS]
    letters = [_letter(name, paths[name]["unrolled"]) for name in (*WEIGHTS, "e")]
    return [*lines, error, *arrows, *letters]


def _hue(name: str) -> str:
    """The colour of a weight, wherever it appears; of the error, which is none."""
    return "$accent" if name == "e" else f"${name}"


def _line(name: str, paths: list[place.Path]) -> Trace:
    x, y = place.flatten(paths)
    shape = "spline" if name == "W_h" else "linear"
    line = {"color": _hue(name), "width": 2, "simplify": False, "shape": shape}
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
            "color": f"${name}",
            "opacity": 1,
            "line": {"width": 0},
        },
    )


def _letter(name: str, paths: list[place.Path]) -> Trace:
    """The weight's name at the middle of each of its edges: one weight, many places."""
    middles = [place.in_data(path[0]) + place.in_data(path[-1]) for path in paths]
    return scatter(
        name=f"{name} letters",
        mode="text",
        x=[(a + c) / 2 for a, _, c, _ in middles],
        y=[(b + d) / 2 for _, b, _, d in middles],
        text=["e" if name == "e" else f"{name[0]}<sub>{name[2]}</sub>"] * len(paths),
        textposition="top center" if name == "W_h" else "middle right",
        textfont={"size": 12, "color": _hue(name), "style": "italic"},
        cliponaxis=False,
    )


def _flow() -> list[Trace]:
    """Empty until gradients flow: the page fills a trace for each bin of their norm."""
    bins = [
        scatter(
            name=f"flow {i}",
            mode="lines",
            x=[],
            y=[],
            line={"width": 3, "simplify": False, "shape": "spline"},
        )
        for i in range(BINS)
    ]
    heads = scatter(
        name="flow arrows",
        mode="markers",
        x=[],
        y=[],
        marker={"symbol": "arrow", "angleref": "previous"},
    )
    return [*bins, heads]


def _nodes(run: Experiment) -> list[Trace]:
    times, size = place.columns(run), node_size(run.k)
    return [
        _node("x", times["x"], "@inputs[:,b,0]", size * 0.86, "square"),
        _node("h_0", [0], "@summary.initial_hidden_mean", size, "circle"),
        _node("h", times["h"][1:], "@summary.hidden_mean[:,b]", size, "circle"),
        _node("y", times["y"], _picked("outputs", run.has_output), size, "circle"),
        _node("p", times["p"], _picked("targets", run.has_output), size * 0.64, "square"),
    ]


def _picked(name: str, mask: Mask) -> list[str]:
    """One value for each step that the mask has."""
    return [f"@{name}[{i},b,0]" for i, has in enumerate(mask) if has]


def _node(name: str, times: list[int], values: str | list[str], size: float, symbol: str) -> Trace:
    row = place.ROWS[name[0]]
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
