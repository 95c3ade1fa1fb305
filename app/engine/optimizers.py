"""From gradients to new parameters. Parameters are never changed in place.

A rule says which way to step for one parameter; Optimizer clips, applies the rule to all of them
and takes the step: W ← W - η · direction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from .arrays import Array, Params, global_norm
from .checks import above_zero, at_least, share

Slots = Mapping[str, tuple[Array, ...]]  # what a rule remembers of each parameter


class Rule(Protocol):
    """`slots` arrays, zero at first, are kept for each parameter from update to update."""

    slots: int

    def __call__(self, grad: Array, count: int, *slots: Array) -> tuple[Array, ...]:
        """The direction, then the new slots; `count` is 1 at the first update."""


@dataclass(frozen=True)
class SGD:
    """The gradient itself (Robbins & Monro 1951)."""

    slots = 0

    def __call__(self, grad: Array, count: int, *slots: Array) -> tuple[Array, ...]:
        return (grad,)


@dataclass(frozen=True)
class Momentum:
    """v ← μ v + g, direction v (Polyak 1964, in PyTorch's form); 0 ≤ μ < 1."""

    momentum: float = 0.9
    slots = 1

    def __post_init__(self) -> None:
        share("momentum", self.momentum)

    def __call__(self, grad: Array, count: int, *slots: Array) -> tuple[Array, ...]:
        velocity = self.momentum * slots[0] + grad
        return velocity, velocity


@dataclass(frozen=True)
class RMSProp:
    """s ← ρ s + (1 - ρ) g², direction g / (√s + ε) (Tieleman & Hinton 2012, PyTorch's ε).

    0 ≤ ρ < 1, ε ≥ 0.
    """

    rho: float = 0.99
    epsilon: float = 1e-8
    slots = 1

    def __post_init__(self) -> None:
        share("rho", self.rho)
        at_least("epsilon", self.epsilon, 0)

    def __call__(self, grad: Array, count: int, *slots: Array) -> tuple[Array, ...]:
        square = self.rho * slots[0] + (1 - self.rho) * grad * grad
        return grad / (np.sqrt(square) + self.epsilon), square


@dataclass(frozen=True)
class Adam:
    """Bias-corrected mean over root of bias-corrected mean square (Kingma & Ba 2015).

    0 ≤ β₁, β₂ < 1, ε ≥ 0.
    """

    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8
    slots = 2

    def __post_init__(self) -> None:
        share("beta_1", self.beta_1)
        share("beta_2", self.beta_2)
        at_least("epsilon", self.epsilon, 0)

    def __call__(self, grad: Array, count: int, *slots: Array) -> tuple[Array, ...]:
        mean = self.beta_1 * slots[0] + (1 - self.beta_1) * grad
        square = self.beta_2 * slots[1] + (1 - self.beta_2) * grad * grad
        corrected = square / (1 - self.beta_2**count)
        direction = mean / (1 - self.beta_1**count) / (np.sqrt(corrected) + self.epsilon)
        return direction, mean, square


RULES: dict[str, type[SGD] | type[Momentum] | type[RMSProp] | type[Adam]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "rmsprop": RMSProp,
    "adam": Adam,
}


class OptimizerState(NamedTuple):
    """How many updates there were, and what the rule remembers."""

    updates: int
    slots: Slots


class OptimizerStep(NamedTuple):
    """The new parameters and state, and the gradient's global norm before and after clipping."""

    params: dict[str, Array]
    state: OptimizerState
    grad_norm: float
    clipped_grad_norm: float


@dataclass(frozen=True)
class Optimizer:
    """W ← W - η · direction, for every parameter.

    With `clip_value` every entry of the gradient is first limited to ±clip_value; with `clip_norm`
    a gradient whose global norm is larger is then scaled to it (Pascanu et al. 2013). Raises
    ValueError, with a sentence, for a rate below 0 or a limit that is not above 0.
    """

    learning_rate: float
    rule: Rule = field(default_factory=SGD)
    clip_norm: float | None = None
    clip_value: float | None = None

    def __post_init__(self) -> None:
        at_least("learning_rate", self.learning_rate, 0)
        above_zero("clip_norm", self.clip_norm)
        above_zero("clip_value", self.clip_value)
        if isinstance(self.rule, type | str):
            raise ValueError("rule must be one that is made, such as Adam().")

    def start(self, params: Params) -> OptimizerState:
        """The state before the first update."""
        zeros = {n: (np.zeros_like(p),) * self.rule.slots for n, p in params.items()}
        return OptimizerState(0, zeros)

    def check_state(self, params: Params, state: OptimizerState) -> None:
        """Raise ValueError with a sentence if `state` is of another rule or other parameters."""
        expected = {name: [value.shape] * self.rule.slots for name, value in params.items()}
        found = {name: [slot.shape for slot in slots] for name, slots in state.slots.items()}
        if found != expected:
            raise ValueError(
                "optimizer must be the one that the state is of: its rule,"
                f" {type(self.rule).__name__}, keeps {self.rule.slots} arrays of each parameter,"
                " of its shape, and the state holds others."
            )

    def step(self, params: Params, grads: Params, state: OptimizerState) -> OptimizerStep:
        """One update; `params` and `grads` have equal names and shapes."""
        updates, new, slots = state.updates + 1, {}, {}
        with np.errstate(all="ignore"):
            grads, before, after = self._clipped(grads)
            for name, value in params.items():
                direction, *kept = self.rule(grads[name], updates, *state.slots[name])
                new[name], slots[name] = value - self.learning_rate * direction, tuple(kept)
        return OptimizerStep(new, OptimizerState(updates, slots), before, after)

    def _clipped(self, grads: Params) -> tuple[Params, float, float]:
        """The gradient after clipping, and its norm before and after."""
        before = after = global_norm(grads)
        if self.clip_value is not None:
            limit = self.clip_value
            grads = {name: np.clip(grad, -limit, limit) for name, grad in grads.items()}
            after = global_norm(grads)
        if self.clip_norm is not None and after > self.clip_norm:
            scale = self.clip_norm / after
            grads = {name: grad * scale for name, grad in grads.items()}
            after *= scale
        return grads, before, after
