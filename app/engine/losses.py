"""Losses: summed over output steps and features, averaged over the batch, from the logits.

Every loss works on z_t = W_y h_t + b_y as well as on y_t = f_y(z_t), so that none overflows.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .activations import back_through
from .arrays import Array, Mask
from .checks import one_of


class LossResult(NamedTuple):
    """Errors, losses and the gradient of one pass.

    `errors` e = y - p (T, B, o), 0 where a step has no output; `loss_per_step` (T,);
    `grad_logits` = ∂⁺L/∂z (T, B, o).
    """

    errors: Array
    loss_per_step: Array
    grad_logits: Array


def _mse(z: Array, p: Array, e: Array) -> Array:
    """½ e², so that e = y - p is exactly the error that is propagated back."""
    return 0.5 * e * e


def _bce(z: Array, p: Array, e: Array) -> Array:
    """-p log σ(z) - (1 - p) log(1 - σ(z)) = max(z, 0) - p z + log(1 + exp(-|z|))."""
    return np.maximum(z, 0.0) - p * z + np.log1p(np.exp(-np.abs(z)))


def _cross_entropy(z: Array, p: Array, e: Array) -> Array:
    """-Σ p log softmax(z), with log softmax(z) = z - max z - log Σ exp(z - max z)."""
    shifted = z - z.max(-1, keepdims=True)
    log_softmax: Array = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return -p * log_softmax


LOSSES: dict[str, Callable[[Array, Array, Array], Array]] = {
    "mse": _mse,
    "bce": _bce,
    "cross_entropy": _cross_entropy,
}

# The output activations that a loss makes sense with.
PAIRS = {
    "mse": ("identity", "tanh", "sigmoid", "relu"),
    "bce": ("sigmoid",),
    "cross_entropy": ("softmax",),
}


def check_pair(loss: str, output_activation: str) -> None:
    """Raise ValueError with a sentence for an unknown loss or a pair that makes no sense."""
    one_of("loss", loss, tuple(PAIRS))
    if output_activation not in PAIRS[loss]:
        allowed = " or ".join(PAIRS[loss])
        raise ValueError(
            f"output_activation must be {allowed} for the loss {loss}, but it is"
            f" {output_activation!r}."
        )


def compute_loss(
    loss: str, output_activation: str, z: Array, y: Array, p: Array, has_output: Mask
) -> LossResult:
    """Loss and its gradient for logits z, outputs y, targets p, (T, B, o), and has_output (T,).

    ∂⁺L/∂z is e / B for bce on sigmoid, as for mse on the identity; for cross_entropy on softmax it
    is (y Σp - p) / B, which is e / B where the targets sum to 1 over the features. The gradient is
    that of the formula for any targets; a likelihood it is for those in [0, 1].
    """
    steps, batch, _ = y.shape
    mask, some = has_output[:, None, None], not has_output.all()

    def masked(values: Array) -> Array:
        """Chosen, not multiplied by the mask: 0 · Inf would make a step without output NaN."""
        return np.where(mask, values, 0.0) if some else values

    errors = masked(y - p)
    losses = masked(LOSSES[loss](z, p, errors))
    loss_per_step = losses.reshape(steps, -1).sum(-1) / batch
    grad_logits = errors / batch
    if loss == "mse" and output_activation != "identity":
        grad_logits = masked(back_through(output_activation, y, grad_logits))
    elif loss == "cross_entropy":
        grad_logits = masked(y * p.sum(-1, keepdims=True) - p) / batch
    return LossResult(errors, loss_per_step, grad_logits)
