"""What a step without input reads: 0, the previous target, or the previous output.

`teacher` feeds p_{t-1}; `free` feeds y_{t-1}, and the gradient goes back through it. Both want
o = d, and feed only where the step before has an output; elsewhere x_t = 0.
"""

from dataclasses import dataclass

import numpy as np

from .activations import ACTIVATIONS, back_through
from .arrays import Array, Mask, Params

FEEDBACKS = ("none", "teacher", "free")


def fed_steps(has_input: Mask, has_output: Mask) -> Mask:
    """Which steps (T,) read what the step before has put out."""
    fed = ~has_input
    fed[0] = False
    fed[1:] &= has_output[:-1]
    return fed


def with_targets(inputs: Array, targets: Array, fed: Mask) -> Array:
    """`inputs` (T, B, d) with p_{t-1} at the fed steps."""
    shifted = np.concatenate([np.zeros_like(targets[:1]), targets[:-1]])
    return np.where(fed[:, None, None], shifted, inputs)


@dataclass(frozen=True)
class FreeRunning:
    """The link from y_{t-1} to x_t, forward and back."""

    params: Params
    output_activation: str
    fed: Mask

    def x(self, hidden: Array) -> Array:
        """x_t = f_y(W_y h_{t-1} + b_y) from h_{t-1} (B, S)."""
        x: Array = hidden @ self.params["W_y"].T + self.params["b_y"]
        ACTIVATIONS[self.output_activation].f(x, x)
        return x

    def grad_logits(self, delta_t: Array, outputs: Array) -> Array:
        """∂L/∂z_{t-1} by way of x_t, (…, B, o), from δ_t (…, B, G·m) and y_{t-1} (B, o)."""
        return back_through(self.output_activation, outputs, delta_t @ self.params["W_x"])
