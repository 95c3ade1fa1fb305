"""Shared by the engine's tests: reference cases computed by PyTorch, and small random problems."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.arrays import Array
from app.engine.initializers import uniform
from app.engine.model import Model
from app.engine.trace import Trace
from app.engine.unroll import Unroll

GOLDEN = json.loads((Path(__file__).parent.parent / "data" / "golden.json").read_text())["cases"]


def runs_here(case: dict[str, Any]) -> bool:
    """Whether the engine has this case's cell, direction and loss."""
    model = case["model"]
    return model["cell"] == "rnn" and not model["bidirectional"] and case["loss"] == "mse"


def matches(actual: Any, expected: Any) -> None:
    """Assert agreement to 1e-9 relative or 1e-10 absolute."""
    np.testing.assert_allclose(actual, np.asarray(expected), rtol=1e-9, atol=1e-10)


def model_of(case: dict[str, Any]) -> Model:
    fields = {name: value for name, value in case["model"].items() if name != "bidirectional"}
    return Model(**fields)


def trace_of(case: dict[str, Any]) -> Trace:
    model = model_of(case)
    inputs, targets = np.array(case["inputs"]), np.array(case["targets"])
    params = {name: np.array(value) for name, value in case["params"].items()}
    unroll = Unroll(model, *inputs.shape[:2])
    outputs = unroll.forward(params, inputs, np.array(case["has_input"], bool))
    return unroll.backward(params, outputs, targets, np.array(case["has_output"], bool))


class Problem:
    """A small random network and window, whose loss can be asked for at any parameters."""

    def __init__(self, model: Model, steps: int, batch: int, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        self.model, self.unroll = model, Unroll(model, steps, batch)
        self.params = model.init_params(uniform(1.5), seed)
        self.inputs = rng.normal(size=(steps, batch, model.input_size))
        self.targets = rng.normal(size=(steps, batch, model.output_size))
        self.hidden = rng.normal(size=(batch, model.hidden_size)) * 0.5
        self.has_output = rng.random(steps) < 0.6
        self.has_output[-1] = True

    def trace(self) -> Trace:
        outputs = self.unroll.forward(
            self.params, self.inputs, initial_state={"hidden": self.hidden}
        )
        return self.unroll.backward(self.params, outputs, self.targets, self.has_output)

    def numeric_gradient(self, array: Array, epsilon: float = 1e-6) -> Array:
        """Central differences of the loss in every entry of `array`, which is restored."""
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + epsilon
            above = self.trace().loss
            array[index] = kept - epsilon
            below = self.trace().loss
            array[index] = kept
            gradient[index] = (above - below) / (2 * epsilon)
        return gradient


@pytest.fixture(params=["tanh", "sigmoid", "relu"])
def problem(request: pytest.FixtureRequest) -> Problem:
    return Problem(Model(2, 4, 3, activation=request.param, output_activation="tanh"), 7, 2)
