"""The GRU, explained."""

from ....engine.cells import Cell
from ....engine.model import Model
from ..formula import Factor, Formula, Part, bracketed, product
from ..reading import Row, View
from .base import CellFormulas, Maker, Marks, over_state


class GRUFormulas(CellFormulas):
    """h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}; the reset gate stands before W_hn h_{t-1} + b_n."""

    # W_h meets δ behind the reset gate: the sum that is like all others' is that of W_x.
    sum = r"\frac{\partial L}{\partial W_x} = \sum_j \delta_j x_j^\top"

    def equations(self, model: Model) -> list[str]:
        """One step, as TeX."""
        return [
            *(
                rf"{i}_t = \sigma\left(W_{{x{i}}} x_t + W_{{h{i}}} h_{{t-1}} + b_{i}\right)"
                for i in "rz"
            ),
            r"n_t = \tanh\left(W_{xn} x_t + b_{hn} + r_t \odot (W_{hn} h_{t-1} + b_n)\right)",
            r"h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}",
        ]

    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        """What W_h reads of the step after has passed that step's reset gate."""
        step = rf"{marks.at('h')} = \mathrm{{GRU}}(x_j, {marks.at('h', marks.before)})"
        later = marks._replace(delta=r"\hat\delta").later
        kept = rf"{marks.at('z', marks.after)} \odot {marks.grad('h', marks.after)}"
        behind = r"$, $\hat\delta = (\delta^r, \delta^z, r \odot \delta^n)"
        return step, f"{marks.grad('h')} = {marks.error} + {later} + {kept}{behind}"

    def made(self, cell: Cell) -> dict[str, Maker]:
        """u first: n is made of it."""
        return {"recurrent_n": self.recurrent_n, **super().made(cell)}

    def recurrent(self, view: View, t: int, row: Row) -> tuple[Part, ...]:
        """n's has its reset gate before it."""
        if row.gate != "n":
            return super().recurrent(view, t, row)
        gated = (view.read("r", t, row.unit), view.read("recurrent_n", t, row.unit))
        return (product("state", *gated),)

    def recurrent_n(self, view: View, t: int, unit: int) -> Formula:
        """u = W_hn h + b_n, which the reset gate multiplies."""
        symbol, value = view.symbol("recurrent_n", t, unit), view.value("recurrent_n", t, unit)
        parts = (
            over_state(view, "W_h", view.before(t), view.row(unit, "n")),
            Part("bias", f"b_n[{unit}]", ((view.weight("b_n", unit),),)),
        )
        return Formula(symbol, parts, value)

    def hidden(self, view: View, t: int, unit: int) -> Formula:
        """Between the candidate and what was."""
        z, kept = view.read("z", t, unit), view.read("hidden", view.before(t), unit)
        parts = (
            product("candidate", view.one_minus(z), view.read("n", t, unit)),
            product("kept", z, kept),
        )
        return Formula(view.symbol("hidden", t, unit), parts, view.value("hidden", t, unit))

    def ways(self, view: View, t: int, row: Row) -> list[Factor]:
        """z and n feed h_t alone; r feeds a_n alone."""
        i, slopes = row.unit, view.slopes(t, row.unit, row.gate)
        if row.gate == "r":
            delta_n = view.read("delta", t, view.row(i, "n").row)
            return [delta_n, view.read("recurrent_n", t, i), *slopes]
        grad, z, n = (view.read(array, t, i) for array in ("grad_hidden", "z", "n"))
        if row.gate == "n":
            return [grad, view.one_minus(z), *slopes]
        h = view.read("hidden", view.before(t), i)
        symbol, digits = f"({h.symbol} - {n.symbol})", f"({h.digits} - {bracketed(n.digits)})"
        return [grad, Factor(symbol, digits, h.value - n.value, h.depends + n.depends), *slopes]

    def sent_back(self, view: View, t: int, after: int, unit: int) -> list[Part]:
        """Straight on by z, too."""
        way = (view.read("grad_hidden", after, unit), view.read("z", after, unit))
        return [*super().sent_back(view, t, after, unit), product("direct", *way)]

    def before_state(self, view: View, t: int, row: Row) -> tuple[Factor, ...]:
        """The reset gate, before n's."""
        return (view.read("r", t, row.unit),) if row.gate == "n" else ()

    def factors(self, view: View, name: str, t: int, index: tuple[int, ...]) -> list[Factor]:
        """b_n is n's alone, and behind the reset gate."""
        if name != "b_n":
            return super().factors(view, name, t, index)
        row = view.row(index[0], "n")
        return [view.read("delta", t, row.row), *self.before_state(view, t, row)]
