"""The order in which an update is told."""

import pytest
from unrolled.engine.batches import has_output
from unrolled.engine.script import pseudocode, script


def test_the_script_of_many_to_one() -> None:
    steps = [(step.line, step.t) for step in script(has_output("many_to_one", 3), True)]
    assert steps == [
        ("for", None),
        ("start", None),
        ("forward", 1),
        ("forward", 2),
        ("forward", 3),
        ("error", 3),
        ("backward", 3),
        ("backward", 2),
        ("backward", 1),
        ("sum", None),
        ("update", None),
        ("carry", None),
    ]


def test_the_script_of_many_to_many_has_an_error_at_every_step() -> None:
    lines = script(has_output("many_to_many", 3), False)
    assert [step.t for step in lines if step.line == "error"] == [1, 2, 3]
    assert lines[-1].line == "update"


@pytest.mark.parametrize("carry", [False, True])
def test_every_micro_step_is_a_line_of_the_pseudocode(carry: bool) -> None:
    named = {line.line for line in pseudocode(carry)} - {"repeat"}
    assert {step.line for step in script(has_output("many_to_one", 4), carry)} == named


def test_each_micro_step_belongs_to_a_phase() -> None:
    phases = {step.line: step.phase for step in script(has_output("many_to_one", 3), True)}
    assert phases == {
        "for": "window",
        "start": "window",
        "forward": "forward",
        "error": "error",
        "backward": "backward",
        "sum": "update",
        "update": "update",
        "carry": "update",
    }


def test_the_pseudocode_is_nested() -> None:
    assert [line.indent for line in pseudocode(True)] == [0, 1, 2, 2, 2, 2, 2, 2, 2]


def test_the_reversed_direction_comes_from_the_end_and_goes_back_to_it() -> None:
    steps = [(step.line, step.t) for step in script(has_output("many_to_one", 2), False, True)]
    assert steps == [
        ("for", None),
        ("start", None),
        ("forward", 1),
        ("forward", 2),
        ("forward_reverse", 2),
        ("forward_reverse", 1),
        ("error", 2),
        ("backward", 2),
        ("backward", 1),
        ("backward_reverse", 1),
        ("backward_reverse", 2),
        ("sum", None),
        ("update", None),
    ]
    lines = [line.line for line in pseudocode(False, True)]
    assert lines == ["repeat", *dict.fromkeys(line for line, _ in steps)]
