"""Losses: summed over output steps and features, averaged over the batch."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS
from .arrays import Array, Mask


class LossResult(NamedTuple):
    """`errors` e = y - p (T, B, o), 0 where a step has no output; `loss_per_step` (T,);

    `grad_logits` = ∂L/∂z (T, B, o) where z_t = W_y h_t + b_y and y_t = f_y(z_t).
    """

    errors: Array
    loss_per_step: Array
    grad_logits: Array


Loss = Callable[[Array, Array, Mask, str], LossResult]


def mse(outputs: Array, targets: Array, has_output: Mask, output_activation: str) -> LossResult:
    """½ (y - p)², so that e = y - p is exactly the error that is propagated back.

    outputs y and targets p are (T, B, o), has_output is (T,).
    """
    steps, batch, _ = outputs.shape
    # Chosen, not multiplied by the mask: 0 · Inf would make a step without output NaN.
    errors = np.where(has_output[:, None, None], outputs - targets, 0.0)
    flat = errors.reshape(steps, -1)
    loss_per_step = np.einsum("ti,ti->t", flat, flat) * (0.5 / batch)
    grad_logits = errors / batch if batch > 1 else errors
    if output_activation != "identity":
        slope = ACTIVATIONS[output_activation].slope(outputs)
        grad_logits = np.where(has_output[:, None, None], grad_logits * slope, 0.0)
    return LossResult(errors, loss_per_step, grad_logits)


LOSSES: dict[str, Loss] = {"mse": mse}
