"""h_t, every unit of it, in both directions; of the LSTM c_t, too."""

from ..runs.experiment import Experiment
from ..runs.inspect.look import SYMBOLS
from .base import Template
from .units import Block, arrow, blocks, directions


def figure(run: Experiment) -> Template:
    """Colour is fixed to [-1, 1] where a state is bounded, else to the frame's extremes."""
    states = run.model.new_cell().state
    return blocks(run, [_block(run, name, s) for name in states for s in directions(run)])


def _block(run: Experiment, state: str, suffix: str) -> Block:
    name = state + suffix
    relu = run.model.cell == "rnn" and run.model.activation == "relu"
    limits: tuple[float | str, float | str] = (-1, 1)
    if state == "cell_state" or relu:
        limits = (f"@summary.{state}_range[0]", f"@summary.{state}_range[1]")
    start = None if suffix else f"initial_{name}"
    return Block(name, arrow(run, SYMBOLS[state], suffix), "$activation", limits, start)
