"""One trace of any model and data, without a run: the exact numbers of a forward and a BPTT.

What a pass is made of is a TraceCase; a TraceRequest is one that is small enough to be served.
"""

from collections.abc import Callable
from itertools import product
from typing import Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from ...engine.arrays import Array, Mask, Params
from ...engine.batches import has_input as inputs_of
from ...engine.batches import has_output as outputs_of
from ...engine.bidirectional import SUFFIX
from ...engine.cells import VANILLA
from ...engine.initializers import Initializer
from ...engine.losses import PAIRS
from ...engine.model import Model
from ...engine.trace import Trace
from ...engine.unroll import Unroll
from ..config.values import (
    MAX_HIDDEN_SIZE,
    ActivationName,
    CellName,
    Feedback,
    Finite,
    LossName,
    OutputActivation,
    Seed,
    SequenceType,
)
from ..errors import InputError
from ..frame.encode import PLAIN, Writing
from .arrays import array_of, check_axes, check_lengths
from .include import Included, check_cells, written_trace

MAX_FEATURES = 128  # d and o
Size = Annotated[int, Field(strict=True, ge=1)]
Features = Annotated[int, Field(strict=True, ge=1, le=MAX_FEATURES)]
HiddenSize = Annotated[int, Field(strict=True, ge=1, le=MAX_HIDDEN_SIZE)]
Flag = Annotated[bool, Field(strict=True)]
Vector = list[Finite]
Matrix = list[Vector]


class Network(BaseModel):
    """The network: sizes d, m, o and the activations."""

    model_config = ConfigDict(extra="forbid")

    cell: CellName = VANILLA
    activation: ActivationName = "tanh"
    input_size: Size
    hidden_size: Size
    output_size: Size
    output_activation: OutputActivation = "identity"
    bidirectional: bool = Field(False, strict=True)


class TraceModel(Network):
    """The network: sizes d, m, o and the activations."""

    input_size: Features
    hidden_size: HiddenSize
    output_size: Features


class TraceCase(BaseModel):
    """A network, its parameters (or a seed for them) and one batch of sequences, time first."""

    model_config = ConfigDict(extra="forbid")

    model: Network
    inputs: list[Matrix] = Field(description="x, (T, B, d)")
    targets: list[Matrix] = Field(description="p, (T, B, o)")
    has_input: list[Flag] | None = Field(None, description="(T,); as sequence_type if left out")
    has_output: list[Flag] | None = Field(None, description="(T,); as sequence_type if left out")
    sequence_type: SequenceType = "many_to_many"
    feedback: Feedback = Field(
        "none", description="What a step without input reads: 0, the target or the output before"
    )
    loss: LossName = "mse"
    params: dict[str, Matrix | Vector] | None = Field(None, description="All or none of them")
    seed: Seed = Field(0, description="for the parameters, if none are given")
    initial_hidden: Matrix | None = Field(None, description="h_0, (B, m); 0 if left out")
    initial_cell_state: Matrix | None = Field(
        None, description="c_0 where the cell has one, (B, m)"
    )
    initial_hidden_reverse: Matrix | None = Field(
        None, description="Of the reversed direction, which begins with it at step T"
    )
    initial_cell_state_reverse: Matrix | None = Field(None, description="Likewise")
    detached: list[Size] = Field(
        [], description="Steps t whose gradient does not reach the state before, t from 1"
    )
    include: list[Included] = Field([], description="What the answer has beside the arrays")

    @field_validator("inputs", "targets", mode="before")
    @classmethod
    def _has_three_axes(cls, values: Any, info: ValidationInfo) -> Any:
        if isinstance(values, list):
            check_axes(str(info.field_name), values, ("steps", "sequences", "features"))
        return values


class TraceRequest(TraceCase):
    """A network, its parameters (or a seed for them) and one batch of sequences, time first."""

    model: TraceModel
    name: str | None = Field(None, description="Your own name of the case; not used.")
    expected: dict[str, Any] | None = Field(None, description="Your own numbers; not used.")

    @model_validator(mode="after")
    def _is_small_enough(self) -> Self:
        batch = max(map(len, self.inputs), default=0)
        check_cells(len(self.inputs), batch, self.model.hidden_size)
        return self


def compute_trace(request: TraceRequest, writing: Writing = PLAIN) -> bytes:
    """Every state, output, loss and gradient, and what is included. Raises InputError."""
    return written_trace(trace_of(request), request.include, writing)


def trace_of(request: TraceCase) -> Trace:
    """The pass that is asked for. Raises InputError."""
    model = Model(**request.model.model_dump())
    inputs = array_of(
        "inputs", request.inputs, steps=None, sequences=None, features=model.input_size
    )
    steps, batch, _ = inputs.shape
    targets = array_of(
        "targets", request.targets, steps=steps, sequences=batch, features=model.output_size
    )
    has_input = _mask("has_input", request.has_input, _usual(inputs_of, request, steps))
    has_output = _mask("has_output", request.has_output, _usual(outputs_of, request, steps))
    initial, params = _initial(model, request, batch), _params(model, request)
    unroll = _checked(model, request, steps, batch)
    unroll.forward(params, inputs, has_input, initial, targets, has_output)
    return unroll.backward(targets, has_output, request.loss, _detached(request, steps))


def _usual(mask_of: Callable[[str, int], Mask], request: TraceCase, steps: int) -> Mask:
    """The mask of the sequence type."""
    try:
        return mask_of(request.sequence_type, steps)
    except ValueError:
        kind = request.sequence_type
        raise InputError(
            "sequence_type", "steps_of_type", sequence_type=kind, steps=steps
        ) from None


def _initial(model: Model, request: TraceCase, batch: int) -> dict[str, Array]:
    found = {}
    for name, suffix in product(("hidden", "cell_state"), ("", SUFFIX)):
        field = f"initial_{name}{suffix}"
        values = getattr(request, field)
        if values is None:
            continue
        if suffix not in model.suffixes:
            raise InputError(field, "one_direction")
        if name not in model.new_cell().state:
            raise InputError(field, "no_such_state", cell=model.cell, name=name)
        found[name + suffix] = array_of(field, values, sequences=batch, units=model.state_size)
    return found


def _detached(request: TraceCase, steps: int) -> Mask:
    if any(t > steps for t in request.detached):
        raise InputError("detached", "steps_beyond", high=steps)
    return np.isin(np.arange(steps) + 1, request.detached)


def _checked(model: Model, request: TraceCase, steps: int, batch: int) -> Unroll:
    """What the engine would refuse is refused here, with the field that it concerns."""
    loss, output, feedback = request.loss, model.output_activation, request.feedback
    if output not in PAIRS[loss]:
        raise InputError("model.output_activation", "not_for_loss", choices=PAIRS[loss], loss=loss)
    if feedback != "none" and model.input_size != model.output_size:
        raise InputError("feedback", "feedback_of_other_words")
    if feedback == "free" and model.bidirectional:
        raise InputError("feedback", "feedback_reads_ahead")
    return Unroll(model, steps, batch, feedback)


def _params(model: Model, request: TraceCase) -> Params:
    if request.params is None:
        return model.init_params(Initializer(), request.seed)
    shapes = model.param_shapes()
    if set(request.params) != set(shapes):
        raise InputError("params", "wrong_params", names=list(shapes), cell=model.cell)
    return {
        name: array_of(
            f"params.{name}",
            request.params[name],
            **dict(zip(("rows", "columns"), shape, strict=False)),
        )
        for name, shape in shapes.items()
    }


def _mask(field: str, given: list[bool] | None, usual: Mask) -> Mask:
    if given is None:
        return usual
    check_lengths(field, 0, "steps", len(usual), {len(given)})
    return np.array(given, bool)
