"""What a run says can be asked about, and the formulas of its pseudocode."""

from typing import Any

import pytest
from unrolled.engine.model import Model
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.explain.pseudocode import formulas
from unrolled.runs.explain.quantities import quantities
from unrolled.runs.explain.question import Question, inspect
from unrolled.runs.training.network import network_of

from .test_inspect import second_update


@pytest.mark.parametrize("case", [{}, {"cell": "lstm", "bidirectional": True}, {"cell": "gru"}])
def test_every_quantity_is_there_from_its_first_step_to_its_last(case: dict[str, Any]) -> None:
    trace = second_update(case)[1].trace
    for one in quantities(trace.model):
        if one.first is None or one.last is None:
            continue
        last, gate = trace.steps + one.last, one.gates[-1] if one.gates else None
        for t in (one.first, last):
            inspect(trace, Question(one.name, t, one.units, gate))
        for t, unit in ((one.first - 1, 1), (last + 1, 1), (1, one.units + 1)):
            with pytest.raises(InputError):
                inspect(trace, Question(one.name, t, unit, gate))


def test_each_cell_has_its_own_quantities() -> None:
    plain = [one.name for one in quantities(Model(1, 3, 1))]
    assert plain[:4] == ["inputs", "targets", "preactivation", "hidden"]
    assert plain[-3:] == ["grad_hidden", "delta", "parameter"]
    two = {one.name: one for one in quantities(Model(1, 3, 1, "lstm", bidirectional=True))}
    assert {"f", "cell_state", "o_reverse", "grad_cell_state_reverse"} <= set(two)
    assert two["delta_reverse"].gates == ("i", "f", "g", "o")
    state, reverse = two["cell_state"], two["hidden_reverse"]
    assert (state.gates, state.first, state.last, state.symbol) == ((), 0, 0, "c")
    assert (reverse.first, reverse.last, reverse.symbol) == (1, 1, "h←")


def test_the_formulas_of_the_pseudocode() -> None:
    def said(**config: Any) -> dict[str, str]:
        asked = parse_config({"task": {"name": "sunspots"}, **config})
        return formulas(asked, network_of(asked))

    one = said()
    assert one["step"] == r"$h_j = \tanh(W_x x_j + W_h h_{j-1} + b_h)$, $y_k = W_y h_k + b_y$"
    assert one["back"] == r"\delta_j = (W_y^\top e_j + W_h^\top \delta_{j+1})\,f'_j"
    assert (one["zero"], one["carried"]) == ("h_0 = 0", "h_0")
    many = said(cell="lstm", sequence_type="many_to_many", output_activation="sigmoid")
    assert many["step"] == (
        r"$(h_j, c_j) = \mathrm{LSTM}(x_j, h_{j-1}, c_{j-1})$, $y_j = \sigma(W_y h_j + b_y)$"
    )
    assert (many["zero"], many["carried"]) == ("h_0 = c_0 = 0", "h_0, c_0")
    mark = r"^{\scriptscriptstyle\leftarrow}"
    two = said(cell="gru", bidirectional=True)
    assert two["step"] == r"$h_j = \mathrm{GRU}(x_j, h_{j-1})$"
    assert rf"h_j{mark} = \mathrm{{GRU}}(x_j, h_{{j+1}}{mark})" in two["stepReverse"]
    assert rf"(W_h{mark})^\top \hat\delta_{{j-1}}{mark}" in two["backReverse"]
