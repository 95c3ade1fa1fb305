"""RunConfig: everything that determines a run, its canonical form, and its id.

Equal configs have equal ids: the id is the hash of the canonical JSON, all defaults filled in.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, TypeVar

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ...engine.losses import PAIRS
from ...tasks import TASKS, AnyTask, SequencesTask, StreamTask, Task, get_task
from ..arithmetic import Arithmetic
from ..errors import InputError
from .problems import sentence

M = TypeVar("M", bound=BaseModel)
MAX_K = 60
MAX_HIDDEN_SIZE = 64
MAX_BATCH_SIZE = 64
MAX_UPDATES = 20_000
FORMAT = 7  # of frames: to be raised when their numbers change, for they are kept for ever
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]
CellName = Literal["rnn", "gru", "lstm"]
ActivationName = Literal["tanh", "sigmoid", "relu"]
SequenceType = Literal[
    "one_to_one", "one_to_many", "many_to_one", "many_to_many", "encoder_decoder"
]
Feedback = Literal["none", "teacher", "free"]
LossName = Literal["mse", "bce", "cross_entropy"]
OutputActivation = Literal["identity", "tanh", "sigmoid", "relu", "softmax"]


def _each_once_in_order(steps: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(steps)))


Step = Annotated[int, Field(strict=True, ge=1, le=MAX_K)]
Steps = Annotated[tuple[Step, ...], AfterValidator(_each_once_in_order)]


class Part(BaseModel):
    """A part of what determines a run: no other fields, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TaskChoice(Part):
    """Which task to learn."""

    name: str = Field(description="As in GET /api/tasks, or own_series, own_text")
    dataset: str | None = Field(None, description="Data of your own: POST /api/datasets")


class ScheduleConfig(Part):
    """Which steps an update sees: a window that slides by one step, the next k steps, or all."""

    name: Literal["sliding_window", "chunks", "full_sequence"] = "sliding_window"
    k: Whole = Field(12, ge=1, le=MAX_K, description="Number of unrolled steps.")
    carry_state: bool = Field(
        False, strict=True, description="Begin a window with the carried state, not 0."
    )


class OptimizerConfig(Part):
    """What an update makes of the gradient."""

    name: Literal["sgd", "momentum", "rmsprop", "adam"] = "sgd"
    learning_rate: Finite = Field(0.1, gt=0, le=1000)
    clip_norm: Finite | None = Field(None, gt=0, description="Largest gradient norm; null: any.")


class InitializerConfig(Part):
    """How the parameters begin; each gate's block of W_h for itself."""

    name: Literal["uniform", "xavier", "orthogonal", "identity"] = "uniform"
    gain: Finite = Field(1.0, gt=0, le=100)
    forget_bias: Finite = Field(1.0, ge=-100, le=100, description="Added to the LSTM's b_f.")
    update_bias: Finite = Field(0.0, ge=-100, le=100, description="Added to the GRU's b_z.")


class RunConfig(Part):
    """Only `task` is required; the rest has defaults that suit the task."""

    task: TaskChoice
    cell: CellName = "rnn"
    bidirectional: bool = Field(False, strict=True)
    activation: ActivationName = "tanh"
    hidden_size: Whole = Field(8, ge=1, le=MAX_HIDDEN_SIZE)
    sequence_type: SequenceType = "many_to_one"
    feedback: Feedback = Field(
        "none", description="What a step without input reads: 0, the target or the output before."
    )
    output_activation: OutputActivation = "identity"
    schedule: ScheduleConfig = ScheduleConfig()
    loss: LossName = "mse"
    optimizer: OptimizerConfig = OptimizerConfig()
    initializer: InitializerConfig = InitializerConfig()
    batch_size: Whole = Field(
        1, ge=1, le=MAX_BATCH_SIZE, description="Windows in one update, at most."
    )
    detached: Steps = Field(
        (), description="Steps t whose gradient does not reach the state before, t from 1."
    )
    seed: Whole = Field(0, ge=0, le=2**32 - 1)
    updates: Whole = Field(5000, ge=1, le=MAX_UPDATES)

    @model_validator(mode="before")
    @classmethod
    def _fill_in_the_tasks_defaults(cls, given: Any) -> Any:
        task = given.get("task") if isinstance(given, Mapping) else None
        name = task.get("name") if isinstance(task, Mapping) else None
        if not isinstance(name, str):
            return given  # the fields' own checks will say what is missing
        dataset = task.get("dataset") if isinstance(task, Mapping) else None
        if dataset is not None:
            if not isinstance(dataset, str):
                raise InputError("task.dataset", "task.dataset must be a text or null.")
            try:
                own = get_task(name, dataset)
            except ValueError as error:
                raise InputError("task.dataset", f"task.dataset: {error}.") from None
            return merged(usual(own, given.get("cell")), given)
        if name not in TASKS:
            raise InputError("task.name", f"task.name must be one of {', '.join(TASKS)}.")
        return merged(usual(get_task(name), given.get("cell")), given)

    @model_validator(mode="after")
    def _suits_the_task(self) -> "RunConfig":
        task = task_of(self)
        if self.sequence_type not in task.sequence_types:
            allowed = _either(task.sequence_types)
            message = f"sequence_type must be {allowed} for the task {task.name}."
            raise InputError("sequence_type", message)
        if self.loss not in (task.loss, "mse"):
            allowed = _either(dict.fromkeys((task.loss, "mse")))
            raise InputError("loss", f"loss must be {allowed} for the task {task.name}.")
        if self.output_activation not in PAIRS[self.loss]:
            allowed = _either(PAIRS[self.loss])
            message = f"output_activation must be {allowed} for the loss {self.loss}."
            raise InputError("output_activation", message)
        whole = isinstance(task, SequencesTask)
        if whole != (self.schedule.name == "full_sequence"):
            allowed = "full_sequence" if whole else "sliding_window or chunks"
            message = f"schedule.name must be {allowed} for the task {task.name}."
            raise InputError("schedule.name", message)
        return self

    @model_validator(mode="after")
    def _window_fits_the_training_part(self) -> "RunConfig":
        task = task_of(self)
        longest = max_k(task)
        if task.any_length and self.schedule.k < 2:
            raise InputError("schedule.k", f"schedule.k must be at least 2 for {task.name}.")
        if self.schedule.name == "full_sequence" and self.schedule.k != task.longest:
            message = f"schedule.k must be {longest}, the longest sequence of {task.name}."
            raise InputError("schedule.k", message)
        if self.schedule.k > longest:
            message = f"schedule.k must be at most {longest}, the training steps of {task.name}."
            raise InputError("schedule.k", message)
        if any(t > self.schedule.k for t in self.detached):
            raise InputError(
                "detached", f"detached must hold steps from 1 to {self.schedule.k}, which is k."
            )
        return self

    @model_validator(mode="after")
    def _parts_go_together(self) -> "RunConfig":
        kind, k = self.sequence_type, self.schedule.k
        if kind == "one_to_one" and k != 1:
            raise InputError("schedule.k", "schedule.k must be 1 for the sequence type one_to_one.")
        if kind == "encoder_decoder" and k < 2:
            message = "schedule.k must be at least 2 for the sequence type encoder_decoder."
            raise InputError("schedule.k", message)
        task = task_of(self)
        if self.feedback != "none" and task.input_size != task.output_size:
            message = "feedback must be none where inputs and outputs differ in size."
            raise InputError("feedback", message)
        if self.bidirectional and kind == "many_to_many" and _continues_words(task):
            message = "bidirectional must be false here: the next input is the answer, read ahead."
            raise InputError("bidirectional", message)
        if self.feedback != "none" and self.bidirectional:
            message = "feedback must be none for a bidirectional network, which reads ahead."
            raise InputError("feedback", message)
        if self.schedule.carry_state:
            field, name = "schedule.carry_state", "schedule.carry_state must be false"
            if self.schedule.name == "full_sequence":
                raise InputError(field, f"{name} for the schedule full_sequence.")
            if kind not in ("many_to_one", "many_to_many"):
                raise InputError(field, f"{name} for the sequence type {kind}.")
            if self.batch_size > 1:
                raise InputError(field, f"{name} where batch_size is above 1.")
        return self

    def id(self, arithmetic: Arithmetic) -> str:
        """16 hexadecimal digits, from the values of all fields and what computes the run."""
        return digest(self.model_dump(), arithmetic.name)


def _either(names: Iterable[str]) -> str:
    """a, b or c."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def digest(value: object, arithmetic: str = "") -> str:
    """16 hexadecimal digits for a JSON value, the format of frames and the arithmetic's name."""
    canonical = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return sha256(f"{FORMAT}{arithmetic} ".encode() + canonical).hexdigest()[:16]


def task_of(config: RunConfig) -> AnyTask:
    """The task with the sequences that this config wants of it."""
    return get_task(config.task.name, config.task.dataset).with_steps(config.schedule.k)


def _continues_words(task: AnyTask) -> bool:
    """Whether what is to be answered is what is read next."""
    return isinstance(task, StreamTask) and task.input_names == task.output_names != ()


def usual(task: Task, cell: object = None) -> dict[str, Any]:
    """The settings that suit a task and, if it says so, a cell."""
    own = {
        "sequence_type": task.sequence_types[0],
        "loss": task.loss,
        "output_activation": task.output_activation,
    }
    chosen = cell if isinstance(cell, str) else task.defaults.get("cell", "rnn")
    return merged(merged(own, task.defaults), task.cell_defaults.get(chosen, {}))


def max_k(task: Task) -> int:
    """The longest window that fits the task's training part."""
    return MAX_K if task.any_length else min(MAX_K, task.longest)


def parse_config(given: Any) -> RunConfig:
    """RunConfig from JSON values. Raises InputError."""
    return checked(RunConfig, given)


def checked(model: type[M], given: Any) -> M:
    """A model from JSON values. Raises InputError."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InputError(*sentence(model, first)) from None


def merged(defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """`given` over `defaults`, nested objects merged too."""
    result = dict(defaults)
    for name, value in given.items():
        below = result.get(name)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            value = merged(below, value)
        result[name] = value
    return result
