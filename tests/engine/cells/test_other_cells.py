"""Cells unlike the three: without a recurrent matrix, with two numbers of state for each unit."""

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
import pytest
from unrolled.engine.analysis import (
    flow,
    flow_vectors,
    gradient_check,
    itemised,
    jacobian_product_norms,
    jacobians,
    saturation,
    truncation,
    truncations,
    vanishing_bound,
)
from unrolled.engine.arrays import Array, Params, blocks
from unrolled.engine.cells import CELLS, Cell, CellGraph, Edge, Node
from unrolled.engine.cells.base import Arrays
from unrolled.engine.initializers import NAMES, Initializer
from unrolled.engine.model import Model
from unrolled.engine.schedule import sliding_window
from unrolled.engine.weight_gradients import Factors

from ..conftest import Problem, matches, relative_error


class GatedMean(Cell):
    """h_t = (1 - z) ⊙ h_{t-1} + z ⊙ n, z = σ(a_z), n = a_n: both of x_t alone, as in minGRU."""

    gates = ("z", "n")
    arrays = MappingProxyType({"preactivation": 2, "gates": 2})
    roles = MappingProxyType({"W_x": "input", "b_h": "bias"})
    graph = CellGraph(
        nodes=(
            Node("inputs", "input"),
            Node("z", "sum", "sigmoid"),
            Node("n", "sum"),
            Node("hidden", "sum of z ⊙ n and (1 - z) ⊙ h"),
        ),
        edges=(
            Edge("inputs", "z", "W_x"),
            Edge("inputs", "n", "W_x"),
            Edge("z", "hidden"),
            Edge("n", "hidden"),
            Edge("hidden", "hidden", delay=1),
        ),
    )

    def weights(self, params: Params) -> Arrays:
        return ()

    def cut(self, made: Arrays) -> Arrays:
        return (*blocks(made[0], 2), *blocks(made[1], 2))

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        a_z, a_n, z, n = made
        z[:], n[:] = 1 / (1 + np.exp(-a_z)), a_n
        next_state[0][:] = (1 - z) * state[0] + z * n

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        z, n = blocks(made[1], 2)
        return (n - states[0][:-1]) * z * (1 - z), z

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        by_z, z = slopes_t
        delta_z, delta_n = blocks(delta_t[0], 2)
        delta_z[:], delta_n[:] = grad_state[0] * by_z, grad_state[0] * z
        grad_previous[0][:] = grad_state[0] * (1 - z)


class Rotation(Cell):
    """A complex h_t = exp(iθ) ⊙ h_{t-1} + W_x x_t + b_h: of each unit the real part, then i's."""

    gates = ("re", "im")
    width = 2
    bounded = ()
    arrays = MappingProxyType({"preactivation": 2})
    roles = MappingProxyType({"W_x": "input", "theta": "bias", "b_h": "bias"})
    graph = CellGraph(
        nodes=(Node("inputs", "input"), Node("hidden", "sum")),
        edges=(Edge("inputs", "hidden", "W_x"), Edge("hidden", "hidden", "theta", delay=1)),
    )

    def param_shapes(self, d: int, m: int) -> dict[str, tuple[int, ...]]:
        return super().param_shapes(d, m) | {"theta": (m,)}

    def weights(self, params: Params) -> Arrays:
        return np.cos(params["theta"]), np.sin(params["theta"])

    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        cos, sin = weights
        re, im = blocks(state[0], 2)
        recurrent[:] = np.concatenate([cos * re - sin * im, sin * re + cos * im], axis=-1)
        made[0][:] += recurrent
        next_state[0][:] = made[0]

    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        return (states[0][1:],)

    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        cos, sin = weights
        delta_t[0][:] = grad_state[0]
        re, im = blocks(grad_state[0], 2)
        grad_previous[0][:] = np.concatenate([cos * re + sin * im, cos * im - sin * re], axis=-1)

    def factors(
        self, params: Params, delta: Array, recurrent_delta: Array, inputs: Array, before: Array
    ) -> dict[str, Factors]:
        found = super().factors(params, delta, recurrent_delta, inputs, before)
        cos, sin = self.weights(params)
        (d_re, d_im), (re, im) = blocks(delta, 2), blocks(before, 2)
        found["theta"] = d_re * (-sin * re - cos * im) + d_im * (cos * re - sin * im), None
        return found


OTHERS = {"gated_mean": GatedMean, "rotation": Rotation}


@pytest.fixture(autouse=True)
def others() -> Iterator[None]:
    CELLS.update(OTHERS)
    yield
    for name in OTHERS:
        del CELLS[name]


def problem(cell: str, two: bool = False, **options: object) -> Problem:
    return Problem(Model(2, 3, 2, cell, bidirectional=two), 6, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("two", "feedback"), [(False, "none"), (False, "free"), (True, "none")])
@pytest.mark.parametrize("cell", OTHERS)
def test_every_gradient_is_the_finite_difference_and_the_sum_of_its_terms(
    cell: str, two: bool, feedback: str
) -> None:
    asked = problem(cell, two, feedback=feedback, sequence_type="encoder_decoder")
    trace = asked.trace().copy()
    assert set(trace.grad_params) == set(asked.params)
    for name, terms in itemised(trace).items():
        matches(terms.sum(0), trace.grad_params[name])
        assert (
            relative_error(trace.grad_params[name], asked.numeric_gradient(asked.params[name]))
            < 1e-7
        )
    for name, initial in asked.initial.items():
        assert relative_error(trace[f"grad_initial_{name}"], asked.numeric_gradient(initial)) < 1e-7


@pytest.mark.parametrize("cell", OTHERS)
def test_what_is_read_off_a_trace_holds_for_any_cell(cell: str) -> None:
    trace = problem(cell).trace().copy()
    size, (steps, batch, _) = trace.model.state_size, trace["delta"].shape
    assert trace["hidden"].shape == trace["grad_hidden"].shape == (steps, batch, size)
    assert trace.params["W_y"].shape == (2, size)
    vectors = flow_vectors(trace)
    matches(vectors.hidden.sum(0), trace["grad_hidden"])
    matches(vectors.delta.sum(0), trace["delta"])
    assert flow(trace).shape == (steps, steps)
    back = jacobians(trace)
    assert back.shape == (steps, batch, size, size)
    later = trace["grad_hidden"][3] - trace["immediate_grad_logits"][3] @ trace.params["W_y"]
    matches(np.einsum("bi,bij->bj", trace["grad_hidden"][4], back[4]), later)
    assert jacobian_product_norms(trace).shape == (steps + 1, batch)
    matches(truncation(trace, sliding_window(steps)).cosine, 1.0)
    matches(truncations(trace)["chunks"].norm_ratio[-1], 1.0)
    for name, values in trace.grad_params.items():
        assert gradient_check(trace, name, (0,) * values.ndim).relative_error < 1e-6
    assert set(saturation(trace)) == (set() if cell == "rotation" else {"z"})
    with pytest.raises(ValueError, match="The bound is known for cells without gates"):
        vanishing_bound(trace)


def test_a_rotation_neither_shrinks_nor_grows_what_goes_back() -> None:
    matches(jacobian_product_norms(problem("rotation").trace()), 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_what_carries_a_state_on_begins_as_the_initializer_says(name: str) -> None:
    rng = np.random.default_rng(0)
    vector = Initializer(name, gain=2.0).draw(rng, "vector", (200,), 4)
    largest = {"uniform": 1.0, "xavier": 2 * 3**0.5, "orthogonal": 2.0, "identity": 2.0}[name]
    assert 0.95 * largest < np.abs(vector).max() <= largest
    assert (np.abs(vector) == 2.0).all() == (name in ("orthogonal", "identity"))
    wide = Initializer(name).draw(rng, "recurrent", (8, 8), 4)  # 2m of m = 4 units, one block
    assert wide.shape == (8, 8)
    if name == "orthogonal":
        matches(wide @ wide.T, np.eye(8))
