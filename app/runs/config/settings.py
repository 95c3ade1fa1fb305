"""The settings: everything that determines a run, and what each says of itself.

They stand in the order in which the page shows them, group by group.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from ...engine.cells import CELLS, VANILLA
from ...engine.initializers import NAMES
from ...engine.optimizers import RULES
from ...engine.schedule import SCHEDULES
from ...tasks import TASKS, AnyTask, Task, get_task
from ...tasks.kinds.errors import UnreadableError
from ..arithmetic import Arithmetic
from ..errors import InputError, not_among
from .ids import canonical, digest
from .problems import input_error
from .rules import check
from .setting import Part, Setting, When, extended
from .values import (
    MAX_BATCH_SIZE,
    MAX_HIDDEN_SIZE,
    MAX_K,
    MAX_UPDATES,
    ActivationName,
    CellName,
    Feedback,
    Finite,
    LossName,
    OneOf,
    OutputActivation,
    Seed,
    SequenceType,
    Steps,
    Whole,
)

M = TypeVar("M", bound=BaseModel)
GROUPS = ("task", "network", "unrolling", "training", "start")
FOLDED = ("start",)  # wanted less often


def _cells(setting: str) -> When:
    """The cells that look at a setting."""
    return {"cell": tuple(name for name, cell in CELLS.items() if setting in cell.uses)}


def _general() -> When:
    """The schedules whose name does not say it."""
    return {"schedule.name": ("tbptt",)}


def _writing() -> When:
    """The types with steps that may read what the step before has put out."""
    return {"sequence_type": ("one_to_many", "encoder_decoder")}


class TaskChoice(Part):
    """Which task to learn."""

    name: Annotated[str, Setting("task", "task", "choice", label=1)] = Field(
        description="As in GET /api/tasks, or own_series, own_text, own_labelled"
    )
    dataset: Annotated[str | None, Setting("data", kind="id")] = Field(
        None, description="Data of your own: POST /api/datasets"
    )


@extended
class ScheduleConfig(Part):
    """Which steps an update sees: truncated BPTT, an update every k1 steps and k2 = k steps back.

    sliding_window is (1, k), chunks is (k, k), full_sequence all steps at once; tbptt is what no
    other name says. A request may say k1 without a name, and k2 for k.
    """

    k: Annotated[
        Whole,
        Setting(
            "k", "unrolling", symbol="k", slider="linear", forkable=True, of_data=True, label=2
        ),
    ] = Field(12, ge=1, le=MAX_K, description="Number of unrolled steps.")
    name: Annotated[str, OneOf(SCHEDULES), Setting("schedule", "unrolling", of_data=True)] = (
        "sliding_window"
    )
    k1: Annotated[
        Whole | None,
        Setting("k1", "unrolling", symbol="k_1", applies=_general, of_data=True, late=True),
    ] = Field(None, ge=1, le=MAX_K, description="Steps from an update to the next: of tbptt alone.")
    carry_state: Annotated[bool, Setting("carry", "unrolling", forkable=True, of_data=True)] = (
        Field(False, strict=True, description="Begin a window with the carried state, not 0.")
    )

    @model_validator(mode="before")
    @classmethod
    def _half_of_k(cls, given: Any) -> Any:
        """What is usual for k1: windows that overlap by half."""
        if not isinstance(given, Mapping) or given.get("name") != "tbptt":
            return given
        k, k1 = given.get("k", cls.model_fields["k"].default), given.get("k1")
        return {**given, "k1": (k + 1) // 2} if k1 is None and type(k) is int else given


@extended
class OptimizerConfig(Part):
    """What an update makes of the gradient."""

    name: Annotated[str, OneOf(RULES), Setting("opt", "training", forkable=True)] = "sgd"
    learning_rate: Annotated[
        Finite,
        Setting("rate", "training", symbol="η", slider="log", reach=(0.001, 10), forkable=True),
    ] = Field(0.1, gt=0, le=1000)
    clip_norm: Annotated[Finite | None, Setting("clip", "training", forkable=True)] = Field(
        None, gt=0, description="Largest gradient norm; null: any."
    )


@extended
class InitializerConfig(Part):
    """How the parameters begin; each gate's block of W_h for itself."""

    name: Annotated[str, OneOf(NAMES), Setting("init", "start")] = "uniform"
    gain: Annotated[Finite, Setting("gain", "start", slider="linear", reach=(0, 4), step=0.1)] = (
        Field(1.0, gt=0, le=100)
    )
    forget_bias: Annotated[
        Finite, Setting("forget", "start", applies=lambda: _cells("forget_bias"))
    ] = Field(1.0, ge=-100, le=100, description="Added to b_h of a forget gate.")
    update_bias: Annotated[
        Finite, Setting("zbias", "start", applies=lambda: _cells("update_bias"))
    ] = Field(0.0, ge=-100, le=100, description="Added to b_h of an update gate.")


@extended
class RunConfig(Part):
    """Only `task` is required; the rest has defaults that suit the task."""

    task: TaskChoice
    sequence_type: Annotated[SequenceType, Setting("type", "task", "pictures", of_data=True)] = (
        "many_to_one"
    )
    feedback: Annotated[Feedback, Setting("feedback", "task", applies=_writing, of_data=True)] = (
        Field(
            "none",
            description="What a step without input reads: 0, the target or the output before.",
        )
    )
    cell: Annotated[CellName, Setting("cell", "network", label=4)] = VANILLA
    bidirectional: Annotated[bool, Setting("bi", "network")] = Field(False, strict=True)
    hidden_size: Annotated[Whole, Setting("m", "network", symbol="m", slider="linear", label=3)] = (
        Field(8, ge=1, le=MAX_HIDDEN_SIZE)
    )
    activation: Annotated[
        ActivationName,
        Setting("f", "network", symbol="f", applies=lambda: _cells("activation"), label=5),
    ] = "tanh"
    output_activation: Annotated[
        OutputActivation, Setting("out", "network", symbol="f_y", of_data=True)
    ] = "identity"
    schedule: ScheduleConfig = ScheduleConfig()
    loss: Annotated[LossName, Setting("loss", "training", symbol="L", of_data=True)] = "mse"
    optimizer: OptimizerConfig = OptimizerConfig()
    batch_size: Annotated[Whole, Setting("batch", "training", symbol="B", of_data=True)] = Field(
        1, ge=1, le=MAX_BATCH_SIZE, description="Windows in one update, at most."
    )
    updates: Annotated[Whole, Setting("updates", "training")] = Field(5000, ge=1, le=MAX_UPDATES)
    seed: Annotated[Seed, Setting("seed", "training", dice=True)] = 0
    initializer: InitializerConfig = InitializerConfig()
    detached: Annotated[Steps, Setting(forkable=True, of_data=True)] = Field(
        (), description="Steps t whose gradient does not reach the state before, t from 1."
    )

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
                raise InputError("task.dataset", "invalid_input", expected="text")
            return _with_usual(given, usual(_task(name, dataset), given.get("cell")))
        if name not in TASKS:
            raise not_among("task.name", TASKS)
        return _with_usual(given, usual(get_task(name), given.get("cell")))

    @model_validator(mode="after")
    def _goes_together(self) -> "RunConfig":
        check(self, task_of(self))
        return self

    @model_validator(mode="wrap")
    @classmethod
    def _one_that_is_made_is_valid(
        cls, given: Any, validate: ModelWrapValidatorHandler["RunConfig"]
    ) -> "RunConfig":
        # To look at it once more would ask for its task's data.
        return given if isinstance(given, cls) else validate(given)

    def id(self, arithmetic: Arithmetic) -> str:
        """16 hexadecimal digits, from the values of all fields and what computes the run."""
        return digest(canonical(self), arithmetic.name)


def _with_usual(given: Mapping[str, Any], suits: Mapping[str, Any]) -> dict[str, Any]:
    """What is given over what suits the task; a schedule given as (k1, k2) by its name."""
    said = given.get("schedule")
    if not isinstance(said, Mapping):
        return merged(suits, given)
    schedule = dict(said)
    if "k2" in schedule and schedule.setdefault("k", schedule["k2"]) != schedule.pop("k2"):
        raise InputError("schedule.k2", "k2_is_k")
    filled = merged(suits, {**given, "schedule": schedule})
    if schedule.get("k1") is not None and "name" not in schedule:
        filled["schedule"] |= _by_name(filled["schedule"])
    if "k1" not in schedule and not _has_use_for_k1(filled["schedule"]):
        filled["schedule"].pop("k1", None)
    return filled


def _has_use_for_k1(schedule: Mapping[str, Any]) -> bool:
    """Whether the k1 that suits a task goes with what else was said of the schedule."""
    k, k1 = schedule.get("k"), schedule.get("k1")
    fits = k1 is None or type(k) is not int or k1 <= k
    return schedule.get("name") == "tbptt" and fits


def _by_name(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """The name of (k1, k), which most pairs have not: then it is tbptt, and k1 is said."""
    k, k1 = schedule.get("k"), schedule["k1"]
    if type(k1) is not int or k1 not in (1, k):
        return {"name": "tbptt"}
    return {"name": "chunks" if k1 == k else "sliding_window", "k1": None}


def task_of(config: RunConfig) -> AnyTask:
    """The task with the sequences that this config wants of it. Raises InputError."""
    return _task(config.task.name, config.task.dataset).with_steps(config.schedule.k)


def _task(name: str, dataset: str | None) -> AnyTask:
    try:
        return get_task(name, dataset)
    except UnreadableError as error:
        raise InputError("task.dataset", error.code, **error.params) from None


def usual(task: Task, cell: object = None) -> dict[str, Any]:
    """The settings that suit a task and, if it says so, a cell."""
    own = {
        "sequence_type": task.sequence_types[0],
        "loss": task.loss,
        "output_activation": task.output_activation,
    }
    chosen = cell if isinstance(cell, str) else task.defaults.get("cell", VANILLA)
    return merged(merged(own, task.defaults), task.cell_defaults.get(chosen, {}))


def parse_config(given: Any) -> RunConfig:
    """RunConfig from JSON values. Raises InputError."""
    return checked(RunConfig, given)


def checked(model: type[M], given: Any) -> M:
    """A model from JSON values. Raises InputError."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise input_error(model.model_json_schema(), first) from None


def merged(defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """`given` over `defaults`, nested objects merged too."""
    result = dict(defaults)
    for name, value in given.items():
        below = result.get(name)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            value = merged(below, value)
        result[name] = value
    return result
