"""What tooltips and tables tell of a track, where several tracks tell it."""

from typing import Literal

import numpy as np

from ..engine.arrays import Mask
from ..engine.bidirectional import SUFFIX
from .base import Score
from .meta import Ask, Fact, Form

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MEAN = Fact(
    name="tooltip.mean", at="summary.hidden_mean[t,b]", start="summary.initial_hidden_mean[b]"
)
NORM = Fact(
    name="tooltip.norm", at="grad_hidden_norm[t,b]", start="summary.grad_initial_hidden_norm[b]"
)
ANSWERS: list[tuple[str, str, Form]] = [
    ("y", "outputs", "next"),
    ("p", "targets", "next"),
    ("e", "errors", "difference"),
]
DELTA = Fact(name="tooltip.delta", at="summary.delta_norm[t,b]")


def ask(score: Score, what: str, first: int = 0) -> Ask:
    """What every column from the first asks."""
    return Ask(what=what, first=first, last=score.steps)


def reads_and_answers(score: Score) -> list[Fact]:
    """What a step reads, is asked for and answers, in the words or the unit of the task."""
    if score.output_columns:
        return [
            *_within(score.has_input, [_column(score, "x_{t}", "inputs", "now")]),
            *_within(
                score.has_output,
                [_column(score, f"{n}_{{t}}", at, form) for n, at, form in ANSWERS],
            ),
        ]
    if score.input_names:
        read = Fact(name="x_{t}", at="tokens.inputs[b,t]", form="word")
    else:
        several = "[{i}]" if score.model.input_size > 1 else ""
        read = Fact(name=f"x_{{t}}{several}", at="inputs[t,b]", form="now")
    if score.model.output_size > 1:
        answers = [
            Fact(name="y_{t}", at="outputs[t,b]", form="ranked"),
            Fact(name="p_{t}", at="tokens.targets[b,t]", form="word"),
        ]
    else:
        answers = [Fact(name=f"{n}_{{t}}", at=f"{of}[t,b,0]", form=form) for n, of, form in ANSWERS]
    return [*_within(score.has_input, [read]), *_within(score.has_output, answers)]


def series_rows(score: Score) -> list[Fact]:
    """The rows of a table: x, y, p and e."""
    if score.output_columns:
        return [
            *_within(score.has_input, [_column(score, "x", "inputs", "now")]),
            *_within(score.has_output, [_column(score, *one) for one in ANSWERS]),
        ]
    rows = {"y": "outputs", "p": "targets", "e": "errors"}
    return [
        *_within(score.has_input, [Fact(name="x", at="inputs[t,b,0]")]),
        *_within(score.has_output, [Fact(name=n, at=f"{of}[t,b,0]") for n, of in rows.items()]),
    ]


def _column(score: Score, name: str, at: str, form: Form) -> Fact:
    """An array with an entry for each column of a series that is read, or that is predicted."""
    of: Literal["inputs", "targets"] = "inputs" if at == "inputs" else "targets"
    size = score.model.input_size if of == "inputs" else score.model.output_size
    if size == 1:
        return Fact(name=name, at=f"{at}[t,b,0]", form=form, of=of)
    return Fact(name=f"{name}[{{i}}]", at=f"{at}[t,b]", form=form, of=of)


def norm_rows(score: Score) -> list[Fact]:
    """The rows of a table: the norm of the gradient, in each direction."""
    if not score.model.bidirectional:
        return [{**NORM, "name": "‖∂L/∂h‖"}]
    back = Fact(name="‖∂L/∂h←‖", at=f"summary.grad_hidden{SUFFIX}_norm[t,b]")
    return [{**NORM, "name": "‖∂L/∂h→‖"}, back]


def losses_by(field: str, by: str, rows: list[int], at_step: bool) -> list[Fact]:
    """The norm that each loss's derivative has at a step, of the steps that it reaches."""
    step = "_{t}" if at_step else ""
    return [
        Fact(
            name=f"‖∂L{str(tau).translate(SUBSCRIPTS)}/∂{by}{step}‖",
            at=f"{field}[{tau - 1},t]",
            last=tau,
        )
        for tau in rows
    ]


def _within(mask: Mask, facts: list[Fact]) -> list[Fact]:
    """The facts, for the steps of a mask, which have no gaps between them."""
    steps = np.flatnonzero(mask) + 1
    if not steps.size:
        return []
    return [{**fact, "first": int(steps[0]), "last": int(steps[-1])} for fact in facts]
