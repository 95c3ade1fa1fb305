"""The gates: how much is let through at every step, unit for unit."""

from ..base import Score, Template, empty
from ..meta import Meta
from ..track import track
from ..units import Block, arrow, blocks

HEIGHT = 46  # of a gate, in pixels


@track("gates", 4)
def figure(score: Score) -> Template:
    """0 … 1 for σ, −1 … 1 for tanh; a number has one colour in both. Not every cell has some."""
    cell = score.model.new_cell()
    gates = [node for node in cell.graph.nodes if node.name in cell.gates]
    if not gates:
        return empty(score)
    shown = []
    for suffix in score.model.suffixes:
        for gate in gates:
            look = ("$gate", (0, 1)) if gate.activation == "sigmoid" else ("$activation", (-1, 1))
            shown.append(Block(gate.name + suffix, arrow(score, gate.name, suffix), *look))
    drawn = blocks(score, shown, HEIGHT)
    meta: Meta = drawn["meta"]
    inner = [name for name in cell.arrays if name != "preactivation"]
    marked = {name + end: None for end in score.model.suffixes for name in inner}
    meta["marks"] = {**marked, **meta["marks"]}
    return drawn
