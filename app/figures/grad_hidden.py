"""∂L/∂h_t, through y_t and through every later step; of the LSTM ∂L/∂c_t, too."""

from ..runs.experiment import Experiment
from ..runs.inspect.look import SYMBOLS
from .base import Template
from .units import Block, arrow, blocks, directions


def figure(run: Experiment) -> Template:
    """Colour is symmetric about 0, one scale for all, with the extremes of the whole update."""
    states = run.model.new_cell().state
    return blocks(run, [_block(run, name, s) for name in states for s in directions(run)])


def _block(run: Experiment, state: str, suffix: str) -> Block:
    limits = ("@summary.grad_range[0]", "@summary.grad_range[1]")
    start = None if suffix else f"grad_initial_{state}"
    symbol = arrow(run, f"∂{SYMBOLS[state]}", suffix)
    return Block(f"grad_{state}{suffix}", symbol, "$gradient", limits, start)
