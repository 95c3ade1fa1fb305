"""How parameters get their first values. m is the hidden size, G the number of gates."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .arrays import Array
from .checks import number, one_of

Generator = np.random.Generator


def _uniform(rng: Generator, shape: tuple[int, ...], m: int) -> Array:
    """U(-1/√m, 1/√m): PyTorch's default for recurrent layers, biases included."""
    bound = m**-0.5
    return rng.uniform(-bound, bound, shape)


def _xavier(rng: Generator, shape: tuple[int, ...], fan_out: int) -> Array:
    """U(-b, b), b = √(6 / (fan in + fan out)) (Glorot & Bengio 2010); biases 0."""
    if len(shape) == 1:
        return np.zeros(shape)
    bound = (6.0 / (shape[1] + fan_out)) ** 0.5
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
    `update_bias` to the GRU's b_z. Raises ValueError for an unknown name and for what is no finite
    number.
    """

    name: str = "uniform"
    gain: float = 1.0
    forget_bias: float = 1.0
    update_bias: float = 0.0

    def __post_init__(self) -> None:
        one_of("initializer", self.name, NAMES)
        for field in ("gain", "forget_bias", "update_bias"):
            number(field, getattr(self, field))

    def draw(
        self, rng: Generator, name: str, shape: tuple[int, ...], gates: tuple[str, ...], m: int
    ) -> Array:
        """The parameter `name` (without suffix) of this shape, for a cell with these gates."""
        if name == "W_h" and self.name in RECURRENT:
            blocks = [RECURRENT[self.name](rng, m) for _ in gates]
            return self.gain * np.concatenate(blocks)
        if self.name == "uniform":
            values = self.gain * _uniform(rng, shape, m)
        else:
            fan_out = m if name in ("W_x", "W_h") else shape[0]  # each gate for itself
            values = self.gain * _xavier(rng, shape, fan_out)
        if name == "b_h":
            by_gate = values.reshape(len(gates), m)
            for gate, bias in (("f", self.forget_bias), ("z", self.update_bias)):
                if gate in gates:
                    by_gate[gates.index(gate)] += bias
        return values
