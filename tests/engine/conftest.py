"""Shared by the engine's tests: reference cases computed by PyTorch, and small random problems."""

from typing import Any

import numpy as np
from unrolled.engine.arrays import Array
from unrolled.engine.batches import has_input, has_output
from unrolled.engine.cells import CELLS
from unrolled.engine.initializers import Initializer
from unrolled.engine.losses import PAIRS
from unrolled.engine.model import Model
from unrolled.engine.trace import Trace
from unrolled.engine.unroll import Unroll


def matches(actual: Any, expected: Any) -> None:
    """Assert agreement to 1e-9 relative or 1e-10 absolute."""
    np.testing.assert_allclose(actual, np.asarray(expected), rtol=1e-9, atol=1e-10)


def relative_error(actual: Array, expected: Array) -> float:
    """‖actual - expected‖ / ‖expected‖; the absolute error where nothing is expected."""
    scale = float(np.linalg.norm(expected))
    return float(np.linalg.norm(actual - expected)) / (scale or 1.0)


def trace_of(case: dict[str, Any]) -> Trace:
    inputs, targets = np.array(case["inputs"]), np.array(case["targets"])
    params = {name: np.array(value) for name, value in case["params"].items()}
    unroll = Unroll(Model(**case["model"]), *inputs.shape[:2])
    unroll.forward(params, inputs, np.array(case["has_input"], bool))
    return unroll.backward(targets, np.array(case["has_output"], bool), case["loss"])


class Problem:
    """A small random network and window, whose loss can be asked for at any parameters."""

    def __init__(
        self,
        model: Model,
        steps: int = 5,
        batch: int = 2,
        seed: int = 1,
        sequence_type: str = "many_to_many",
        loss: str = "mse",
        feedback: str = "none",
        gain: float = 1.5,
    ) -> None:
        rng = np.random.default_rng(seed)
        self.model, self.loss = model, loss
        self.unroll = Unroll(model, steps, batch, feedback)
        self.params = model.init_params(Initializer(gain=gain), seed)
        self.inputs = rng.normal(size=(steps, batch, model.input_size))
        self.targets = rng.normal(size=(steps, batch, model.output_size))
        if loss != "mse":
            self.targets = rng.random(size=self.targets.shape)
        if loss == "cross_entropy":
            self.targets /= self.targets.sum(-1, keepdims=True)
        names = model.new_cell().state
        if model.bidirectional:
            names += tuple(f"{name}_reverse" for name in names)
        self.initial = {n: rng.normal(size=(batch, model.state_size)) * 0.5 for n in names}
        self.has_input = has_input(sequence_type, steps)
        self.has_output = has_output(sequence_type, steps)

    @property
    def hidden(self) -> Array:
        return self.initial["hidden"]

    def trace(self) -> Trace:
        self.unroll.forward(
            self.params, self.inputs, self.has_input, self.initial, self.targets, self.has_output
        )
        return self.unroll.backward(self.targets, self.has_output, self.loss)

    def numeric_gradient(self, array: Array) -> Array:
        """The loss's slope in every entry of `array`, which is restored."""
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            direction = np.zeros_like(array)
            direction[index] = 1.0
            gradient[index] = self.slope(array, direction)
        return gradient

    def slope(self, array: Array, direction: Array, epsilon: float = 1e-4) -> float:
        """The loss's slope along `direction` in `array`: two central differences, extrapolated."""
        kept = array.copy()

        def loss(step: float) -> float:
            array[...] = kept + step * direction
            return self.trace().loss

        near = (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
        far = (loss(2 * epsilon) - loss(-2 * epsilon)) / (4 * epsilon)
        array[...] = kept
        return (4 * near - far) / 3


ALL_CELLS = sorted(CELLS)


def problem_of(cell: str, steps: int = 7, **options: object) -> Problem:
    return Problem(Model(2, 3, 2, cell=cell), steps, **options)  # type: ignore[arg-type]


__all__ = ["ALL_CELLS", "PAIRS", "Problem", "matches", "problem_of", "relative_error", "trace_of"]
