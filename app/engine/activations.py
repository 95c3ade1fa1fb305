"""Activation functions, and their derivatives expressed by the function's own value.

With y = f(a): tanh' = 1 - y², sigmoid' = y (1 - y), relu' = [y > 0] (0 at the kink, as in PyTorch),
identity' = 1. Taking the derivative from y saves keeping a.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Array


class Activation(NamedTuple):
    """f writes f(a) into `out` (which may be `a` itself); `slope(y)` is f'(a) where y = f(a)."""

    f: Callable[[Array, Array], object]
    slope: Callable[[Array], Array]


def _sigmoid(a: Array, out: Array) -> None:
    """1 / (1 + exp(-a)) as ½ + ½ tanh(a / 2), which cannot overflow."""
    np.multiply(a, 0.5, out=out)
    np.tanh(out, out=out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


ACTIVATIONS = {
    "tanh": Activation(lambda a, out: np.tanh(a, out=out), lambda y: 1.0 - y * y),
    "sigmoid": Activation(_sigmoid, lambda y: y * (1.0 - y)),
    "relu": Activation(
        lambda a, out: np.maximum(a, 0.0, out=out), lambda y: np.greater(y, 0.0).astype(np.float64)
    ),
    "identity": Activation(lambda a, out: np.copyto(out, a), lambda y: np.ones_like(y)),
}
