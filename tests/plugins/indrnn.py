"""A cell that there is only in tests: IndRNN, whose units read no state but their own.

h_t = f(W_x x_t + u ⊙ h_{t-1} + b_h)  (Li et al. 2018).
"""

from types import MappingProxyType

import numpy as np
from unrolled import strings
from unrolled.engine.activations import ACTIVATIONS
from unrolled.engine.arrays import Array, Params
from unrolled.engine.cells import CELLS, Cell, CellGraph, Edge, Node
from unrolled.engine.cells.base import Arrays
from unrolled.engine.model import Model
from unrolled.runs.explain.cells import FORMULAS, CellFormulas, Marks
from unrolled.runs.notation import FUNCTIONS


class IndRNNCell(Cell):
    """A vector u (m,) in place of W_h."""

    gates = ("a",)
    uses = ("activation",)
    arrays = MappingProxyType({"preactivation": 1})
    roles = MappingProxyType({"W_x": "input", "u": "vector", "b_h": "bias"})
    graph = CellGraph(
        nodes=(Node("inputs", "input"), Node("hidden", "sum", "activation")),
        edges=(Edge("inputs", "hidden", "W_x"), Edge("hidden", "hidden", "u", delay=1)),
    )

    def weights(self, params: Params) -> Arrays:
        """u (m,)."""
        return (params["u"],)

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """a_t = W_x x_t + b_h + u ⊙ h_{t-1} and h_t = f(a_t), each (B, m)."""
        np.multiply(state[0], weights[0], out=recurrent)
        np.add(made[0], recurrent, out=made[0])
        ACTIVATIONS[self.activation].f(made[0], next_state[0])

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """f'(a_t) for every step, (T, B, m)."""
        return (ACTIVATIONS[self.activation].slope(states[0][1:]),)

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        """δ_t = ∂L/∂h_t ⊙ f'(a_t); through this step ∂L/∂h_{t-1} receives u ⊙ δ_t."""
        np.multiply(grad_state[0], slopes_t[0], out=delta_t[0])
        np.multiply(delta_t[0], weights[0], out=grad_previous[0])


class IndRNNFormulas(CellFormulas):
    """The vanilla cell's, with a product of its own for each unit."""

    sum = r"\frac{\partial L}{\partial u} = \sum_j \delta_j \odot h_{j-1}"

    def equations(self, model: Model) -> list[str]:
        """One step, as TeX."""
        f = FUNCTIONS[model.activation]
        return [rf"h_t = {f}\left(W_x x_t + u \odot h_{{t-1}} + b_h\right)"]

    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        """The whole formula, and δ."""
        f, mark, before = FUNCTIONS[model.activation], marks.mark, marks.at("h", marks.before)
        step = rf"{marks.at('h')} = {f}(W_x{mark} x_j + u{mark} \odot {before} + b_h{mark})"
        later = rf"u{mark} \odot {marks.at(marks.delta, marks.after)}"
        return step, rf"{marks.at(marks.delta)} = ({marks.error} + {later})\,f'_j"


CELLS["indrnn"] = IndRNNCell
FORMULAS["indrnn"] = IndRNNFormulas()
strings.add(
    {"en": {"config.cell.indrnn": "IndRNN"}, "zh-Hans": {"config.cell.indrnn": "独立循环 RNN"}}
)
