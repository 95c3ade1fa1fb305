"""The LSTM, explained."""

import numpy as np

from ....engine.arrays import Array, Params
from ....engine.cells import Cell
from ....engine.model import Model
from ....engine.trace import Trace
from ..formula import Factor, Formula, number, product
from ..reading import Row, View
from .base import CellFormulas, Maker, Marks


class LSTMFormulas(CellFormulas):
    """c_t = f ⊙ c_{t-1} + i ⊙ g, h_t = o ⊙ tanh(c_t)."""

    start = ("h_0", "c_0")

    def equations(self, model: Model) -> list[str]:
        """One step, as TeX."""
        functions = {"i": r"\sigma", "f": r"\sigma", "g": r"\tanh", "o": r"\sigma"}
        return [
            *(
                rf"{i}_t = {f}\left(W_{{x{i}}} x_t + W_{{h{i}}} h_{{t-1}} + b_{i}\right)"
                for i, f in functions.items()
            ),
            r"c_t = f_t \odot c_{t-1} + i_t \odot g_t",
            r"h_t = o_t \odot \tanh c_t",
        ]

    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        """Both states, and both of their gradients."""
        h, c = marks.at("h"), marks.at("c")
        before = f"{marks.at('h', marks.before)}, {marks.at('c', marks.before)}"
        grad_h, grad_c = marks.grad("h"), marks.grad("c")
        kept = rf"{marks.at('f', marks.after)} \odot {marks.grad('c', marks.after)}"
        through_h = rf"{grad_h} \odot {marks.at('o')} \odot \tanh'({c})"
        back = f"{grad_h} = {marks.error} + {marks.later}$, ${grad_c} = {through_h} + {kept}"
        return rf"({h}, {c}) = \mathrm{{LSTM}}(x_j, {before})", back

    def made(self, cell: Cell) -> dict[str, Maker]:
        """c between the gates and h."""
        gates = super().made(cell)
        hidden = gates.pop("hidden")
        return {**gates, "cell_state": self.cell_state, "hidden": hidden}

    def made_back(self) -> dict[str, Maker]:
        """∂L/∂c, too."""
        return {**super().made_back(), "grad_cell_state": self.grad_cell_state}

    def hidden(self, view: View, t: int, unit: int) -> Formula:
        """What the output gate lets out of the cell state."""
        part = product("gated", view.read("o", t, unit), _tanh_c(view, t, unit))
        return Formula(view.symbol("hidden", t, unit), (part,), view.value("hidden", t, unit))

    def cell_state(self, view: View, t: int, unit: int) -> Formula:
        """c_t = f c_{t-1} + i g."""
        kept = view.read("f", t, unit), view.read("cell_state", view.before(t), unit)
        new = view.read("i", t, unit), view.read("g", t, unit)
        parts = (product("kept", *kept), product("candidate", *new))
        return Formula(view.symbol("cell_state", t, unit), parts, view.value("cell_state", t, unit))

    def grad_cell_state(self, view: View, t: int, unit: int) -> Formula:
        """∂L/∂c_t: through h_t, and through the next step's forget gate."""
        parts = []
        if 1 <= t <= view.trace.steps:
            slope = view.one_minus(_tanh_c(view, t, unit), square=True)
            way = (view.read("grad_hidden", t, unit), view.read("o", t, unit), slope)
            parts.append(product("through_h", *way))
        after = view.after(t)
        if after is not None:
            ways = (view.read("grad_cell_state", after, unit), view.read("f", after, unit))
            parts.append(product("through_c", *ways)._replace(cut=view.cut(t, after)))
        result = view.value("grad_cell_state", t, unit)
        return Formula(view.symbol("grad_cell_state", t, unit), tuple(parts), result)

    def ways(self, view: View, t: int, row: Row) -> list[Factor]:
        """i, f and g feed c_t alone, o feeds h_t alone."""
        i, slopes = row.unit, view.slopes(t, row.unit, row.gate)
        if row.gate == "o":
            return [view.read("grad_hidden", t, i), _tanh_c(view, t, i), *slopes]
        beside = {"i": ("g", t), "f": ("cell_state", view.before(t)), "g": ("i", t)}
        name, step = beside[row.gate]
        return [view.read("grad_cell_state", t, i), view.read(name, step, i), *slopes]

    def hidden_from(self, trace: Trace, t: int, state: Params) -> Array:
        """h_t = o ⊙ tanh(c_t)."""
        hidden: Array = trace["o"][t] * np.tanh(state["cell_state"])
        return hidden


def _tanh_c(view: View, t: int, unit: int) -> Factor:
    c, value = view.read("cell_state", t, unit), view.value("cell_output", t, unit)
    return Factor(rf"\tanh({c.symbol})", number(value), value, c.depends)
