"""A trace from Python: the API's numbers, checked once more by finite differences."""

import copy
import inspect
import pickle
from itertools import product
from typing import Any

import numpy as np
import orjson
import pytest
import unrolled
from unrolled.runs.traces.include import MADE, MAX_CELLS, MAX_STEPS, Included
from unrolled.runs.traces.request import Network, TraceCase, TraceRequest, compute_trace

from ..golden import GOLDEN

KINDS = list(product(("rnn", "gru", "lstm"), (False, True)))
SIZES = {"input_size", "output_size"}  # are read off the arrays
INCLUDE: list[Included] = ["itemised", "jacobians", "truncations", "gradient_check"]


def data(steps: int = 5, batch: int = 2, d: int = 2, o: int = 3) -> tuple[Any, Any]:
    rng = np.random.default_rng(1)
    return rng.normal(size=(steps, batch, d)), rng.normal(size=(steps, batch, o))


def arguments(case: dict[str, Any]) -> dict[str, Any]:
    """Those of `trace` for what is posted to the API."""
    network = {name: value for name, value in case["model"].items() if name not in SIZES}
    return {name: case[name] for name in TraceCase.model_fields if name in case} | network


def assert_tells(found: Any, answer: Any, name: str = "trace") -> None:
    """The same names, the same numbers."""
    if isinstance(answer, dict):
        assert list(found) == list(answer), name
        for key in answer:
            assert_tells(found[key], answer[key], f"{name}.{key}")
    else:  # the text "NaN", too
        np.testing.assert_allclose(found, np.array(answer, float), rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: str(case["name"]))
def test_it_tells_what_the_api_answers(case: dict[str, Any]) -> None:
    given = arguments(case)
    given.pop("model")
    answer = orjson.loads(compute_trace(TraceRequest.model_validate(case | {"include": INCLUDE})))
    trace = unrolled.trace(**given, include=INCLUDE)
    assert_tells(trace, answer)
    assert set(MADE) <= set(trace)
    T, B, m = trace.hidden.shape
    assert (T, B, m) == (len(case["inputs"]), len(case["inputs"][0]), case["model"]["hidden_size"])


@pytest.mark.parametrize(("cell", "two"), KINDS)
def test_gradients_are_finite_differences_of_the_loss(cell: Any, two: bool) -> None:
    inputs, targets = data()
    first = unrolled.trace(inputs, targets, hidden_size=3, cell=cell, bidirectional=two)
    small = 1e-6
    for name, gradient in first.grad_params.items():
        index = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        losses = []
        for sign in (1, -1):
            params = {key: value.copy() for key, value in first.params.items()}
            params[name][index] += sign * small
            again = unrolled.trace(inputs, targets, params=params, cell=cell, bidirectional=two)
            losses.append(again.loss)
        assert gradient[index] == pytest.approx((losses[0] - losses[1]) / (2 * small), abs=1e-7)


def test_arrays_may_be_of_any_kind_and_hidden_size_that_of_the_parameters() -> None:
    inputs, targets = data()
    first = unrolled.trace(inputs, targets, hidden_size=3, detached=(2, 4), has_input=[True] * 5)
    others: list[dict[str, Any]] = [
        {"inputs": inputs.tolist(), "targets": targets.tolist()},
        {"inputs": list(inputs), "targets": tuple(map(list, targets))},
        {"inputs": inputs, "targets": targets, "has_input": np.ones(5, bool)},
    ]
    for other in others:
        again = unrolled.trace(**other, params=first.params, detached=np.array([2, 4]))
        np.testing.assert_array_equal(again.grad_hidden, first.grad_hidden)
    assert unrolled.trace(inputs, targets).hidden.shape == (5, 2, 8)


def test_its_defaults_are_the_apis() -> None:
    given = {
        name: one.default for name, one in inspect.signature(unrolled.trace).parameters.items()
    }
    fields = Network.model_fields | TraceCase.model_fields
    assert set(given) == set(fields) - SIZES - {"model"}
    for name, default in given.items():
        if name not in ("inputs", "targets", "hidden_size"):
            expected = fields[name].default
            assert default == (tuple(expected) if isinstance(expected, list) else expected), name


def test_a_large_network_and_long_sequences_are_no_trouble_at_home() -> None:
    inputs = np.zeros((MAX_STEPS + 1, 2, 1))
    trace = unrolled.trace(inputs, inputs, hidden_size=65)
    assert trace.hidden.size > MAX_CELLS
    assert trace.hidden.shape == (MAX_STEPS + 1, 2, 65)
    errors = (trace.outputs - inputs).sum((0, 1)) / 2  # ∂L/∂b_y, averaged over the batch
    np.testing.assert_allclose(trace.grad_params["b_y"], errors, rtol=1e-9)


X, P = data()


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"inputs": X[:, 0]}, "inputs", "inputs must have 3 axes (steps, sequences, features)"),
        ({"targets": P[1:]}, "targets", "targets must have length 5 on axis 0 (steps), but"),
        ({"inputs": X[:, :, :0]}, "inputs", "inputs must have length 1 on axis 2 (features)"),
        ({"inputs": "x"}, "inputs", "inputs must be a list."),
        ({"inputs": X * np.nan}, "inputs.0.0.0", "inputs.0.0.0 must be a finite number."),
        ({"hidden_size": 0}, "hidden_size", "hidden_size must be a whole number from 1 on."),
        ({"hidden_size": 2.5}, "hidden_size", "hidden_size must be a whole number from 1 on."),
        ({"cell": "elman"}, "cell", "cell must be one of: rnn, gru, lstm."),
        ({"params": {"W_x": X[0]}}, "params", "params must be exactly W_x, W_h, b_h, W_y, b_y for"),
        (
            {"params": {"W_x": X[0] * np.inf}},
            "params.W_x.0.0",
            "params.W_x.0.0 must be a finite number.",
        ),
        ({"params": {"b_h": 3.0}}, "params.b_h", "params.b_h must be a list."),
        (
            {"loss": "bce"},
            "output_activation",
            "output_activation must be one of these for the loss bce: sigmoid.",
        ),
        (
            {"include": ["flows"]},
            "include.0",
            "include.0 must be one of: flow, itemised, jacobians,",
        ),
        (
            {"include": ["gradient_check"], "detached": [2]},
            "include",
            "Where the gradient is cut no difference of losses can check it",
        ),
        (
            {"has_output": [1.0] * 5},
            "has_output.0",
            "has_output.0 must be on or off (true or false).",
        ),
        (
            {"feedback": "teacher"},
            "feedback",
            "Only a network whose answers are of the size of its inputs",
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_what_does_not_fit_is_told_by_its_argument(
    given: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(unrolled.InputError) as refused:
        unrolled.trace(**{"inputs": X, "targets": P} | given)
    assert isinstance(refused.value, ValueError)
    assert refused.value.field == field
    assert str(refused.value).startswith(message)
    assert str(refused.value).endswith(".")


def test_an_array_is_an_attribute_and_what_is_missing_is_told() -> None:
    trace = unrolled.trace(X, P, cell="lstm")
    assert trace.hidden is trace["hidden"]
    assert trace.i.shape == (5, 2, 8)
    assert {"hidden", "flow", "cell_state"} <= set(dir(trace))
    assert repr(trace) == f"<unrolled.Trace: lstm, T = 5, B = 2, m = 8, loss {trace.loss:.6g}>"
    hint = r'This trace has no itemised; it would with include=\["itemised"\]'
    with pytest.raises(AttributeError, match=hint):
        _ = trace.itemised
    with pytest.raises(KeyError, match=r"This trace has no r\."):
        trace["r"]


@pytest.mark.parametrize(("cell", "two"), KINDS)
def test_no_array_is_hidden_by_a_method(cell: Any, two: bool) -> None:
    trace = unrolled.trace(X, P, cell=cell, bidirectional=two, include=INCLUDE)
    assert all(getattr(trace, name) is trace[name] for name in trace)


def test_a_trace_can_be_copied_and_kept() -> None:
    trace = unrolled.trace(X, P)
    for other in (copy.deepcopy(trace), pickle.loads(pickle.dumps(trace))):
        np.testing.assert_array_equal(other.grad_hidden, trace.grad_hidden)
        assert unrolled.tracks(other) == unrolled.tracks(trace)
