"""What every cell offers: its parameters, one step, one step back, its wiring as data."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..arrays import Array, Params, blocks
from ..weight_gradients import Factors

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
    """One step of a recurrent network: G gates, m hidden units, S = `width` · m numbers of state.

    Arrays named in `state` are handed to the next step, each (B, S). Every cell has W_x and b_h,
    by which it reads; what carries h_{t-1} on may be a matrix, a vector or nothing.
    """

    gates: tuple[str, ...]  # G names: the blocks of m rows in W_x, W_h, b_h and a_t, in order
    state: tuple[str, ...] = ("hidden",)  # what is passed on, "hidden" first
    width: int = 1  # numbers of a state for each unit; 2: complex, all real parts, then the others
    # What a step makes beside its state: name -> width in units of m; "preactivation": G first.
    arrays: Mapping[str, int]
    # Parameters by what they are: "input" multiplies x_t, "recurrent" and "vector" h_{t-1} (as a
    # matrix, or unit for unit), "bias" nothing. From this their shapes and first values follow.
    roles: Mapping[str, str] = MappingProxyType({"W_x": "input", "W_h": "recurrent", "b_h": "bias"})
    graph: CellGraph
    uses: tuple[str, ...] = ()  # settings that only some cells look at: "activation", "forget_bias"
    offsets: Mapping[str, str] = MappingProxyType({})  # gate -> the setting added to its b_h
    steepest: float | None = None  # f's largest slope in h_t = f(… + W_h h_{t-1}); None: no such f

    def __init__(self, activation: str = "tanh") -> None:
        self.activation = activation  # the model's f, for the cells that use it

    def param_shapes(self, d: int, m: int) -> dict[str, tuple[int, ...]]:
        """Each parameter's shape, in the order of drawing; d is the size of x_t."""
        rows, size = len(self.gates) * m, self.width * m
        shapes = {"input": (rows, d), "recurrent": (rows, size), "vector": (size,), "bias": (rows,)}
        return {name: shapes[role] for name, role in self.roles.items()}

    @property
    def carrier(self) -> str | None:
        """The parameter by which h_{t-1} is multiplied, if there is one."""
        wires = (wire for wire in self.graph.edges if wire.delay and wire.weight)
        return next((wire.weight for wire in wires), None)

    @property
    def own_gates(self) -> tuple[str, ...]:
        """The gates that have a value of their own, beside their pre-activation."""
        return tuple(gate for gate in self.gates if any(n.name == gate for n in self.graph.nodes))

    @property
    def squashes(self) -> bool:
        """Whether h_t = f(a_t) with the model's f."""
        hidden = next(node for node in self.graph.nodes if node.name == "hidden")
        return hidden.activation == "activation"

    @property
    def bounded(self) -> tuple[str, ...]:
        """The states that lie between -1 and 1."""
        return () if self.squashes and self.activation == "relu" else ("hidden",)

    @abstractmethod
    def weights(self, params: Params) -> Arrays:
        """What `step` and `step_back` need of the parameters, prepared once for all steps."""

    @abstractmethod
    def step(
        self, weights: Arrays, state: Arrays, next_state: Arrays, made: Arrays, recurrent: Array
    ) -> None:
        """From the state write `next_state` and `made`, which is `cut`.

        The pre-activation comes as W_x x_t + b_h; `recurrent` is room for what h_{t-1} adds to it,
        (B, G·m).
        """

    @abstractmethod
    def slopes(self, states: Arrays, made: Arrays) -> Arrays:
        """The elementwise derivatives that `step_back` needs, for T steps at once.

        `states` are (T + 1, B, S), with the state before at index 0; `made` are `arrays`.
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

        The first is that of what h_{t-1} adds, which is δ itself unless a gate stands between.
        """
        return (delta,)

    def named(self, made: Mapping[str, Array]) -> Mapping[str, Array]:
        """Parts of `made` that have names of their own: each of its "gates", (T, B, m)."""
        if "gates" not in made:
            return {}
        return dict(zip(self.gates, blocks(made["gates"], len(self.gates)), strict=True))

    def recurrent_delta(self, delta: Array, made: Arrays) -> Array:
        """∂L/∂(what h_{t-1} adds to a_t) of all steps from any δ, both (T, B, G·m)."""
        return delta

    def factors(
        self, params: Params, delta: Array, recurrent_delta: Array, inputs: Array, before: Array
    ) -> dict[str, Factors]:
        """What gives each parameter's gradient: ∂L/∂(what it makes), and what it multiplied there.

        δ (T, B, G·m) may be any, with its `recurrent_delta`; x_t is (T, B, d), h_{t-1} (T, B, S).
        `params` are for cells whose parameters are more than factors.
        """
        found: dict[str, Factors] = {}
        for name, role in self.roles.items():
            if role == "input":
                found[name] = delta, inputs
            elif role == "recurrent":
                found[name] = recurrent_delta, before
            else:
                found[name] = (recurrent_delta * before if role == "vector" else delta), None
        return found
