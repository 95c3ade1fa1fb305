"""How a cell is explained: its formulas with numbers, its equations, its lines of the pseudocode.

Most of it is the same for every cell and stands here; a cell says what is its own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from ....engine.arrays import Array, Params
from ....engine.cells import Cell
from ....engine.model import Model
from ....engine.trace import Trace
from ...notation import FUNCTIONS, derivative
from ..formula import Factor, Formula, Part, Term, product
from ..reading import Row, View

Maker = Callable[[View, int, int], Formula]  # of a value at a step and unit, both from 1


class Marks(NamedTuple):
    """How a direction of time is written: a mark of its symbols, the steps before and after j."""

    mark: str = ""
    before: str = "j-1"
    after: str = "j+1"
    delta: str = r"\delta"

    def at(self, symbol: str, step: str = "j") -> str:
        """A symbol at a step: h_j."""
        return f"{symbol}_{step if len(step) == 1 else f'{{{step}}}'}{self.mark}"

    def transposed(self, weight: str) -> str:
        """A matrix, transposed."""
        return f"({weight}{self.mark})^\\top" if self.mark else f"{weight}^\\top"

    def grad(self, symbol: str, step: str = "j") -> str:
        """∂L/∂(a symbol at a step), small."""
        return rf"\tfrac{{\partial L}}{{\partial {self.at(symbol, step)}}}"

    @property
    def error(self) -> str:
        """What ∂L/∂h_j gets from the step's own output."""
        return f"{self.transposed('W_y')} e_j"

    @property
    def later(self) -> str:
        """What it gets through W_h from the step after."""
        return f"{self.transposed('W_h')} {self.at(self.delta, self.after)}"


class CellFormulas(ABC):
    """What one step of a cell computes, forward and back. A `View` reads the numbers."""

    # Of the pseudocode: how the gradients add up, what a window begins with.
    sum = r"\frac{\partial L}{\partial W_h} = \sum_j \delta_j h_{j-1}^\top"
    start: tuple[str, ...] = ("h_0",)

    @abstractmethod
    def equations(self, model: Model) -> list[str]:
        """One step, as TeX."""

    @abstractmethod
    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        """A step j, and its way back, as TeX of the pseudocode's lines."""

    def made(self, cell: Cell) -> dict[str, Maker]:
        """What a step makes beside its pre-activation, in the order of computing."""
        gates = {name: partial(self.gate, name=name) for name in cell.own_gates}
        return {**gates, "hidden": self.hidden}

    def made_back(self) -> dict[str, Maker]:
        """What the way back makes of it beside δ."""
        return {"grad_hidden": self.grad_hidden}

    def preactivation(self, view: View, t: int, row: Row) -> Formula:
        """a = W_x x + b_h, and what h_{t-1} adds."""
        inputs = view.inputs(t)
        by_input = tuple(
            (view.weight("W_x", row.row, j), view.read("inputs", t, j)) for j in inputs
        )
        parts = (
            Part("input", rf"\sum_j W_x[{row.row},j] x_{{{t}}}[j]", by_input),
            *self.recurrent(view, t, row),
            Part("bias", f"b_h[{row.row}]", ((view.weight("b_h", row.row),),)),
        )
        symbol = view.symbol("preactivation", t, row.row)
        return Formula(symbol, parts, view.value("preactivation", t, row.row))

    def recurrent(self, view: View, t: int, row: Row) -> tuple[Part, ...]:
        """What h_{t-1} adds to a_t: a row of a matrix times it, or a unit's own weight."""
        before, (carrier, role) = view.before(t), view.carrier
        if role == "vector":
            weight = view.weight(carrier, row.row)
            return (product("state", weight, view.read("hidden", before, row.row)),)
        return (over_state(view, carrier, before, row),) if role == "recurrent" else ()

    def gate(self, view: View, t: int, unit: int, name: str) -> Formula:
        """f(a) of a gate."""
        a = view.read("preactivation", t, view.row(unit, name).row)
        around = FUNCTIONS[view.function(name)]
        part = Part("preactivation", a.symbol, ((a,),))
        return Formula(view.symbol(name, t, unit), (part,), view.value(name, t, unit), around)

    def delta(self, view: View, t: int, row: Row) -> Formula:
        """∂L/∂a_t: a total derivative times immediate ones."""
        symbol, result = view.symbol("delta", t, row.row), view.value("delta", t, row.row)
        return Formula(symbol, (product("total", *self.ways(view, t, row)),), result)

    def grad_hidden(self, view: View, t: int, unit: int) -> Formula:
        """∂L/∂h_t: through y_t, and through what reads the state next."""
        trace, parts = view.trace, []
        fed_on = trace.feedback == "free" and t < trace.steps and bool(trace.fed[t])
        if (1 <= t <= trace.steps and trace.has_output[t - 1]) or fed_on:
            parts.append(_through_output(view, t, unit, fed_on))
        after = view.after(t)
        if after is not None:
            cut = view.cut(t, after)
            parts += [part._replace(cut=cut) for part in self.sent_back(view, t, after, unit)]
        result = view.value("grad_hidden", t, unit)
        return Formula(view.symbol("grad_hidden", t, unit), tuple(parts), result)

    def sent_back(self, view: View, t: int, after: int, unit: int) -> list[Part]:
        """What ∂L/∂h_t gets from the step after: through the weights that read it there."""
        carrier, role = view.carrier
        if role == "vector":
            way = (view.weight(carrier, unit), view.read("delta", after, unit))
            return [product("through_h", *way)]
        if role != "recurrent":
            return []
        terms: list[Term] = [
            (
                view.weight(carrier, row.row, unit),
                view.read("delta", after, row.row),
                *self.before_state(view, after, row),
            )
            for row in view.rows()
        ]
        a, h = f"a_{{{after}}}[j]", view.symbol("hidden", t, unit)
        symbol = rf"\sum_j {derivative('L', a)} {derivative(a, h, immediate=True)}"
        return [Part("through_h", symbol, tuple(terms))]

    def before_state(self, view: View, t: int, row: Row) -> tuple[Factor, ...]:
        """What stands between a pre-activation and what h_{t-1} adds to it: a gate, or nothing."""
        return ()

    def factors(self, view: View, name: str, t: int, index: tuple[int, ...]) -> list[Factor]:
        """A step's term of ∂L/∂(an entry of a parameter of the cell); `index` from 1."""
        role, row = view.cell.roles[name], view.at_row(index[0])
        found = [view.read("delta", t, row.row)]
        if role in ("recurrent", "vector"):
            found += self.before_state(view, t, row)
            found.append(view.read("hidden", view.before(t), index[-1]))
        elif role == "input":
            found.append(view.read("inputs", t, index[1]))
        return found

    def hidden_from(self, trace: Trace, t: int, state: Params) -> Array:
        """h of a moved `state` after step t (from 0): of the other states, where it is made so."""
        return state["hidden"]

    def hidden(self, view: View, t: int, unit: int) -> Formula:
        """h_t: f(a_t), with what a_t is made of, where a cell says nothing else."""
        symbol, value = view.symbol("hidden", t, unit), view.value("hidden", t, unit)
        inside = self.preactivation(view, t, view.row(unit))
        return Formula(symbol, inside.parts, value, FUNCTIONS[view.trace.model.activation])

    def ways(self, view: View, t: int, row: Row) -> list[Factor]:
        """From the loss to a pre-activation: total derivative of what it feeds, way to it.

        Where h_t = f(a_t) these are ∂L/∂h_t and f′(a_t).
        """
        h, function = view.read("hidden", t, row.unit), view.trace.model.activation
        slope = rf"{FUNCTIONS[function]}'({view.symbol('preactivation', t, row.unit)})"
        return [view.read("grad_hidden", t, row.unit), view.slope(h, function, slope)]


def over_state(view: View, name: str, before: int, row: Row) -> Part:
    """A row of a matrix times the state before."""
    terms = tuple(
        (view.weight(name, row.row, j), view.read("hidden", before, j))
        for j in range(1, view.size + 1)
    )
    return Part("state", rf"\sum_j {name}[{row.row},j] h_{{{before}}}[j]", terms)


def _through_output(view: View, t: int, unit: int, fed: bool) -> Part:
    column = unit + (view.size if view.suffix else 0)
    outputs = range(1, view.trace.model.output_size + 1)
    terms = tuple((view.weight("W_y", o, column), view.read("grad_logits", t, o)) for o in outputs)
    h = view.symbol("hidden", t, unit)
    symbol = rf"\sum_o W_y[o,{column}] {derivative('L', f'z^y_{{{t}}}[o]')}"
    return Part("through_y", symbol if fed else derivative(f"L_{{{t}}}", h, immediate=True), terms)
