"""The GRU, explained."""

from ....engine.cells import Cell
from ....engine.model import Model
from ..formula import Factor, Formula, Part, bracketed, product
from ..reading import Look, Row
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

    def recurrent(self, look: Look, t: int, row: Row) -> tuple[Part, ...]:
        """n's has its reset gate before it."""
        if row.gate != "n":
            return super().recurrent(look, t, row)
        gated = (look.read("r", t, row.unit), look.read("recurrent_n", t, row.unit))
        return (product("state", *gated),)

    def recurrent_n(self, look: Look, t: int, unit: int) -> Formula:
        """u = W_hn h + b_n, which the reset gate multiplies."""
        symbol, value = look.symbol("recurrent_n", t, unit), look.value("recurrent_n", t, unit)
        parts = (
            over_state(look, "W_h", look.before(t), look.row(unit, "n")),
            Part("bias", f"b_n[{unit}]", ((look.weight("b_n", unit),),)),
        )
        return Formula(symbol, parts, value)

    def hidden(self, look: Look, t: int, unit: int) -> Formula:
        """Between the candidate and what was."""
        z, kept = look.read("z", t, unit), look.read("hidden", look.before(t), unit)
        parts = (
            product("candidate", look.one_minus(z), look.read("n", t, unit)),
            product("kept", z, kept),
        )
        return Formula(look.symbol("hidden", t, unit), parts, look.value("hidden", t, unit))

    def ways(self, look: Look, t: int, row: Row) -> list[Factor]:
        """z and n feed h_t alone; r feeds a_n alone."""
        i, slopes = row.unit, look.slopes(t, row.unit, row.gate)
        if row.gate == "r":
            delta_n = look.read("delta", t, look.row(i, "n").row)
            return [delta_n, look.read("recurrent_n", t, i), *slopes]
        grad, z, n = (look.read(array, t, i) for array in ("grad_hidden", "z", "n"))
        if row.gate == "n":
            return [grad, look.one_minus(z), *slopes]
        h = look.read("hidden", look.before(t), i)
        symbol, digits = f"({h.symbol} - {n.symbol})", f"({h.digits} - {bracketed(n.digits)})"
        return [grad, Factor(symbol, digits, h.value - n.value, h.depends + n.depends), *slopes]

    def sent_back(self, look: Look, t: int, after: int, unit: int) -> list[Part]:
        """Straight on by z, too."""
        way = (look.read("grad_hidden", after, unit), look.read("z", after, unit))
        return [*super().sent_back(look, t, after, unit), product("direct", *way)]

    def before_state(self, look: Look, t: int, row: Row) -> tuple[Factor, ...]:
        """The reset gate, before n's."""
        return (look.read("r", t, row.unit),) if row.gate == "n" else ()

    def factors(self, look: Look, name: str, t: int, index: tuple[int, ...]) -> list[Factor]:
        """b_n is n's alone, and behind the reset gate."""
        if name != "b_n":
            return super().factors(look, name, t, index)
        row = look.row(index[0], "n")
        return [look.read("delta", t, row.row), *self.before_state(look, t, row)]
