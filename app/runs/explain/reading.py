"""Reading numbers of a trace by name, step and unit, in one sequence and one direction of time."""

from typing import NamedTuple

import numpy as np

from ...engine.activations import ACTIVATIONS
from ...engine.arrays import Array
from ...engine.bidirectional import SUFFIX
from ...engine.trace import Trace
from ..notation import SYMBOLS, derivative
from .formula import Factor, Place, bracketed, number, squared


class Row(NamedTuple):
    """Row i of a gate's block in arrays of G·m rows."""

    gate: str
    unit: int
    row: int


class View:
    """One sequence `b` (from 1) of a trace; `suffix` is the direction's."""

    def __init__(self, trace: Trace, b: int = 1, suffix: str = "") -> None:
        self.trace, self.b, self.suffix = trace, b, suffix
        self.cell = trace.model.new_cell()
        self.gates: tuple[str, ...] = self.cell.gates
        self.m, self.size = trace.model.hidden_size, trace.model.state_size
        self.batch = trace["inputs"].shape[1]

    @property
    def carrier(self) -> tuple[str, str]:
        """The parameter that multiplies h_{t-1}, and what it is (`Cell.roles`); "" if none does."""
        name = self.cell.carrier or ""
        return name, self.cell.roles.get(name, "")

    def before(self, t: int) -> int:
        """The step whose state step t reads."""
        return t + 1 if self.suffix else t - 1

    def after(self, t: int) -> int | None:
        """The step that reads the state after t; None after the last."""
        following = t - 1 if self.suffix else t + 1
        return following if 1 <= following <= self.trace.steps else None

    def cut(self, t: int, after: int) -> bool:
        """Whether no gradient goes from one to the other of two steps beside each other."""
        edge = max(t, after) - 1
        return edge < self.trace.steps and bool(self.trace.detached[edge])

    def inputs(self, t: int) -> list[int]:
        """The features of x_t, from 1; of a one-hot x_t the one that is not 0."""
        x = self.trace["inputs"][t - 1, self.b - 1]
        ones = (np.flatnonzero(x) + 1).tolist()
        return ones if len(ones) == 1 and x[ones[0] - 1] == 1.0 else list(range(1, len(x) + 1))

    def row(self, unit: int, gate: str | None = None) -> Row:
        """A unit's row in a gate's block."""
        name = gate or self.gates[0]
        return Row(name, unit, self.gates.index(name) * self.m + unit)

    def at_row(self, row: int) -> Row:
        """The gate and unit of a row."""
        gate, unit = divmod(row - 1, self.m)
        return Row(self.gates[gate], unit + 1, row)

    def rows(self) -> list[Row]:
        """All rows, gate after gate."""
        return [self.row(i, gate) for gate in self.gates for i in range(1, self.m + 1)]

    def steps_array(self, name: str) -> Array:
        """The direction's own array, or the one that both share."""
        own = name + self.suffix
        return self.trace[own if own in self.trace.arrays else name]

    def value(self, name: str, t: int, unit: int) -> float:
        """An entry; where a step begins that has none before, of the initial state."""
        if 1 <= t <= self.trace.steps:
            return float(self.steps_array(name)[t - 1, self.b - 1, unit - 1])
        kind = name.removeprefix("grad_")
        grad = "grad_" if name != kind else ""
        return float(self.trace[f"{grad}initial_{kind}{self.suffix}"][self.b - 1, unit - 1])

    def symbol(self, name: str, t: int, unit: int) -> str:
        """As TeX: h_3[2]; the reversed direction's with an arrow."""
        if name.startswith("grad_"):
            return derivative("L", self.symbol(name.removeprefix("grad_"), t, unit))
        letter = SYMBOLS.get(name, name)
        if name in ("preactivation", "delta") and len(self.gates) > 1:
            gate, unit, _ = self.at_row(unit)
            letter += f"^{gate}" if len(gate) == 1 else f"^{{{gate}}}"
        if self.suffix and name + self.suffix in self.trace.arrays:
            letter = rf"\overleftarrow{{{letter}}}"
        return f"{letter}_{{{t}}}[{unit}]"

    def read(self, name: str, t: int, unit: int) -> Factor:
        """An entry as a factor."""
        value = self.value(name, t, unit)
        own = name + self.suffix
        place = Place(own if own in self.trace.arrays else name, t, unit)
        return Factor(self.symbol(name, t, unit), number(value), value, (place,))

    def weight(self, name: str, *at: int) -> Factor:
        """An entry of a parameter of this direction, of both directions'; `at` from 1."""
        own = name + self.suffix
        full = own if own in self.trace.params else name
        index = tuple(i - 1 for i in at)
        value = float(self.trace.params[full][index])
        return Factor(
            weight_symbol(full, index), number(value), value, (Place(full, None, None, index),)
        )

    def one_minus(self, factor: Factor, square: bool = False) -> Factor:
        """1 - v, or 1 - v²."""
        power = "^2" if square else ""
        digits = (squared if square else bracketed)(factor.digits)
        value = 1 - (factor.value**2 if square else factor.value)
        return Factor(f"(1 - {factor.symbol}{power})", f"(1 - {digits})", value, factor.depends)

    def function(self, gate: str) -> str:
        """The name of a gate's activation."""
        node = next(node for node in self.cell.graph.nodes if node.name == gate)
        own = node.activation or "identity"
        return self.trace.model.activation if own == "activation" else own

    def slopes(self, t: int, unit: int, gate: str) -> list[Factor]:
        """The derivative of a gate's activation, from the gate's value."""
        value, function = self.read(gate, t, unit), self.function(gate)
        if function == "sigmoid":
            return [value, self.one_minus(value)]
        return [self.slope(value, function, f"{gate}'")] if function != "identity" else []

    def slope(self, value: Factor, function: str, symbol: str) -> Factor:
        """f′ as one factor, from f's value."""
        if function == "tanh":
            return self.one_minus(value, square=True)
        slope = float(ACTIVATIONS[function].slope(np.array([value.value])).item())
        return Factor(symbol, number(slope), slope, value.depends)


def weight_symbol(name: str, index: tuple[int, ...]) -> str:
    """W_h[2,5], counted from 1."""
    plain = name.removesuffix(SUFFIX)
    letter, *below = plain.split("_", 1)
    if plain != name:
        letter = rf"\overleftarrow{{{letter}}}"
    return f"{'_'.join((letter, *below))}[{','.join(str(i + 1) for i in index)}]"
