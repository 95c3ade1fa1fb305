"""The states that both directions begin with: the reversed one at step T."""

from typing import Any

import numpy as np
import pytest
import unrolled
from unrolled.engine.bidirectional import SUFFIX
from unrolled.engine.cells import CELLS
from unrolled.runs.traces.request import TraceCase, trace_of

from ...problems import refusal

T, B, M = 4, 2, 3
RNG = np.random.default_rng(5)
X, P = RNG.normal(size=(2, T, B, 1))


def states_of(cell: str) -> dict[str, Any]:
    """Initial states of both directions, by argument."""
    names = [name + suffix for suffix in ("", SUFFIX) for name in CELLS[cell].state]
    return {f"initial_{name}": RNG.normal(size=(B, M)) for name in names}


def traced(cell: str, **more: Any) -> unrolled.Trace:
    given: dict[str, Any] = {"hidden_size": M, "cell": cell, "bidirectional": True, **more}
    return unrolled.trace(X, P, **given)


@pytest.mark.parametrize("cell", CELLS)
def test_the_reversed_direction_is_one_that_reads_backwards(cell: str) -> None:
    """With its parameters and its initial states, over reversed time."""
    states = states_of(cell)
    both = traced(cell, **states)
    params = both["params"]
    alone = unrolled.trace(
        X[::-1],
        P[::-1],
        cell=cell,
        params={n.removesuffix(SUFFIX): v for n, v in params.items() if n.endswith(SUFFIX)}
        | {"W_y": params["W_y"][:, M:], "b_y": params["b_y"]},
        **{n.removesuffix(SUFFIX): v for n, v in states.items() if n.endswith(SUFFIX)},
    )
    for name in CELLS[cell].state:
        np.testing.assert_array_equal(both[name + SUFFIX][::-1], alone[name])
        given = states[f"initial_{name}{SUFFIX}"]
        np.testing.assert_array_equal(both[f"initial_{name}{SUFFIX}"], given)
    without = traced(cell, **{n: v for n, v in states.items() if not n.endswith(SUFFIX)})
    np.testing.assert_array_equal(both.hidden, without.hidden)
    assert (both.hidden_reverse != without.hidden_reverse).all()


@pytest.mark.parametrize("cell", CELLS)
def test_their_gradients_are_differences_of_the_loss(cell: str) -> None:
    states = states_of(cell)
    found = traced(cell, **states)
    for name, values in states.items():
        for index in np.ndindex(values.shape):
            step = np.zeros_like(values)
            step[index] = 1e-5
            ahead, behind = (
                traced(cell, **states | {name: values + way * step})["loss"] for way in (1, -1)
            )
            gradient = found[f"grad_{name}"][index]
            assert (ahead - behind) / 2e-5 == pytest.approx(gradient, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_answered_can_be_asked(cell: str) -> None:
    states = states_of(cell)
    found = traced(cell, **states)
    again = traced(cell, params=found["params"], **{name: found[name] for name in states})
    assert set(again) == set(found)
    for name in ("hidden", "hidden_reverse", "outputs", *(f"grad_{name}" for name in states)):
        np.testing.assert_array_equal(again[name], found[name])


def refused(cell: str, bidirectional: bool, field: str) -> tuple[str, str, dict[str, Any]]:
    sizes = {"input_size": 1, "hidden_size": M, "output_size": 1}
    case = {
        "model": {"cell": cell, "bidirectional": bidirectional, **sizes},
        "inputs": X.tolist(),
        "targets": P.tolist(),
        field: np.ones((B, M)).tolist(),
    }
    return refusal(lambda: trace_of(TraceCase.model_validate(case)))


@pytest.mark.parametrize("name", ["initial_hidden_reverse", "initial_cell_state_reverse"])
def test_one_direction_has_none_of_the_other(name: str) -> None:
    assert refused("lstm", bidirectional=False, field=name) == (name, "one_direction", {})


def test_a_cell_without_a_cell_state_has_none_in_either_direction() -> None:
    field = "initial_cell_state_reverse"
    words = {"cell": "gru", "name": "cell_state"}
    assert refused("gru", bidirectional=True, field=field) == (field, "no_such_state", words)
