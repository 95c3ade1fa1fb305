"""∂L/∂h_t, through y_t and through every later step; and of what else a cell hands on."""

from ...runs.notation import plain
from ..base import Score, Template
from ..facts import ask
from ..meta import Meta
from ..track import track
from ..units import Block, arrow, beside, blocks


@track("grad_hidden", 5, shown=True)
def figure(score: Score) -> Template:
    """Colour is symmetric about 0, one scale for all, with the extremes of the whole update."""
    states = score.model.new_cell().state
    drawn = blocks(score, [_block(score, name, s) for name in states for s in score.model.suffixes])
    meta: Meta = drawn["meta"]
    meta["phase"] = "backward"
    meta["tooltip"] += beside(score, "grad_hidden", "delta")
    meta["asks"] = [ask(score, "grad_hidden")]
    meta["marks"] |= {f"delta{end}": f"grad_hidden{end}" for end in score.model.suffixes}
    meta["cuts"] = True
    return drawn


def _block(score: Score, state: str, suffix: str) -> Block:
    limits = ("@summary.grad_range[0]", "@summary.grad_range[1]")
    start = None if suffix else f"grad_initial_{state}"
    symbol = arrow(score, f"∂{plain(state)}", suffix)
    return Block(f"grad_{state}{suffix}", symbol, "$gradient", limits, start)
