"""How parameters get their first values."""

from collections.abc import Callable

import numpy as np

from .arrays import Array

Initializer = Callable[[np.random.Generator, str, tuple[int, ...], int], Array]


def uniform(gain: float = 1.0) -> Initializer:
    """Every parameter from U(-gain/√m, gain/√m), PyTorch's default for recurrent layers."""

    def draw(
        rng: np.random.Generator, name: str, shape: tuple[int, ...], hidden_size: int
    ) -> Array:
        bound = gain / hidden_size**0.5
        return rng.uniform(-bound, bound, shape)

    return draw


INITIALIZERS = {"uniform": uniform}
