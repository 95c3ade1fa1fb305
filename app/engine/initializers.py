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


def _xavier(rng: Generator, role: str, shape: tuple[int, ...], m: int) -> Array:
    """U(-b, b), b = √(6 / (fan in + fan out)) (Glorot & Bengio 2010); biases 0.

    Each gate of a matrix for itself; a vector is a diagonal, whose entries have one way in and out.
    """
    if role == "bias":
        return np.zeros(shape)
    fans = {"vector": (1, 1), "readout": (shape[-1], shape[0])}
    bound = (6.0 / sum(fans.get(role, (shape[-1], m)))) ** 0.5
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
VECTORS: dict[str, Callable[[Generator, int], Array]] = {
    "orthogonal": lambda rng, m: rng.choice([-1.0, 1.0], m),
    "identity": lambda rng, m: np.ones(m),
}
NAMES = ("uniform", "xavier", "orthogonal", "identity")


@dataclass(frozen=True)
class Initializer:
    """`orthogonal` and `identity` concern what carries h_{t-1} on; the rest is then Xavier's.

    That is each gate's block of a matrix, or a vector. `gain` scales what is drawn. `forget_bias`
    (Jozefowicz et al. 2015) and `update_bias` are added to b_h of the gates for which a cell says
    so. Raises ValueError for an unknown name and for what is no finite number.
    """

    name: str = "uniform"
    gain: float = 1.0
    forget_bias: float = 1.0
    update_bias: float = 0.0

    def __post_init__(self) -> None:
        one_of("initializer", self.name, NAMES)
        for field in ("gain", "forget_bias", "update_bias"):
            number(field, getattr(self, field))

    def draw(self, rng: Generator, role: str, shape: tuple[int, ...], m: int) -> Array:
        """A parameter of this shape: what a cell says that it is (`Cell.roles`), or the readout."""
        if role == "recurrent" and self.name in RECURRENT:
            rows, columns = shape
            blocks = [RECURRENT[self.name](rng, columns) for _ in range(rows // columns)]
            return self.gain * np.concatenate(blocks)
        if role == "vector" and self.name in VECTORS:
            return self.gain * VECTORS[self.name](rng, *shape)
        if self.name == "uniform":
            return self.gain * _uniform(rng, shape, m)
        return self.gain * _xavier(rng, role, shape, m)
