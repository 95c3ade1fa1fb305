"""One trace of any model and data, without a run: the exact numbers of a forward and a BPTT."""

from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..engine.analysis import flow
from ..engine.arrays import Array, Mask, Params
from ..engine.batches import has_input as inputs_of
from ..engine.batches import has_output as outputs_of
from ..engine.initializers import Initializer
from ..engine.losses import check_pair
from ..engine.model import Model
from ..engine.unroll import Unroll
from .config import ActivationName, CellName, Feedback, Finite, InputError, SequenceType
from .frames import encode

MAX_STEPS = 200
MAX_CELLS = 100_000  # T · B · m

Vector = list[Finite]
Matrix = list[Vector]


class TraceModel(BaseModel):
    """The network: sizes d, m, o and the activations."""

    model_config = ConfigDict(extra="forbid")

    cell: CellName = "rnn"
    activation: ActivationName = "tanh"
    input_size: int = Field(ge=1, le=256)
    hidden_size: int = Field(ge=1, le=256)
    output_size: int = Field(ge=1, le=256)
    output_activation: Literal["identity", "tanh", "sigmoid", "relu", "softmax"] = "identity"
    bidirectional: bool = False


class TraceRequest(BaseModel):
    """A network, its parameters (or a seed for them) and one batch of sequences, time first."""

    model_config = ConfigDict(extra="forbid")

    model: TraceModel
    inputs: list[Matrix] = Field(description="x, (T, B, d)")
    targets: list[Matrix] = Field(description="p, (T, B, o)")
    has_input: list[bool] | None = Field(None, description="(T,); as sequence_type if left out")
    has_output: list[bool] | None = Field(None, description="(T,); as sequence_type if left out")
    sequence_type: SequenceType = "many_to_many"
    feedback: Feedback = Field(
        "none", description="What a step without input reads: 0, the target or the output before"
    )
    loss: Literal["mse", "bce", "cross_entropy"] = "mse"
    params: dict[str, Matrix | Vector] | None = Field(None, description="All or none of them")
    seed: int = Field(0, ge=0, le=2**32 - 1, description="for the parameters, if none are given")
    initial_hidden: Matrix | None = Field(None, description="h_0, (B, m); 0 if left out")
    name: str | None = Field(None, description="Your own name of the case; not used.")
    expected: dict[str, Any] | None = Field(None, description="Your own numbers; not used.")


def compute_trace(request: TraceRequest) -> bytes:
    """JSON of every state, output, loss and gradient, and the flow. Raises InputError."""
    model = Model(**request.model.model_dump())
    inputs = _array("inputs", request.inputs, (None, None, model.input_size))
    steps, batch, _ = inputs.shape
    _check_size(steps, batch, model.hidden_size)
    targets = _array("targets", request.targets, (steps, batch, model.output_size))
    has_input = _mask("has_input", request.has_input, inputs_of(request.sequence_type, steps))
    has_output = _mask("has_output", request.has_output, outputs_of(request.sequence_type, steps))
    initial = None
    if request.initial_hidden is not None:
        shape = (batch, model.hidden_size)
        initial = {"hidden": _array("initial_hidden", request.initial_hidden, shape)}
    params = _params(model, request)
    unroll = _checked(model, request, steps, batch)
    unroll.forward(params, inputs, has_input, initial, targets, has_output)
    trace = unroll.backward(targets, has_output, request.loss)
    answer = {"loss": trace.loss, **trace.arrays, "grad_params": trace.grad_params}
    return encode({**answer, "flow": flow(trace), "params": params})


def _checked(model: Model, request: TraceRequest, steps: int, batch: int) -> Unroll:
    """The engine's own refusals, with the field that they concern."""
    try:
        check_pair(request.loss, model.output_activation)
    except ValueError as error:
        raise InputError("model.output_activation", str(error)) from None
    try:
        return Unroll(model, steps, batch, request.feedback)
    except ValueError as error:
        raise InputError("feedback", str(error)) from None


def _params(model: Model, request: TraceRequest) -> Params:
    if request.params is None:
        return model.init_params(Initializer(), request.seed)
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
