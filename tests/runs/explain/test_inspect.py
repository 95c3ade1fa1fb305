"""Every formula, with its numbers, comes to what the trace has."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from unrolled.engine.train import Update
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.explain.check import check
from unrolled.runs.explain.formula import Factor, number, squared
from unrolled.runs.explain.growth import so_far
from unrolled.runs.explain.quantities import quantities
from unrolled.runs.explain.question import Question, answer, inspect
from unrolled.runs.explain.reading import View
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ...own_columns import BOTH, PREDICTED, READ, own_run

AROUND: dict[str, Callable[[float], float]] = {
    "": lambda a: a,
    r"\tanh": math.tanh,
    r"\sigma": lambda a: 1 / (1 + math.exp(-a)),
    r"\mathrm{relu}": lambda a: max(a, 0.0),
}


def shared(around: str) -> float:
    """What softmax divides by, from its four digits in TeX."""
    found = re.fullmatch(r"\\tfrac\{1\}\{(.+)\} \\exp", around)
    assert found
    return float(found[1].replace(r"\cdot 10^{", "e").replace("}", ""))


SMALL = {"hidden_size": 3, "schedule": {"k": 4}}
CASES: list[dict[str, Any]] = [
    {},
    {"activation": "sigmoid", "output_activation": "tanh", "sequence_type": "many_to_many"},
    {"activation": "relu", "batch_size": 2, "detached": [3]},
    {"cell": "lstm", "sequence_type": "many_to_many"},
    {"cell": "gru", "sequence_type": "many_to_many", "batch_size": 2},
    {"cell": "gru", "sequence_type": "encoder_decoder", "feedback": "free"},
    {"cell": "lstm", "sequence_type": "one_to_many", "feedback": "teacher"},
    {"cell": "rnn", "bidirectional": True, "sequence_type": "many_to_many", "detached": [2]},
    {"cell": "gru", "bidirectional": True, "sequence_type": "many_to_many"},
    {"cell": "lstm", "bidirectional": True, "output_activation": "sigmoid"},
    {"task": {"name": "echo"}, "schedule": {"k": 4, "carry_state": False}, "batch_size": 2},
    {"task": {"name": "characters"}, "cell": "gru"},
    {"task": {"name": "translation"}, "schedule": {"k": 6}, "batch_size": 2, "feedback": "free"},
    {"task": {"name": "language"}, "schedule": {"k": 12}, "batch_size": 1},
]


def second_update(case: dict[str, Any]) -> tuple[Experiment, Update]:
    config = parse_config({"task": {"name": "sunspots"}} | SMALL | case)
    experiment = Experiment(Stretch(config))
    updates = experiment.updates(experiment.start())
    next(updates)
    return experiment, next(updates)


def questions(update: Update) -> list[Question]:
    trace, found = update.trace, []
    suffixes = ("", "_reverse") if trace.model.bidirectional else ("",)
    outside = ("inputs", "targets", "outputs", "errors", "grad_logits", "loss_per_step")
    b = trace["inputs"].shape[1]
    for what in (one.name for one in quantities(trace.model) if not one.name.endswith("_reverse")):
        if what == "parameter":
            found += [
                Question(what, name=name, index=index)
                for name, values in trace.params.items()
                for index in np.ndindex(values.shape)
            ]
        elif what in (*outside, "loss"):
            found += [Question(what, t, 1, b=b) for t in range(1, min(4, trace.steps) + 1)]
        else:
            gates = trace.model.new_cell().gates if what in ("preactivation", "delta") else (None,)
            found += [
                Question(what + suffix, t, unit, gate, b=b)
                for suffix in suffixes
                for gate in gates
                for t in range(1, min(4, trace.steps) + 1)
                for unit in (1, 3)
            ]
    return found


def expected(update: Update, asked: Question) -> float:
    trace = update.trace
    if asked.what == "loss":
        return trace.loss
    if asked.what == "parameter":
        return float(trace.grad_params[str(asked.name)][asked.index])
    if asked.what == "loss_per_step":
        return float(trace["loss_per_step"][asked.t - 1])
    gates = trace.model.new_cell().gates
    row = (gates.index(asked.gate) if asked.gate else 0) * 3 + asked.unit - 1
    return float(trace[asked.what][asked.t - 1, asked.b - 1, row])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_formulas_come_to_what_the_trace_has(case: dict[str, Any]) -> None:
    experiment, update = second_update(case)
    for asked in questions(update):
        formula = inspect(update.trace, asked)
        result = expected(update, asked)
        assert formula.result == pytest.approx(result, rel=1e-12, abs=1e-15), asked
        inside = sum(p.sum for p in formula.parts if not p.cut)
        if formula.around in AROUND:
            computed, digits = AROUND[formula.around](inside), 1e-9
        else:
            computed, digits = math.exp(inside) / shared(formula.around), 1e-3
        assert computed == pytest.approx(result, rel=digits, abs=1e-12), asked
        for place in formula.depends:
            if place.index is not None:
                assert place.index in set(np.ndindex(update.trace.params[place.name].shape))
            elif place.t is not None and 1 <= place.t <= 4:
                assert place.name in update.trace.arrays
        assert answer(experiment, update, asked)["formula"].startswith(formula.symbol)


def test_the_summands_of_a_vanilla_gradient() -> None:
    """By hand: W_yᵀ e_t, and W_hᵀ δ_{t+1}."""
    _, update = second_update({"sequence_type": "many_to_many"})
    trace, t, i = update.trace, 2, 1
    through_y, through_h = inspect(trace, Question("grad_hidden", t + 1, i + 1)).parts
    assert (through_y.label, through_h.label) == ("through_y", "through_h")
    assert through_y.sum == pytest.approx(trace.params["W_y"][0, i] * trace["errors"][t, 0, 0])
    assert through_h.sum == pytest.approx(trace.params["W_h"][:, i] @ trace["delta"][t + 1, 0])
    parts = inspect(trace, Question("parameter", name="W_h", index=(0, 2))).parts
    assert [p.sum for p in parts[1:]] == [
        pytest.approx(trace["delta"][t, 0, 0] * trace["hidden"][t - 1, 0, 2]) for t in range(1, 4)
    ]


def test_a_cut_says_what_would_come() -> None:
    _, update = second_update({"detached": [3]})
    formula = inspect(update.trace, Question("grad_hidden", 2, 1))
    assert formula.result == 0
    assert [(p.label, p.cut) for p in formula.parts] == [("through_h", True)]
    assert formula.parts[0].sum != 0
    assert r"\cancel" in formula.formula
    assert formula.substituted == "0"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_gradient_that_can_be_checked_is_right(case: dict[str, Any]) -> None:
    experiment, update = second_update(case)
    asked = [q for q in questions(update) if q.what in ("grad_hidden", "grad_cell_state", "delta")]
    asked += [Question("parameter", name="W_h", index=(0, 1)), Question("grad_hidden", 0, 2)]
    checks = [answer(experiment, update, one)["check"] for one in asked]
    if "detached" in case:
        assert not any(checks)
    for one in filter(None, checks):
        found = check(experiment, update, one["name"], tuple(one["index"]))
        assert abs(found.analytic - found.numeric) <= 1e-6 * abs(found.analytic) + 1e-9, one


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Question("cell_state"), "what"),
        (Question("hidden_reverse"), "what"),
        (Question("hidden", t=5), "t"),
        (Question("hidden", t=-1), "t"),
        (Question("hidden", unit=4), "unit"),
        (Question("outputs", unit=2), "unit"),
        (Question("hidden", b=2), "b"),
        (Question("delta", gate="f"), "gate"),
        (Question("parameter"), "name"),
        (Question("parameter", name="W_h", index=(0,)), "index"),
        (Question("parameter", name="W_h", index=(0, 3)), "index"),
    ],
)
def test_what_does_not_exist_is_refused(asked: Question, field: str) -> None:
    _, update = second_update({})
    with pytest.raises(InputError) as refused:
        inspect(update.trace, asked)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "index"),
    [("delta", (4, 0, 0)), ("grad_cell_state", (0, 0, 0)), ("W_q", (0,)), ("W_h", (9, 9))],
)
def test_a_check_of_nothing_is_refused(name: str, index: tuple[int, ...]) -> None:
    experiment, update = second_update({})
    with pytest.raises(InputError):
        check(experiment, update, name, index)


def test_numbers_as_tex() -> None:
    values = (0.0, -0.12345, 1234567.0, 1.5e-7, math.inf, -math.inf, math.nan)
    assert [number(value) for value in values] == [
        "0",
        "-0.1235",
        r"1.235\cdot 10^{6}",
        r"1.5\cdot 10^{-7}",
        r"\infty",
        r"-\infty",
        r"\mathrm{NaN}",
    ]


def test_gradients_so_far_are_told_of_each_direction_from_its_own_end() -> None:
    experiment, update = second_update({"bidirectional": True, "sequence_type": "many_to_many"})
    trace, grown = update.trace, so_far(experiment, update)
    assert {name: norms.shape for name, norms in grown.items()} == dict.fromkeys(trace.params, (4,))
    for suffix, first, whole in (("", 3, 0), ("_reverse", 0, 3)):
        delta = trace[f"delta{suffix}"][:, 0]
        np.testing.assert_allclose(
            grown[f"b_h{suffix}"][[first, whole]],
            [np.linalg.norm(delta[first]), np.linalg.norm(delta.sum(0))],
            rtol=1e-12,
        )
    partial = np.outer(trace["delta_reverse"][0, 0], trace["hidden_reverse"][1, 0])
    partial += np.outer(trace["delta_reverse"][1, 0], trace["hidden_reverse"][2, 0])
    assert grown["W_h_reverse"][1] == pytest.approx(np.linalg.norm(partial), rel=1e-12)


def test_a_slope_is_of_its_own_number_whatever_the_states_are() -> None:
    trace = second_update({"activation": "relu"})[1].trace.copy()
    trace["hidden"][0, 0, 0] = math.nan
    factor = Factor("y", "2", 2.0)
    slopes = [View(trace).slope(factor, name, "f'").value for name in ("relu", "sigmoid")]
    assert slopes == [1.0, -2.0]


def test_a_squared_number_has_one_exponent() -> None:
    digits = [squared(number(value)) for value in (0.5, -0.5, 1.5e-7)]
    assert digits == ["0.5^2", "(-0.5)^2", r"(1.5\cdot 10^{-7})^2"]


def test_a_number_of_several_columns_is_told_by_the_columns_name(tmp_path: Path) -> None:
    run = own_run(tmp_path)
    update = next(run.updates(run.start()))

    def column(what: str, unit: int = 1, name: str | None = None, *index: int) -> str | None:
        found = answer(run, update, Question(what, 4, unit, name=name, index=index))["column"]
        assert found is None or isinstance(found, str)
        return found

    assert [column("inputs", 1), column("inputs", 2)] == [READ, BOTH]
    assert [column(what, 2) for what in ("targets", "outputs", "errors", "grad_logits")] == [
        BOTH
    ] * 4
    assert column("parameter", 1, "W_x", 2, 1) == BOTH
    assert column("parameter", 1, "W_y", 0, 2) == column("parameter", 1, "b_y", 0) == PREDICTED
    assert [column(what) for what in ("hidden", "loss", "delta")] == [None] * 3
    assert column("parameter", 1, "W_h", 0, 1) is None
    plain, first = second_update({})
    assert answer(plain, first, Question("inputs", 4))["column"] is None
