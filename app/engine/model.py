"""What a network is made of: its sizes, its cell, its activations, the shapes of its parameters."""

from dataclasses import dataclass

import numpy as np

from .arrays import Array, Params
from .bidirectional import SUFFIX, Bidirectional
from .cells import CELLS, VANILLA, Cell
from .checks import numbers, one_of, whole
from .initializers import Initializer
from .recurrence import Recurrence

HIDDEN_ACTIVATIONS = ("tanh", "sigmoid", "relu")
OUTPUT_ACTIVATIONS = ("identity", "tanh", "sigmoid", "relu", "softmax")


@dataclass(frozen=True)
class Model:
    """d = input_size, m = hidden_size, o = output_size; y_t = f_y(W_y h_t + b_y).

    `activation` is f of the cells that use it. A bidirectional y_t reads [h_t; h_t_reverse]. Raises
    ValueError, with a sentence naming the field, for an unknown name or a size that is no whole
    number from 1.
    """

    input_size: int
    hidden_size: int
    output_size: int
    cell: str = VANILLA
    activation: str = "tanh"
    output_activation: str = "identity"
    bidirectional: bool = False

    def __post_init__(self) -> None:
        one_of("cell", self.cell, tuple(CELLS))
        one_of("activation", self.activation, HIDDEN_ACTIVATIONS)
        one_of("output_activation", self.output_activation, OUTPUT_ACTIVATIONS)
        for field in ("input_size", "hidden_size", "output_size"):
            whole(field, getattr(self, field), 1)

    def recurrence(self, steps: int, batch: int) -> Recurrence | Bidirectional:
        """The loop over time, in one direction or both."""
        m = self.hidden_size
        if self.bidirectional:
            return Bidirectional(self.new_cell(), self.new_cell(), m, steps, batch)
        return Recurrence(self.new_cell(), m, steps, batch)

    def new_cell(self) -> Cell:
        """A cell with this model's activation."""
        return CELLS[self.cell](self.activation)

    @property
    def state_size(self) -> int:
        """S, how many numbers h_t has."""
        return CELLS[self.cell].width * self.hidden_size

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What the names of each direction's arrays and parameters end with."""
        return ("", SUFFIX) if self.bidirectional else ("",)

    def param_shapes(self) -> dict[str, tuple[int, ...]]:
        """Each parameter's shape: the cell's, such as W_x (G·m, d), then W_y (o, S), b_y (o,).

        Bidirectional: the cell's twice, and W_y (o, 2S).
        """
        shapes = self.new_cell().param_shapes(self.input_size, self.hidden_size)
        if self.bidirectional:
            shapes |= {name + SUFFIX: shape for name, shape in shapes.items()}
        width = 2 * self.state_size if self.bidirectional else self.state_size
        return shapes | {"W_y": (self.output_size, width), "b_y": (self.output_size,)}

    def init_params(self, initializer: Initializer, seed: int) -> dict[str, Array]:
        """New parameters, drawn in the order of `param_shapes`."""
        whole("seed", seed, 0)
        rng, cell, m = np.random.default_rng(seed), self.new_cell(), self.hidden_size
        roles = {**cell.roles, "W_y": "readout", "b_y": "bias"}
        params = {
            name: initializer.draw(rng, roles[name.removesuffix(SUFFIX)], shape, m)
            for name, shape in self.param_shapes().items()
        }
        for name in {"b_h", "b_h" + SUFFIX} & set(params):
            by_gate = params[name].reshape(len(cell.gates), m)
            for gate, setting in cell.offsets.items():
                by_gate[cell.gates.index(gate)] += getattr(initializer, setting)
        return params

    def check_params(self, params: Params) -> None:
        """Raise ValueError with a sentence unless all are there, of their shapes and float64."""
        shapes = self.param_shapes()
        if set(params) != set(shapes):
            raise ValueError(f"params must be exactly {', '.join(shapes)}.")
        for name, shape in shapes.items():
            numbers(f"params.{name}", params[name], shape)

    def check_state(self, field: str, state: Params | None, batch: int) -> None:
        """Raise ValueError with a sentence unless `state` maps names to (B, S); None is 0."""
        if state is None:
            return
        names = self.new_cell().state
        if self.bidirectional:
            names += tuple(name + SUFFIX for name in names)
        for name, values in state.items():
            one_of(field, name, names)
            numbers(f"{field}.{name}", values, (batch, self.state_size))
