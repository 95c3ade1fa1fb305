"""What is measured: one network, its data, and everything that a pass must yield."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model

Array = NDArray[np.float64]
# Of each parameter; and of every step t: "delta" ∂L/∂a_t (T, B, G·m), "hidden" ∂L/∂h_t (T, B, m).
Gradients = Mapping[str, Array]
Pass = Callable[[], Gradients]  # forward and back once


@dataclass(frozen=True)
class Case:
    """A many-to-many network with mse loss: m units, d inputs, k steps, B sequences."""

    m: int
    d: int
    k: int
    B: int
    cell: str = "rnn"

    @property
    def model(self) -> Model:
        return Model(self.d, self.m, 1, self.cell)

    @property
    def params(self) -> dict[str, Array]:
        return self.model.init_params(Initializer(), seed=0)

    @property
    def inputs(self) -> Array:
        """(T, B, d)"""
        return np.random.default_rng(1).uniform(size=(self.k, self.B, self.d))

    @property
    def targets(self) -> Array:
        """(T, B, 1)"""
        return np.random.default_rng(2).uniform(size=(self.k, self.B, 1))


SIZES = (
    (4, 1, 10, 1),
    (16, 1, 25, 1),
    (32, 1, 50, 1),
    (32, 2, 50, 16),
    (64, 2, 100, 32),
    (128, 2, 100, 64),
)
CASES = tuple(Case(*size, cell) for cell in ("rnn", "gru", "lstm") for size in SIZES)
