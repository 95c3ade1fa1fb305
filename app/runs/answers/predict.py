"""What a trained network answers to a sequence, and how much each of its steps speaks for it."""

from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from ...engine.arrays import Array, Params
from ...engine.batches import Batch, make_batch
from ...engine.train import Update
from ...engine.unroll import Unroll
from ...tasks.kinds.errors import UnreadableError
from ...tasks.kinds.tokens import read, read_answers
from ..config.values import MAX_K, Finite, Seed, Whole
from ..errors import InputError
from ..training.evaluation import free
from ..training.experiment import Experiment
from .sample import can_sample, sample

MAX_SAMPLE = 2000
MAX_TEXT = 500
UpdateNumber = Annotated[Whole, Field(description="The network as it is after this update")]


class PredictRequest(BaseModel):
    """A sequence, as words of the task or as numbers; one of the two."""

    model_config = ConfigDict(extra="forbid")

    update: UpdateNumber
    text: str | None = Field(None, max_length=MAX_TEXT, description="As the task reads it")
    inputs: list[list[Finite]] | None = Field(
        None, min_length=1, max_length=MAX_K, description="(T, d), as the network reads it"
    )

    @model_validator(mode="after")
    def _one_of_the_two(self) -> "PredictRequest":
        if (self.text is None) == (self.inputs is None):
            raise InputError("text", "text_or_inputs")
        return self


class SampleRequest(BaseModel):
    """How a network is to go on by itself."""

    model_config = ConfigDict(extra="forbid")

    update: UpdateNumber
    length: Whole = Field(100, ge=1, le=MAX_SAMPLE, description="Words")
    temperature: Finite = Field(
        1.0, ge=0, le=10, description="0: always the likeliest; the higher, the bolder"
    )
    seed: Seed = 0
    start: list[str] = Field([], max_length=MAX_K, description="Words that are read first")


def _batch(run: Experiment, asked: PredictRequest) -> Batch:
    """The sequence of a request, (T, 1, d). Raises InputError."""
    task = run.task
    if asked.text is not None:
        if task.encode is None:
            raise InputError("text", "text_not_read", task=task.name)
        try:
            return task.encode(asked.text)
        except UnreadableError as error:
            raise InputError("text", error.code, **error.params) from None
    rows = asked.inputs or []
    if any(len(row) != task.input_size for row in rows):
        raise InputError("inputs", "wrong_width", count=task.input_size)
    inputs = np.array(rows)[:, None]
    targets = np.zeros((len(rows), 1, task.output_size))
    try:
        return make_batch(run.config.sequence_type, inputs, targets)
    except ValueError:
        kind = run.config.sequence_type
        raise InputError("inputs", "steps_of_type", sequence_type=kind, steps=len(rows)) from None


def predict(run: Experiment, update: Update, asked: PredictRequest) -> dict[str, Any]:
    """Outputs (T, o), the words of what is read and answered, and the influence of each step.

    Raises InputError for what the network cannot read.
    """
    batch = _batch(run, asked)
    outputs, influence = speaks_for(run, update.state.params, batch)
    task, y = run.task, outputs[:, 0]
    return {
        "update": update.state.update,
        "has_input": batch.has_input,
        "has_output": batch.has_output,
        "outputs": y,
        "influence": influence[:, 0],
        "tokens": {
            "inputs": read(task.input_names, batch.inputs[batch.has_input, 0]),
            "outputs": read_answers(
                task.output_names, y[batch.has_output], run.model.output_activation == "sigmoid"
            ),
        },
    }


def speaks_for(run: Experiment, params: Params, batch: Batch) -> tuple[Array, Array]:
    """Outputs (T, B, o), and x_t · ∂y/∂x_t, (T, B), for the likeliest answer y of the last one.

    With L = -ln y, ∂y/∂x_t = -y ∂L/∂x_t; other answers are their own targets, of which the loss has
    no gradient. Of tasks whose answers are no probabilities it is 0.
    """
    inputs, _, reads, answers = batch
    size = inputs.shape[1]
    unroll = Unroll(run.model, len(inputs), size, free(run.config))
    outputs = unroll.forward(params, inputs, reads, has_output=answers).copy()
    loss = {"sigmoid": "bce", "softmax": "cross_entropy"}.get(run.model.output_activation)
    if loss is None:
        return outputs, np.zeros(inputs.shape[:2])
    last = int(np.flatnonzero(answers)[-1])
    best = outputs[last].argmax(-1)
    wanted = outputs.copy()
    wanted[last] = 0.0
    wanted[last, np.arange(size), best] = 1.0
    trace = unroll.backward(wanted, answers, loss)
    grad_inputs = trace["delta"] @ params["W_x"]
    if run.model.bidirectional:
        grad_inputs += trace["delta_reverse"] @ params["W_x_reverse"]
    y = outputs[last, np.arange(size), best]
    # The loss is the mean of the sequences.
    return outputs, -size * y * (grad_inputs * trace["inputs"]).sum(-1)


def drawn(run: Experiment, update: Update, asked: SampleRequest) -> dict[str, Any]:
    """Words that the network goes on with. Raises InputError where it cannot."""
    if not can_sample(run):
        raise InputError("update", "cannot_go_on", task=run.task.name)
    params = update.state.params
    try:
        words = sample(run, params, asked.length, asked.temperature, asked.seed, asked.start)
    except UnreadableError as error:
        raise InputError("start", error.code, **error.params) from None
    return {"update": update.state.update, "words": words}
