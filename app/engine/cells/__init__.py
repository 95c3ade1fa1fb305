"""One module a cell. A cell is one step forward and one step back; loops live in recurrence.py."""

from collections.abc import Callable

from .base import Cell, CellGraph, Edge, Node
from .gru import GRUCell
from .lstm import LSTMCell
from .rnn import RNNCell

# By name: the cell made with the model's activation, which only the vanilla cell has a choice of.
CELLS: dict[str, Callable[[str], Cell]] = {
    "rnn": RNNCell,
    "gru": lambda activation: GRUCell(),
    "lstm": lambda activation: LSTMCell(),
}

__all__ = ["CELLS", "Cell", "CellGraph", "Edge", "GRUCell", "LSTMCell", "Node", "RNNCell"]
