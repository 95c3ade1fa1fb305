"""The vanilla cell, explained."""

from ....engine.model import Model
from ...notation import FUNCTIONS
from .base import CellFormulas, Marks


class RNNFormulas(CellFormulas):
    """h_t = f(W_x x_t + W_h h_{t-1} + b_h): what a cell is if it says nothing else."""

    def equations(self, model: Model) -> list[str]:
        """One step, as TeX."""
        f = FUNCTIONS[model.activation]
        return [rf"h_t = {f}\left(W_x x_t + W_h h_{{t-1}} + b_h\right)"]

    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        """The whole formula, and δ."""
        f, mark, before = FUNCTIONS[model.activation], marks.mark, marks.at("h", marks.before)
        step = f"{marks.at('h')} = {f}(W_x{mark} x_j + W_h{mark} {before} + b_h{mark})"
        return step, rf"{marks.at(marks.delta)} = ({marks.error} + {marks.later})\,f'_j"
