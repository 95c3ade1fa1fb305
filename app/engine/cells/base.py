"""What every cell offers: its parameters' shapes, one step, one step back, its wiring as data."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from ..arrays import Array, Params

Arrays = tuple[Array, ...]


class Node(NamedTuple):
    """A value inside one step. `name` is the Trace's name of it; `op` says how it is made.

    "sum": of what its wires bring, and a bias. `activation` is then applied to that: sigmoid, tanh,
    or "activation", the model's. A pre-activation is inside its node, in every cell.
    """

    name: str
    op: str
    activation: str | None = None


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
    # What a step makes beside its state: name -> width in units of m; "preactivation": G first.
    arrays: Mapping[str, int]
    extra_params: tuple[str, ...] = ()  # parameters (m,) beside W_x, W_h and b_h
    graph: CellGraph
    uses: tuple[str, ...] = ()  # settings that only some cells look at: "activation", "forget_bias"

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = activation  # the model's f, for the cells that use it

    @abstractmethod
    def weights(self, params: Params) -> Arrays:
        """What `step` and `step_back` need of the parameters, prepared once for all steps."""

    @abstractmethod
    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """From the state write `next_state` and `made`, which is `cut`.

        The pre-activation comes as W_x x_t + b_h; `recurrent` is room for W_h h_{t-1}, (B, G·m).
        """

    @abstractmethod
    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """The elementwise derivatives that `step_back` needs, for T steps at once.

        `states` are (T + 1, B, m), with the state before at index 0; `made` (T, B, width · m).
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
        """From the total ∂L/∂state_t write δ_t (`cut_delta`) and what reaches the state before.

        `grad_state[0]` is the total ∂L/∂h_t; further entries come as the part from later steps and
        are completed in place with the part that comes through h_t. Leading axes broadcast, so that
        many losses can be carried back together.
        """

    def cut(self, made: Arrays) -> Arrays:
        """The views of `made` that `step` wants, cut once and for all steps."""
        return made

    def cut_delta(self, delta: Array) -> Arrays:
        """What `step_back` writes: views of δ, leading axes any.

        The first is ∂L/∂(W_h h_{t-1}), which is δ itself unless a gate stands between.
        """
        return (delta,)

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """Parts of `made` that have names of their own: single gates, each (T, B, m)."""
        return {}

    def recurrent_delta(self, delta: Array, made: Arrays) -> Array:
        """∂L/∂(W_h h_{t-1}) of all steps from any δ, both (T, B, G·m)."""
        return delta

    def extra_deltas(self, recurrent_delta: Array) -> dict[str, Array]:
        """∂L/∂(what each of `extra_params` is added to), (T, B, m)."""
        return {}
