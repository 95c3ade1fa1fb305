"""One trace of any model and data, without a run: the exact numbers of a forward and a BPTT."""

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..engine.analysis import flow
from ..engine.arrays import Array, Mask, Params
from ..engine.initializers import uniform
from ..engine.model import Model
from ..engine.schedule import has_output as outputs_of
from ..engine.unroll import Unroll
from .config import InputError
from .frames import encode

MAX_STEPS = 200
MAX_CELLS = 100_000  # T · B · m

Finite = Annotated[float, Field(allow_inf_nan=False)]
Vector = list[Finite]
Matrix = list[Vector]


class TraceModel(BaseModel):
    """The network: sizes d, m, o and the activations."""

    model_config = ConfigDict(extra="forbid")

    cell: Literal["rnn"] = "rnn"
    activation: Literal["tanh", "sigmoid", "relu"] = "tanh"
    input_size: int = Field(ge=1, le=256)
    hidden_size: int = Field(ge=1, le=256)
    output_size: int = Field(ge=1, le=256)
    output_activation: Literal["identity", "tanh", "sigmoid"] = "identity"
    bidirectional: Literal[False] = False


class TraceRequest(BaseModel):
    """A network, its parameters (or a seed for them) and one batch of sequences, time first."""

    model_config = ConfigDict(extra="forbid")

    model: TraceModel
    inputs: list[Matrix] = Field(description="x, (T, B, d)")
    targets: list[Matrix] = Field(description="p, (T, B, o)")
    has_input: list[bool] | None = Field(None, description="(T,); a step without reads 0")
    has_output: list[bool] | None = Field(None, description="(T,); as sequence_type if left out")
    sequence_type: Literal["one_to_one", "many_to_one", "many_to_many"] = "many_to_many"
    loss: Literal["mse"] = "mse"
    params: dict[str, Matrix | Vector] | None = Field(None, description="W_x, W_h, b_h, W_y, b_y")
    seed: int = Field(0, ge=0, le=2**32 - 1, description="for the parameters, if none are given")
    initial_hidden: Matrix | None = Field(None, description="h_0, (B, m); 0 if left out")
    name: str | None = Field(None, description="Your own name of the case; not used.")
    expected: dict[str, Any] | None = Field(None, description="Your own numbers; not used.")


def compute_trace(request: TraceRequest) -> bytes:
    """JSON of hidden, outputs, losses, every gradient and the flow. Raises InputError."""
    model = Model(**request.model.model_dump(exclude={"bidirectional"}))
    inputs = _array("inputs", request.inputs, (None, None, model.input_size))
    steps, batch, _ = inputs.shape
    _check_size(steps, batch, model.hidden_size)
    targets = _array("targets", request.targets, (steps, batch, model.output_size))
    has_input = _mask("has_input", request.has_input, np.ones(steps, bool))
    has_output = _mask("has_output", request.has_output, outputs_of(request.sequence_type, steps))
    initial = None
    if request.initial_hidden is not None:
        shape = (batch, model.hidden_size)
        initial = {"hidden": _array("initial_hidden", request.initial_hidden, shape)}
    params = _params(model, request)
    unroll = Unroll(model, steps, batch)
    outputs = unroll.forward(params, inputs, has_input, initial)
    trace = unroll.backward(params, outputs, targets, has_output, request.loss)
    names = ("hidden", "outputs", "errors", "loss_per_step")
    gradients = ("grad_hidden", "grad_initial_hidden", "delta")
    return encode(
        {
            **{name: trace[name] for name in names},
            "loss": trace.loss,
            **{name: trace[name] for name in gradients},
            "grad_params": trace.grad_params,
            "flow": flow(model, trace),
            "params": params,
        }
    )


def _params(model: Model, request: TraceRequest) -> Params:
    if request.params is None:
        return model.init_params(uniform(), request.seed)
    shapes = model.param_shapes()
    if set(request.params) != set(shapes):
        raise InputError("params", f"params must be exactly {', '.join(shapes)}.")
    return {
        name: _array(f"params.{name}", request.params[name], shape)
        for name, shape in shapes.items()
    }


def _array(field: str, values: Any, shape: tuple[int | None, ...]) -> Array:
    """A float array of this shape; None allows any length of at least 1."""
    wanted = ", ".join("any" if length is None else str(length) for length in shape)
    try:
        array = np.array(values, dtype=np.float64)
    except ValueError:
        raise InputError(field, f"{field} must be of shape ({wanted}), without gaps.") from None
    fits = array.ndim == len(shape) and all(
        have >= 1 if want is None else have == want
        for have, want in zip(array.shape, shape, strict=True)
    )
    if not fits:
        raise InputError(
            field, f"{field} must be of shape ({wanted}), but it is of shape {array.shape}."
        )
    return array


def _mask(field: str, given: list[bool] | None, otherwise: Mask) -> Mask:
    if given is None:
        return otherwise
    if len(given) != len(otherwise):
        raise InputError(
            field, f"{field} must have one entry a step: {len(otherwise)}, not {len(given)}."
        )
    return np.array(given, bool)


def _check_size(steps: int, batch: int, hidden_size: int) -> None:
    if steps > MAX_STEPS or steps * batch * hidden_size > MAX_CELLS:
        raise InputError(
            "inputs",
            f"inputs must have at most {MAX_STEPS} steps, and steps x batch x hidden_size at most"
            f" {MAX_CELLS}.",
        )
