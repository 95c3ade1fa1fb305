"""What every cell offers: its parameters' shapes, one step, one step back, its wiring as data."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from ..arrays import Array, Params

Arrays = tuple[Array, ...]


class Node(NamedTuple):
    """A value inside one step. `name` is the Trace's name of it; `op` says how it is made."""

    name: str
    op: str


class Edge(NamedTuple):
    """A wire between two nodes; `weight` names the parameter it multiplies by, if any.

    `delay` is 1 where the source is the previous step's value, else 0.
    """

    source: str
    target: str
    weight: str | None = None
    delay: int = 0


class CellGraph(NamedTuple):
    """A cell's wiring, from which its drawings are made."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Cell(ABC):
    """One step of a recurrent network. G is the number of gates, m the number of hidden units.

    Shapes: a step's arrays are (B, width · m). Arrays named in `state` are handed to the next step.
    """

    gates: tuple[str, ...]  # G names: the blocks of m rows in W_x, W_h, b_h and a_t, in order
    state: tuple[str, ...] = ("hidden",)  # what is passed on, "hidden" first
    arrays: Mapping[str, int]  # what a step makes beside its state: name -> width in units of m
    extra_params: tuple[str, ...] = ()  # parameters (m,) beside W_x, W_h and b_h
    graph: CellGraph

    @abstractmethod
    def weights(self, params: Params) -> Arrays:
        """What `step` and `step_back` need of the parameters, prepared once for all steps."""

    @abstractmethod
    def step(
        self, weights: Arrays, pre_x_t: Array, state: Arrays, next_state: Arrays, made: Arrays
    ) -> None:
        """From pre_x_t = W_x x_t + b_h, (B, G·m), and the state write `next_state` and `made`,

        which is `cut`.
        """

    @abstractmethod
    def slopes(self, states: Arrays, made: Arrays, out: Arrays | None = None) -> Arrays:
        """The elementwise derivatives that `step_back` needs, for all T steps at once.

        `states` are (T + 1, B, m) with the initial state at index 0; `made` are (T, B, width · m).
        `out` is what an earlier call with the same `made` has returned: it may be written anew.
        """

    @abstractmethod
    def step_back(
        self,
        weights: Arrays,
        slopes_t: Arrays,
        grad_state: Arrays,
        delta_t: Arrays,
        grad_previous: Arrays,
    ) -> None:
        """From the total ∂L/∂state_t write δ_t = ∂L/∂a_t (cut) and what reaches the state before.

        `grad_state[0]` is the total ∂L/∂h_t; further entries come as the part from later steps and
        are completed in place with the part that comes through h_t. Leading axes broadcast, so that
        many losses can be carried back together.
        """

    def cut(self, made_t: Arrays) -> Arrays:
        """The views that `step` wants of one step's arrays: cut once, not at every pass."""
        return made_t

    def cut_delta(self, delta_t: Array) -> Arrays:
        """The views that `step_back` wants of δ_t, itself first; leading axes may be any."""
        return (delta_t,)

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """Parts of `made` that have names of their own: single gates, each (T, B, m)."""
        return {}

    def recurrent_delta(self, delta: Array, made: Arrays) -> Arrays:
        """∂L/∂(W_h h_{t-1}) for all steps: δ itself unless a gate stands between.

        In blocks that together are (T, B, G·m), so that those that are δ's need no copy.
        """
        return (delta,)

    def extra_grads(self, recurrent_delta: Arrays) -> dict[str, Array]:
        """The gradients of `extra_params`."""
        return {}
