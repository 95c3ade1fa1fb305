"""Every gate by its textbook formula, and the wiring that cells declare."""

from collections.abc import Callable

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.cells import CELLS
from unrolled.engine.model import Model
from unrolled.engine.trace import Trace

from ..conftest import Problem

Arrays = dict[str, Array]


def sigma(a: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-a))
    return result


# What a step makes from its immediate sources: from arrays (T, B, …) the values of the last step.


def rnn(trace: Trace, a: Arrays) -> Arrays:
    p = trace.params
    return {
        "hidden": np.tanh(a["inputs"][-1] @ p["W_x"].T + p["b_h"] + a["hidden"][-2] @ p["W_h"].T)
    }


def lstm(trace: Trace, a: Arrays) -> Arrays:
    p = trace.params
    gates = a["inputs"][-1] @ p["W_x"].T + p["b_h"] + a["hidden"][-2] @ p["W_h"].T
    i, f, g, o = np.split(gates, 4, axis=-1)
    c = a["f"][-1] * a["cell_state"][-2] + a["i"][-1] * a["g"][-1]
    return {
        "i": sigma(i),
        "f": sigma(f),
        "g": np.tanh(g),
        "o": sigma(o),
        "cell_state": c,
        "cell_output": np.tanh(a["cell_state"][-1]),
        "hidden": a["o"][-1] * a["cell_output"][-1],
    }


def gru(trace: Trace, a: Arrays) -> Arrays:
    p = trace.params
    x_r, x_z, x_n = np.split(a["inputs"][-1] @ p["W_x"].T + p["b_h"], 3, axis=-1)
    h_r, h_z, h_n = np.split(a["hidden"][-2] @ p["W_h"].T, 3, axis=-1)
    z = a["z"][-1]
    return {
        "r": sigma(x_r + h_r),
        "z": sigma(x_z + h_z),
        "recurrent_n": h_n + p["b_n"],
        "n": np.tanh(x_n + a["r"][-1] * a["recurrent_n"][-1]),
        "hidden": (1 - z) * a["n"][-1] + z * a["hidden"][-2],
    }


FORMULAS: dict[str, Callable[[Trace, Arrays], Arrays]] = {"rnn": rnn, "lstm": lstm, "gru": gru}


@pytest.mark.parametrize("name", sorted(CELLS))
def test_every_value_of_a_step_is_its_textbook_formula(name: str) -> None:
    trace = Problem(Model(2, 3, 1, name), 6).trace()
    for part, expected in FORMULAS[name](trace, dict(trace.arrays)).items():
        np.testing.assert_allclose(trace[part][-1], expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", sorted(CELLS))
def test_the_wiring_names_what_the_trace_holds(name: str) -> None:
    trace = Problem(Model(2, 3, 1, name), 6).trace()
    cell = trace.model.new_cell()
    names = {node.name for node in cell.graph.nodes}
    assert names == set(FORMULAS[name](trace, dict(trace.arrays))) | {"inputs"}
    assert names <= set(trace.arrays)
    for edge in cell.graph.edges:
        assert {edge.source, edge.target} <= names
        assert edge.weight is None or edge.weight in trace.params
        assert edge.delay == 0 or edge.source in cell.state
    read = {edge.target for edge in cell.graph.edges}
    assert read == names - {"inputs"}


@pytest.mark.parametrize("name", sorted(CELLS))
def test_a_wire_is_where_one_value_moves_another(name: str) -> None:
    """Holding all other sources fixed, a node depends on its source; on nothing else at hand."""
    trace = Problem(Model(2, 3, 1, name), 6).trace()
    graph = trace.model.new_cell().graph
    for node in graph.nodes[1:]:
        sources = {(edge.source, edge.delay) for edge in graph.edges if edge.target == node.name}
        for other in graph.nodes:
            for delay in (0, 1):
                moved = moves(trace, (other.name, delay), node.name)
                assert moved == ((other.name, delay) in sources), (other.name, delay, node.name)


def moves(trace: Trace, source: tuple[str, int], target: str) -> bool:
    """Whether the formula of `target` at the last step reads `source`, now or one step before."""
    name, delay = source
    if (name, delay) == (target, 0) or (name == "inputs" and delay):
        return False
    arrays = {key: np.array(value) for key, value in trace.arrays.items()}
    arrays[name][-1 - delay] += 0.1
    changed = FORMULAS[trace.model.cell](trace, arrays)
    kept = FORMULAS[trace.model.cell](trace, dict(trace.arrays))
    return not np.allclose(changed[target], kept[target], rtol=0, atol=1e-9)
