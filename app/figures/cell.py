"""The inside of one cell, from its CellGraph: where its values and wires lie, and its equations.

Values stand in columns from what the step is given to what it hands on, a column for each wire of
the longest way. Positions are in units of a node, from the upper left.
"""

from ..engine.cells import Cell, CellGraph, Edge
from ..runs.explain.cells import FORMULAS
from ..runs.explain.pseudocode import readout
from ..runs.notation import FUNCTIONS, SIGNS, plain
from .base import Score
from .meta import CellMeta, CellNode, CellRows, CellWire

PREVIOUS = "previous_"


def equations(score: Score) -> list[str]:
    """What a step computes, in KaTeX."""
    model = score.model
    inner, out = readout(model, "t", r"^{\leftarrow}"), FUNCTIONS[model.output_activation]
    answer = rf"y_t = {out}\left({inner}\right)" if out else f"y_t = {inner}"
    return [*FORMULAS[model.cell].equations(model), answer]


def cell_meta(score: Score) -> CellMeta:
    """Nodes with their places, wires with their ways; `previous`: from the step before."""
    cell = score.model.new_cell()
    columns = _columns(cell.graph)
    size = max(len(names) for names in columns)
    places = {
        name: [float(x), round(y * size / len(names) + (size / len(names) - 1) / 2, 4)]
        for x, names in enumerate(columns)
        for y, name in enumerate(names)
    }
    return {
        "columns": len(columns),
        "rows": size,
        "nodes": [_node(score, cell, name, at) for name, at in places.items()],
        "wires": [_wire(cell, edge, places, columns) for edge in cell.graph.edges],
        "blocks": _blocks(cell, score.model.hidden_size),
        "carrier": cell.carrier,
        "gradients": _gradients(cell, score.model.hidden_size),
    }


def _node(score: Score, cell: Cell, name: str, at: list[float]) -> CellNode:
    array = name.removeprefix(PREVIOUS)
    (own,) = (node.activation for node in cell.graph.nodes if node.name == array)
    activation = score.model.activation if own == "activation" else own
    return {
        "name": name,
        "array": array,
        "previous": name != array,
        "symbol": plain(array),
        "sign": SIGNS.get(activation or "", ""),
        "at": at,
    }


def _wire(
    cell: Cell, edge: Edge, places: dict[str, list[float]], columns: list[list[str]]
) -> CellWire:
    source = _source(edge.source, edge.delay)
    way = [places[source], *_between(source, edge.target, places, columns), places[edge.target]]
    hue = edge.weight and hue_of(cell, edge.weight)
    return {"from": source, "to": edge.target, "weight": edge.weight, "hue": hue, "way": way}


def hue_of(cell: Cell, weight: str) -> str:
    """The colour of a cell's weight: that of what reads x_t, or of what carries h_{t-1} on."""
    return "W_x" if cell.roles[weight] == "input" else "W_h"


def _blocks(cell: Cell, m: int) -> list[CellRows]:
    """What each block of m rows in the cell's weights makes: an array, and which of its rows."""
    if cell.gates == cell.own_gates:
        return [{"array": gate, "symbol": plain(gate), "rows": [0, m]} for gate in cell.gates]
    return _stacked(cell, "hidden" if len(cell.gates) == cell.width else "preactivation", m)


def _gradients(cell: Cell, m: int) -> list[CellRows]:
    """What the way back makes of a step, in its order: an array, and which of its rows."""
    grads = (f"grad_{name}" for name in cell.state)
    states: list[CellRows] = [
        {"array": n, "symbol": plain(n), "rows": [0, cell.width * m]} for n in grads
    ]
    return [*states, *_stacked(cell, "delta", m)]


def _stacked(cell: Cell, array: str, m: int) -> list[CellRows]:
    """The m rows of each gate in an array of them all."""
    names = [f" {gate}" for gate in cell.gates] if len(cell.gates) > 1 else [""]
    return [
        {"array": array, "symbol": plain(array) + name, "rows": [i * m, i * m + m]}
        for i, name in enumerate(names)
    ]


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
    for name in sorted(depth, key=(PREVIOUS + "hidden", "inputs").count):
        columns[depth[name]].append(name)
    order = [node.name for node in graph.nodes]
    for names in columns[1:]:
        names.sort(key=order.index)
    return columns
