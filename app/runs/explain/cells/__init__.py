"""One module a cell: its formulas, equations and pseudocode."""

from .base import CellFormulas, Marks
from .gru import GRUFormulas
from .lstm import LSTMFormulas
from .rnn import RNNFormulas

FORMULAS: dict[str, CellFormulas] = {
    "rnn": RNNFormulas(),
    "gru": GRUFormulas(),
    "lstm": LSTMFormulas(),
}

__all__ = ["FORMULAS", "CellFormulas", "Marks"]
