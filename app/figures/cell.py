"""The inside of one cell, from its CellGraph: where its values and wires lie, and its equations.

Values stand in columns from what the step is given to what it hands on, a column for each wire of
the longest way. Positions are in units of a node, from the upper left.
"""

from typing import Any

from ..engine.cells import Cell, CellGraph
from ..runs.notation import FUNCTIONS, SYMBOLS
from .base import Score

NAMES = {**SYMBOLS, "cell_output": "tanh c", "recurrent_n": "Wₕ h + b"}
SIGNS = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}
PREVIOUS = "previous_"

GATE = r"{f}\left(W_{{x{i}}} x_t + W_{{h{i}}} h_{{t-1}} + b_{i}\right)"
EQUATIONS = {
    "gru": [
        "r_t = " + GATE.format(f=r"\sigma", i="r"),
        "z_t = " + GATE.format(f=r"\sigma", i="z"),
        r"n_t = \tanh\left(W_{xn} x_t + b_{hn} + r_t \odot (W_{hn} h_{t-1} + b_n)\right)",
        r"h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}",
    ],
    "lstm": [
        *(f"{i}_t = " + GATE.format(f=r"\sigma", i=i) for i in "if"),
        "g_t = " + GATE.format(f=r"\tanh", i="g"),
        "o_t = " + GATE.format(f=r"\sigma", i="o"),
        r"c_t = f_t \odot c_{t-1} + i_t \odot g_t",
        r"h_t = o_t \odot \tanh c_t",
    ],
}


def equations(score: Score) -> list[str]:
    """What a step computes, in KaTeX."""
    model = score.model
    vanilla = rf"h_t = {FUNCTIONS[model.activation]}\left(W_x x_t + W_h h_{{t-1}} + b_h\right)"
    states = r"[h_t;\, h_t^{\leftarrow}]" if model.bidirectional else "h_t"
    inner, out = f"W_y {states} + b_y", FUNCTIONS[model.output_activation]
    answer = rf"y_t = {out}\left({inner}\right)" if out else f"y_t = {inner}"
    return [*EQUATIONS.get(model.cell, [vanilla]), answer]


def cell_meta(score: Score) -> dict[str, Any]:
    """Nodes with their places, wires with their ways; `previous`: from the step before."""
    cell = score.model.new_cell()
    columns = _columns(cell.graph)
    size = max(len(names) for names in columns)
    places = {
        name: [float(x), round(y * size / len(names) + (size / len(names) - 1) / 2, 4)]
        for x, names in enumerate(columns)
        for y, name in enumerate(names)
    }
    by_name = {node.name: node for node in cell.graph.nodes}
    nodes = []
    for name, at in places.items():
        plain = name.removeprefix(PREVIOUS)
        node = by_name[plain]
        activation = score.model.activation if node.activation == "activation" else node.activation
        nodes.append(
            {
                "name": name,
                "array": plain,
                "previous": name != plain,
                "symbol": NAMES.get(plain, plain),
                "sign": SIGNS.get(activation or "", ""),
                "at": at,
            }
        )
    wires = []
    for edge in cell.graph.edges:
        source = _source(edge.source, edge.delay)
        way = [places[source], *_between(source, edge.target, places, columns), places[edge.target]]
        wires.append({"from": source, "to": edge.target, "weight": edge.weight, "way": way})
    gates = ["hidden"] if cell.gates == ("a",) else list(cell.gates)
    return {
        "columns": len(columns),
        "rows": size,
        "nodes": nodes,
        "wires": wires,
        "blocks": [{"array": gate, "symbol": NAMES.get(gate, gate)} for gate in gates],
        "gradients": _gradients(cell, score.model.hidden_size),
    }


def _gradients(cell: Cell, m: int) -> list[dict[str, Any]]:
    """What the way back makes of a step, in its order: an array, and which of its rows."""
    states = [
        {"array": f"grad_{name}", "symbol": f"∂L/∂{NAMES[name]}", "rows": [0, m]}
        for name in cell.state
    ]
    gates = [
        {
            "array": "delta",
            "symbol": "δ" if gate == "a" else f"δ {gate}",
            "rows": [i * m, i * m + m],
        }
        for i, gate in enumerate(cell.gates)
    ]
    return [*states, *gates]


def _between(
    source: str, target: str, places: dict[str, list[float]], columns: list[list[str]]
) -> list[list[float]]:
    """Where a wire passes the columns on its way: at the edge of a node, not behind it."""
    (first, start), (last, end) = places[source], places[target]
    points = []
    for column in range(int(first) + 1, int(last)):
        straight = start + (end - start) * (column - first) / (last - first)
        rows = [places[name][1] for name in columns[column]]
        free = sorted({row + half for row in rows for half in (-0.5, 0.5)}, reverse=True)
        points.append([float(column), min(free, key=lambda row: abs(row - straight))])
    return points


def _source(name: str, delay: int) -> str:
    return PREVIOUS + name if delay else name


def _columns(graph: CellGraph) -> list[list[str]]:
    """Names by column: each stands one further than the last of those it is made of."""
    depth = {_source(edge.source, edge.delay): 0 for edge in graph.edges if edge.delay}
    depth["inputs"] = 0
    while any(node.name not in depth for node in graph.nodes):
        for node in graph.nodes:
            sources = [_source(e.source, e.delay) for e in graph.edges if e.target == node.name]
            if node.name not in depth and all(source in depth for source in sources):
                depth[node.name] = 1 + max(depth[source] for source in sources)
    last = depth["hidden"]
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for name in sorted(depth, key=lambda name: (not name.endswith("cell_state"), name == "inputs")):
        columns[depth[name]].append(name)
    order = [node.name for node in graph.nodes]
    for names in columns[1:]:
        names.sort(key=order.index)
    return columns
