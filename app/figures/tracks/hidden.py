"""h_t, every unit of it, in both directions; and what else a cell hands on, such as c_t."""

from ...runs.notation import plain
from ..base import Score, Template
from ..facts import ask
from ..meta import Meta
from ..track import track
from ..units import Block, arrow, beside, blocks


@track("hidden", 3, shown=True)
def figure(score: Score) -> Template:
    """Colour is fixed to [-1, 1] where a state is bounded, else to the frame's extremes."""
    states = score.model.new_cell().state
    drawn = blocks(score, [_block(score, name, s) for name in states for s in score.model.suffixes])
    meta: Meta = drawn["meta"]
    meta["tooltip"] += beside(score, "hidden", "preactivation")
    meta["asks"] = [ask(score, "hidden")]
    meta["marks"] |= {f"preactivation{end}": f"hidden{end}" for end in score.model.suffixes}
    return drawn


def _block(score: Score, state: str, suffix: str) -> Block:
    name = state + suffix
    limits: tuple[float | str, float | str] = (-1, 1)
    if state not in score.model.new_cell().bounded:
        limits = (f"@summary.{state}_range[0]", f"@summary.{state}_range[1]")
    start = None if suffix else f"initial_{name}"
    return Block(name, arrow(score, plain(state), suffix), "$activation", limits, start)
