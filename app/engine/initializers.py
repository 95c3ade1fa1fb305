"""How parameters get their first values. m is the hidden size, G the number of gates."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .arrays import Array

Generator = np.random.Generator


def _uniform(rng: Generator, shape: tuple[int, ...], m: int) -> Array:
    """U(-1/√m, 1/√m): PyTorch's default for recurrent layers, biases included."""
    bound = m**-0.5
    return rng.uniform(-bound, bound, shape)


def _xavier(rng: Generator, shape: tuple[int, ...], m: int) -> Array:
    """U(-b, b), b = √(6 / (fan in + fan out)), each gate for itself (Glorot & Bengio 2010)."""
    if len(shape) == 1:
        return np.zeros(shape)
    rows = m if shape[0] % m == 0 else shape[0]
    bound = (6.0 / (rows + shape[1])) ** 0.5
    return rng.uniform(-bound, bound, shape)


def _orthogonal(rng: Generator, m: int) -> Array:
    """A random rotation or reflection (Saxe et al. 2014): Q of a Gaussian's QR, signs made even."""
    q, r = np.linalg.qr(rng.normal(size=(m, m)))
    product: Array = q * np.sign(np.diag(r))
    return product


RECURRENT: dict[str, Callable[[Generator, int], Array]] = {
    "orthogonal": _orthogonal,
    "identity": lambda rng, m: np.eye(m),  # Le, Jaitly & Hinton 2015
}
NAMES = ("uniform", "xavier", "orthogonal", "identity")


@dataclass(frozen=True)
class Initializer:
    """`orthogonal` and `identity` concern each gate's block of W_h; the rest is then Xavier's.

    `gain` scales what is drawn. `forget_bias` is added to the LSTM's b_f (Jozefowicz et al. 2015),
    `update_bias` to the GRU's b_z. Raises ValueError for an unknown name.
    """

    name: str = "uniform"
    gain: float = 1.0
    forget_bias: float = 1.0
    update_bias: float = 0.0

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(
                f"initializer must be one of {', '.join(NAMES)}, but it is {self.name!r}."
            )

    def draw(
        self, rng: Generator, name: str, shape: tuple[int, ...], gates: tuple[str, ...], m: int
    ) -> Array:
        """The parameter `name` (without suffix) of this shape, for a cell with these gates."""
        if name == "W_h" and self.name in RECURRENT:
            blocks = [RECURRENT[self.name](rng, m) for _ in gates]
            return self.gain * np.concatenate(blocks)
        draw = _uniform if self.name == "uniform" else _xavier
        values = self.gain * draw(rng, shape, m)
        if name == "b_h":
            by_gate = values.reshape(len(gates), m)
            for gate, bias in (("f", self.forget_bias), ("z", self.update_bias)):
                if gate in gates:
                    by_gate[gates.index(gate)] += bias
        return values
