"""One module a cell. A cell is one step forward and one step back; loops live in recurrence.py."""

from .base import Cell, CellGraph, Edge, Node
from .gru import GRUCell
from .lstm import LSTMCell
from .rnn import RNNCell

VANILLA = "rnn"  # what a network has where no cell is named
CELLS: dict[str, type[Cell]] = {"rnn": RNNCell, "gru": GRUCell, "lstm": LSTMCell}

__all__ = [
    "CELLS",
    "VANILLA",
    "Cell",
    "CellGraph",
    "Edge",
    "GRUCell",
    "LSTMCell",
    "Node",
    "RNNCell",
]
