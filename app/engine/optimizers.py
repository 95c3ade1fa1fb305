"""From gradients to new parameters. Parameters are never changed in place."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arrays import Array, Params, global_norm


class Step(NamedTuple):
    """The new parameters, and the gradient's global norm before and after clipping."""

    params: dict[str, Array]
    grad_norm: float
    clipped_grad_norm: float


@dataclass(frozen=True)
class SGD:
    """W ← W - η ∂L/∂W (Robbins & Monro 1951).

    With `clip_norm`, a gradient whose global norm is larger is scaled to it (Pascanu et al. 2013).
    """

    learning_rate: float
    clip_norm: float | None = None

    def step(self, params: Params, grad_params: Params) -> Step:
        """One update; `params` and `grad_params` have equal names and shapes."""
        with np.errstate(all="ignore"):
            norm = global_norm(grad_params)
            scale = 1.0
            if self.clip_norm is not None and norm > self.clip_norm:
                scale = self.clip_norm / norm
            rate = self.learning_rate * scale
            new = {name: value - rate * grad_params[name] for name, value in params.items()}
        return Step(new, norm, norm * scale)
