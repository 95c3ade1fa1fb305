"""Activation functions, and their derivatives expressed by the function's own value.

With y = f(a): tanh' = 1 - y², sigmoid' = y (1 - y), relu' = [y > 0] (0 at the kink, as in PyTorch),
identity' = 1. Taking the derivative from y saves keeping a. softmax works over the last axis; its
Jacobian is diag(y) - y yᵀ.
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


def _softmax(a: Array, out: Array) -> None:
    """exp(a - max a), normalised: equal to softmax and without overflow."""
    np.subtract(a, a.max(-1, keepdims=True), out=out)
    np.exp(out, out=out)
    np.divide(out, out.sum(-1, keepdims=True), out=out)


def _no_slope(y: Array) -> Array:
    raise ValueError("softmax has no elementwise derivative; use back_through.")


ACTIVATIONS = {
    "tanh": Activation(lambda a, out: np.tanh(a, out=out), lambda y: 1.0 - y * y),
    "sigmoid": Activation(_sigmoid, lambda y: y * (1.0 - y)),
    "relu": Activation(
        lambda a, out: np.maximum(a, 0.0, out=out), lambda y: np.greater(y, 0.0).astype(np.float64)
    ),
    "identity": Activation(lambda a, out: np.copyto(out, a), lambda y: np.ones_like(y)),
    "softmax": Activation(_softmax, _no_slope),
}


def back_through(name: str, y: Array, grad_y: Array) -> Array:
    """∂L/∂a from ∂L/∂y and y = f(a), shapes (…, o)."""
    if name == "softmax":
        weighted: Array = (grad_y * y).sum(-1, keepdims=True)
        return y * (grad_y - weighted)
    return grad_y * ACTIVATIONS[name].slope(y)
