"""What every cell offers: its parameters' shapes, one step, one step back, its wiring as data."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from ..arrays import Array, Params


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


class Cell(Protocol):
    """One step of a recurrent network. G is the number of gates, m the number of hidden units.

    Shapes: a step's arrays are (B, width · m). Arrays named in `state` are handed to the next step.
    """

    gates: int  # G: rows of W_x, W_h and b_h in units of m
    state: tuple[str, ...]  # what is passed on, "hidden" first
    arrays: Mapping[str, int]  # what a step makes beside its state: name -> width in units of m
    graph: CellGraph

    def weights(self, params: Params) -> tuple[Array, ...]:
        """What `step` and `step_back` need of the parameters, prepared once for all steps."""

    def step(
        self,
        weights: tuple[Array, ...],
        pre_x_t: Array,
        state: tuple[Array, ...],
        next_state: tuple[Array, ...],
        made: tuple[Array, ...],
    ) -> None:
        """From pre_x_t = W_x x_t + b_h, (B, G·m), and the state write `next_state` and `made`."""

    def slopes(self, states: tuple[Array, ...], made: tuple[Array, ...]) -> tuple[Array, ...]:
        """The elementwise derivatives that `step_back` needs, for all T steps at once.

        `states` are (T + 1, B, m) with the initial state at index 0; `made` are (T, B, width · m).
        """

    def step_back(
        self,
        weights: tuple[Array, ...],
        slopes_t: tuple[Array, ...],
        grad_state: tuple[Array, ...],
        delta_t: Array,
        grad_previous: tuple[Array, ...],
    ) -> None:
        """From the total ∂L/∂state_t write δ_t = ∂L/∂a_t and what reaches the previous state.

        Leading axes broadcast, so that many losses can be carried back together.
        """
