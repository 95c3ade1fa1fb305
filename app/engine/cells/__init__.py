"""One module a cell. A cell is one step forward and one step back; loops live in unroll.py."""

from .base import Cell, CellGraph, Edge, Node
from .rnn import RNNCell

CELLS = {"rnn": RNNCell}

__all__ = ["CELLS", "Cell", "CellGraph", "Edge", "Node", "RNNCell"]
