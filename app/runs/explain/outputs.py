"""What lies outside the cells: inputs, outputs, errors, losses, and the parameters' gradients."""

from collections.abc import Callable

import numpy as np

from ...engine.analysis import itemised
from ...engine.bidirectional import SUFFIX
from ...engine.trace import Trace
from ..notation import FUNCTIONS, derivative
from .cells import FORMULAS
from .formula import Factor, Formula, Part, Place, Term, constant, number, squared, times
from .reading import View, weight_symbol


def given(view: View, name: str, t: int, unit: int) -> Formula:
    """x_t or p_t: a number from the data, or what was fed back."""
    value = view.read(name, t, unit)
    trace = view.trace
    terms: tuple[Term, ...] = ((constant(value.digits, value.value),),)
    label, symbol = "data", r"\mathrm{data}"
    if name == "inputs" and trace.fed[t - 1]:
        label = "fed"
        source = view.read("targets" if trace.feedback == "teacher" else "outputs", t - 1, unit)
        terms, symbol = ((source,),), source.symbol
    elif name == "inputs" and not trace.has_input[t - 1]:
        label, symbol = "none", "0"
    return Formula(value.symbol, (Part(label, symbol, terms),), value.value)


def output(view: View, t: int, unit: int) -> Formula:
    """y = f_y(W_y h + b_y); two directions have a sum each."""
    trace, terms = view.trace, []
    for number_of, suffix in enumerate(trace.model.suffixes):
        side = View(trace, view.b, suffix)
        for j in range(1, view.size + 1):
            weight = view.weight("W_y", unit, number_of * view.size + j)
            terms.append((weight, side.read("hidden", t, j)))
    symbol = rf"\sum_j W_y[{unit},j] h_{{{t}}}[j]"
    if trace.model.bidirectional:
        symbol = rf"\sum_j W_y[{unit},j] [h_{{{t}}}; \overleftarrow{{h}}_{{{t}}}][j]"
    bias = Part("bias", f"b_y[{unit}]", ((view.weight("b_y", unit),),))
    around = _around(trace, view.b, t)
    parts = (Part("state", symbol, tuple(terms)), bias)
    return Formula(view.symbol("outputs", t, unit), parts, view.value("outputs", t, unit), around)


def _around(trace: Trace, b: int, t: int) -> str:
    """f_y as TeX; of softmax the sum over which it divides, as a number."""
    name = trace.model.output_activation
    if name != "softmax":
        return FUNCTIONS[name]
    with np.errstate(all="ignore"):
        total = float(np.exp(trace["logits"][t - 1, b - 1]).sum())
    return rf"\tfrac{{1}}{{{number(total)}}} \exp"


def error(view: View, t: int, unit: int) -> Formula:
    """e = y - p, or 0 where the step has no output."""
    symbol, result = view.symbol("errors", t, unit), view.value("errors", t, unit)
    if not view.trace.has_output[t - 1]:
        return Formula(symbol, (), result)
    y, p = view.read("outputs", t, unit), view.read("targets", t, unit)
    minus = Factor(f"-{p.symbol}", number(-p.value), -p.value, p.depends)
    parts = (Part("output", y.symbol, ((y,),)), Part("target", minus.symbol, ((minus,),)))
    return Formula(symbol, parts, result)


def step_loss(view: View, t: int) -> Formula:
    """½ e² or a cross entropy, summed over the features and averaged over the batch."""
    batch, outputs = view.batch, view.trace.model.output_size
    name = view.trace.loss_name
    terms, share = [], constant(rf"\tfrac{{1}}{{{batch}}}", 1 / batch)
    for b in range(1, batch + 1):
        for o in range(1, outputs + 1):
            found = LOSS_TERMS[name](View(view.trace, b), t, o)
            terms += [term if batch == 1 else (share, *term) for term in found]
    over = "" if batch == 1 else rf"{share.symbol} \sum_b "
    symbol = over + LOSS_SYMBOLS[name].format(t=t)
    result = float(view.trace["loss_per_step"][t - 1])
    return Formula(f"L_{{{t}}}", (Part("loss", symbol, tuple(terms)),), result)


def _half_square(view: View, t: int, unit: int) -> list[Term]:
    e = view.read("errors", t, unit)
    square = Factor(f"{e.symbol}^2", squared(e.digits), e.value**2, e.depends)
    return [(constant(r"\tfrac{1}{2}", 0.5), square)]


def _cross_entropy(view: View, t: int, unit: int) -> list[Term]:
    """Where p is 0 there is nothing."""
    y, p = view.read("outputs", t, unit), view.read("targets", t, unit)
    return [_minus_log(p, y.symbol, y)] if p.value else []


def _binary(view: View, t: int, unit: int) -> list[Term]:
    y, p = view.read("outputs", t, unit), view.read("targets", t, unit)
    pairs = ((p, y), (view.one_minus(p), view.one_minus(y)))
    return [_minus_log(one, other.symbol, other) for one, other in pairs if one.value]


def _minus_log(p: Factor, symbol: str, y: Factor) -> Term:
    """-p ln y."""
    with np.errstate(all="ignore"):
        value = -float(np.log(y.value))
    log = Factor(rf"(-\ln {symbol})", rf"(-\ln {y.digits})", value, y.depends)
    return (p, log)


LOSS_TERMS: dict[str, Callable[[View, int, int], list[Term]]] = {
    "mse": _half_square,
    "bce": _binary,
    "cross_entropy": _cross_entropy,
}
LOSS_SYMBOLS = {
    "mse": r"\tfrac{{1}}{{2}} e_{{{t}}}^2",
    "bce": r"\left(-p_{{{t}}} \ln y_{{{t}}} - (1 - p_{{{t}}}) \ln (1 - y_{{{t}}})\right)",
    "cross_entropy": r"\left(-\sum_i p_{{{t}}}[i] \ln y_{{{t}}}[i]\right)",
}


def loss(view: View) -> Formula:
    """L = Σ L_t."""
    times = np.flatnonzero(view.trace.has_output) + 1
    losses = [step_loss(view, int(t)) for t in times]
    terms = tuple((Factor(f.symbol, number(f.result), f.result, tuple(f.depends)),) for f in losses)
    return Formula("L", (Part("loss", r"\sum_t L_t", terms),), view.trace.loss)


def grad_logits(view: View, t: int, unit: int) -> Formula:
    """∂L/∂z = e f_y′ / B (cross entropies: e / B), and what is fed to the next step."""
    trace, function = view.trace, view.trace.model.output_activation
    symbol, y = view.symbol("grad_logits", t, unit), view.read("outputs", t, unit)
    # The slope of f_y cancels out of a cross entropy's.
    plain = function == "identity" or trace.loss_name != "mse"
    slopes = () if plain else (view.slope(y, function, "f_y'"),)
    shared = () if view.batch == 1 else (constant(rf"\tfrac{{1}}{{{view.batch}}}", 1 / view.batch),)
    e = view.read("errors", t, unit)
    parts = [Part("error", times(e, *slopes, *shared), ((e, *slopes, *shared),))]
    if trace.feedback == "free" and t < trace.steps and trace.fed[t]:
        fed = rf"\sum_j W_x[j,{unit}] \delta_{{{t + 1}}}[j]"
        terms: tuple[Term, ...] = tuple(
            (view.weight("W_x", row.row, unit), view.read("delta", t + 1, row.row), *slopes)
            for row in view.rows()
        )
        if function == "softmax":  # through which every output moves every other
            way = view.value("grad_logits", t, unit) - view.value("immediate_grad_logits", t, unit)
            fed = rf"\left(\tfrac{{\partial y}}{{\partial z}}^\top {fed}\right)"
            places = tuple(factor for term in terms for factor in term[1].depends)
            terms = ((Factor(fed, number(way), way, places),),)
        parts.append(Part("fed", fed, terms))
    return Formula(symbol, tuple(parts), view.value("grad_logits", t, unit))


def parameter(view: View, name: str, index: tuple[int, ...]) -> Formula:
    """∂L/∂(an entry): a term for each step, of all sequences together."""
    trace, result = view.trace, float(view.trace.grad_params[name][index])
    terms = itemised(trace)[name]
    suffix = SUFFIX if name.endswith(SUFFIX) else ""
    plain, side = name.removesuffix(SUFFIX), View(view.trace, view.b, suffix)
    parts = []
    for t in range(1, trace.steps + 1):
        value, factors = float(terms[t - 1][index]), _factors(side, plain, t, index)
        one = Factor(times(*factors), number(value), value, _places(factors))
        # With more sequences, the digits of one would not multiply to the term.
        parts.append(Part(f"t{t}", one.symbol, ((*factors,) if view.batch == 1 else (one,),)))
    general = times(*_factors(side, plain, 1, index))
    for step, words in (("0", "t-1"), ("1", "t"), ("2", "t+1")):
        general = general.replace(f"_{{{step}}}", f"_{{{words}}}")
    symbol = derivative("L", weight_symbol(name, index))
    return Formula(symbol, tuple(parts), result, short=rf"\sum_t {general}")


def _factors(view: View, name: str, t: int, index: tuple[int, ...]) -> list[Factor]:
    at = tuple(i + 1 for i in index)
    if name not in ("W_y", "b_y"):
        return FORMULAS[view.trace.model.cell].factors(view, name, t, at)
    grad = view.read("grad_logits", t, at[0])
    if name == "b_y":
        return [grad]
    reverse = at[1] > view.size
    side = View(view.trace, view.b, SUFFIX) if reverse else view
    return [grad, side.read("hidden", t, at[1] - view.size if reverse else at[1])]


def _places(factors: list[Factor]) -> tuple[Place, ...]:
    return tuple(place for factor in factors for place in factor.depends)
