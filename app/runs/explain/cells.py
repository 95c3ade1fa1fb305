"""What each cell computes, forward and back, as formulas: the one place that knows."""

import numpy as np

from ...engine.activations import ACTIVATIONS
from .formula import Factor, Formula, Part, Term, bracketed, derivative, number, times
from .reading import FUNCTIONS, Look, Row

SQUASHES = {"g": "tanh", "n": "tanh"}  # the gates' functions; the others are sigmoids


def preactivation(look: Look, t: int, row: Row) -> Formula:
    """a = W_x x + W_h h + b_h; the GRU's n has its reset gate before the second."""
    symbol, before = look.symbol("preactivation", t, row.row), look.before(t)
    inputs = look.inputs(t)
    by_input = tuple((look.weight("W_x", row.row, j), look.read("inputs", t, j)) for j in inputs)
    parts = [
        Part("input", rf"\sum_j {_any('W_x', row.row)} x_{{{t}}}[j]", by_input),
        _recurrent(look, t, before, row),
        Part("bias", f"b_h[{row.row}]", ((look.weight("b_h", row.row),),)),
    ]
    return Formula(symbol, tuple(parts), look.value("preactivation", t, row.row))


def recurrent_n(look: Look, t: int, unit: int) -> Formula:
    """The GRU's u = W_hn h + b_n, which the reset gate multiplies."""
    row, before = look.row(unit, "n"), look.before(t)
    parts = (
        Part("state", _sum_over_state(row, before), _over_state(look, before, row)),
        Part("bias", f"b_n[{unit}]", ((look.weight("b_n", unit),),)),
    )
    return Formula(look.symbol("recurrent_n", t, unit), parts, look.value("recurrent_n", t, unit))


def gate(look: Look, t: int, unit: int, name: str) -> Formula:
    """σ(a), or tanh(a)."""
    a = look.read("preactivation", t, look.row(unit, name).row)
    part = Part("preactivation", a.symbol, ((a,),))
    around = FUNCTIONS[SQUASHES.get(name, "sigmoid")]
    return Formula(look.symbol(name, t, unit), (part,), look.value(name, t, unit), around)


def hidden(look: Look, t: int, unit: int) -> Formula:
    """h_t of any cell."""
    symbol, value = look.symbol("hidden", t, unit), look.value("hidden", t, unit)
    if look.gates == ("a",):
        inside = preactivation(look, t, look.row(unit))
        around = FUNCTIONS[look.trace.model.activation]
        return Formula(symbol, inside.parts, value, around)
    if "o" in look.gates:
        parts: tuple[Part, ...] = (
            _product("gated", look.read("o", t, unit), _tanh_c(look, t, unit)),
        )
    else:
        z = look.read("z", t, unit)
        kept = look.read("hidden", look.before(t), unit)
        parts = (
            _product("candidate", look.one_minus(z), look.read("n", t, unit)),
            _product("kept", z, kept),
        )
    return Formula(symbol, parts, value)


def cell_state(look: Look, t: int, unit: int) -> Formula:
    """The LSTM's c_t = f c_{t-1} + i g."""
    parts = (
        _product("kept", look.read("f", t, unit), look.read("cell_state", look.before(t), unit)),
        _product("candidate", look.read("i", t, unit), look.read("g", t, unit)),
    )
    return Formula(look.symbol("cell_state", t, unit), parts, look.value("cell_state", t, unit))


def delta(look: Look, t: int, row: Row) -> Formula:
    """∂L/∂a_t: a total derivative times immediate ones."""
    i, name = row.unit, row.gate
    if name == "a":
        factors = [look.read("grad_hidden", t, i), _activation_slope(look, t, i)]
    else:
        gated = look.read(name, t, i)
        factors = [*_ways(look, t, i, name), *_slope(look, gated, SQUASHES.get(name, "sigmoid"))]
    result = look.value("delta", t, row.row)
    return Formula(look.symbol("delta", t, row.row), (_product("total", *factors),), result)


def grad_hidden(look: Look, t: int, unit: int) -> Formula:
    """∂L/∂h_t: through y_t, and through what reads the state next."""
    parts = []
    if (1 <= t <= look.trace.steps and look.trace.has_output[t - 1]) or _fed_on(look, t):
        parts.append(_through_output(look, t, unit))
    after = look.after(t)
    if after is not None:
        cut = look.cut(t, after)
        parts.append(_through_delta(look, t, after, unit, cut))
        if "z" in look.gates:
            way = (look.read("grad_hidden", after, unit), look.read("z", after, unit))
            parts.append(_product("direct", *way)._replace(cut=cut))
    result = look.value("grad_hidden", t, unit)
    return Formula(look.symbol("grad_hidden", t, unit), tuple(parts), result)


def grad_cell_state(look: Look, t: int, unit: int) -> Formula:
    """∂L/∂c_t: through h_t, and through the next step's forget gate."""
    parts = []
    if 1 <= t <= look.trace.steps:
        slope = look.one_minus(_tanh_c(look, t, unit), square=True)
        way = (look.read("grad_hidden", t, unit), look.read("o", t, unit), slope)
        parts.append(_product("through_h", *way))
    after = look.after(t)
    if after is not None:
        ways = (look.read("grad_cell_state", after, unit), look.read("f", after, unit))
        parts.append(_product("through_c", *ways)._replace(cut=look.cut(t, after)))
    result = look.value("grad_cell_state", t, unit)
    return Formula(look.symbol("grad_cell_state", t, unit), tuple(parts), result)


def _fed_on(look: Look, t: int) -> bool:
    return look.trace.feedback == "free" and t < look.trace.steps and bool(look.trace.fed[t])


def _through_output(look: Look, t: int, unit: int) -> Part:
    column = unit + (look.m if look.suffix else 0)
    outputs = range(1, look.trace.model.output_size + 1)
    terms = tuple((look.weight("W_y", o, column), look.read("grad_logits", t, o)) for o in outputs)
    fed = _fed_on(look, t)
    h = look.symbol("hidden", t, unit)
    symbol = rf"\sum_o W_y[o,{column}] {derivative('L', f'z^y_{{{t}}}[o]')}"
    return Part("through_y", symbol if fed else derivative(f"L_{{{t}}}", h, immediate=True), terms)


def _through_delta(look: Look, t: int, after: int, unit: int, cut: bool) -> Part:
    terms: list[Term] = []
    for row in look.rows():
        term = [look.weight("W_h", row.row, unit), look.read("delta", after, row.row)]
        if row.gate == "n":
            term.append(look.read("r", after, row.unit))
        terms.append(tuple(term))
    a, h = f"a_{{{after}}}[j]", look.symbol("hidden", t, unit)
    symbol = rf"\sum_j {derivative('L', a)} {derivative(a, h, immediate=True)}"
    return Part("through_h", symbol, tuple(terms), cut)


def _recurrent(look: Look, t: int, before: int, row: Row) -> Part:
    if row.gate != "n":
        terms = _over_state(look, before, row)
        return Part("state", _sum_over_state(row, before), terms)
    gated = (look.read("r", t, row.unit), look.read("recurrent_n", t, row.unit))
    return _product("state", *gated)


def _over_state(look: Look, before: int, row: Row) -> tuple[Term, ...]:
    return tuple(
        (look.weight("W_h", row.row, j), look.read("hidden", before, j))
        for j in range(1, look.m + 1)
    )


def _sum_over_state(row: Row, before: int) -> str:
    return rf"\sum_j {_any('W_h', row.row)} h_{{{before}}}[j]"


def _any(name: str, row: int) -> str:
    return f"{name}[{row},j]"


def _product(label: str, *factors: Factor) -> Part:
    return Part(label, times(*factors), (factors,))


def _tanh_c(look: Look, t: int, unit: int) -> Factor:
    c, value = look.read("cell_state", t, unit), look.value("cell_output", t, unit)
    return Factor(rf"\tanh({c.symbol})", number(value), value, c.depends)


def _ways(look: Look, t: int, i: int, name: str) -> list[Factor]:
    """From the loss to a gate: the total derivative of what it feeds, and the way to it."""
    if name == "o":
        return [look.read("grad_hidden", t, i), _tanh_c(look, t, i)]
    if name in ("i", "f", "g"):
        grad = look.read("grad_cell_state", t, i)
        if name == "f":
            return [grad, look.read("cell_state", look.before(t), i)]
        return [grad, look.read("g" if name == "i" else "i", t, i)]
    if name == "r":
        return [look.read("delta", t, look.row(i, "n").row), look.read("recurrent_n", t, i)]
    grad, z, n = (look.read(array, t, i) for array in ("grad_hidden", "z", "n"))
    if name == "n":
        return [grad, look.one_minus(z)]
    h = look.read("hidden", look.before(t), i)
    symbol, digits = f"({h.symbol} - {n.symbol})", f"({h.digits} - {bracketed(n.digits)})"
    return [grad, Factor(symbol, digits, h.value - n.value, h.depends + n.depends)]


def _slope(look: Look, value: Factor, function: str) -> list[Factor]:
    """The derivative of a function, from its value."""
    if function == "tanh":
        return [look.one_minus(value, square=True)]
    return [value, look.one_minus(value)]


def _activation_slope(look: Look, t: int, i: int) -> Factor:
    """f′(a_t) of the vanilla cell."""
    h, function = look.read("hidden", t, i), look.trace.model.activation
    a = look.symbol("preactivation", t, i)
    return slope_factor(look, h, function, rf"{FUNCTIONS[function]}'({a})")


def slope_factor(look: Look, value: Factor, function: str, symbol: str) -> Factor:
    """f′ as one factor, from f's value."""
    if function == "tanh":
        return look.one_minus(value, square=True)
    slope = float(ACTIVATIONS[function].slope(np.array([value.value])).item())
    return Factor(symbol, number(slope), slope, value.depends)
