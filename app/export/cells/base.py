"""What each exported program needs to know of a cell: one snippet for each."""

from typing import NamedTuple


class PyTorchCode(NamedTuple):
    """What PyTorch calls the layer, and a function `step`, with {f} for the model's activation."""

    layer: str
    step: str


class KerasLayer(NamedTuple):
    """Keras' own layer, a setting of it, and the functions that turn our weights into its."""

    layer: str
    setting: str
    layout: str


class NumPyCode(NamedTuple):
    """A step forward and back, written out, within the loops of the program.

    `kept` is what a step leaves for the way back; `carried` the gradients handed to the step
    before; `beside_h` the δ that meets W_h; `more` adds up the gradients of further parameters.
    """

    layer: str  # what PyTorch calls it
    forward: str
    back: str
    kept: str
    carried: tuple[str, ...] = ("carry",)
    beside_h: str = "delta"
    more: str = ""
    has_sigmoid: bool = False  # whatever the model's activations


class Snippets(NamedTuple):
    """A cell in each program; None: there is no such program of it."""

    pytorch: PyTorchCode | None = None
    keras: KerasLayer | None = None
    numpy: NumPyCode | None = None


PLAIN = '''
def to_keras(suffix=""):
    """Our weights as Keras has them: a column for each unit{gates}."""
    W_x, W_h, b_h = (np.array(params[name + suffix]) for name in NAMES)
    return [W_x.T, W_h.T, b_h]


def to_ours(kernel, recurrent_kernel, bias, suffix=""):
    """Gradients in our layout, by name."""
    return {{"W_x" + suffix: kernel.T, "W_h" + suffix: recurrent_kernel.T, "b_h" + suffix: bias}}

'''


def plain_layout(gates: str = "") -> str:
    """Where Keras has our weights transposed, and nothing else."""
    return PLAIN.format(gates=gates)
