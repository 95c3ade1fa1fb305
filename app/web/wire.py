"""What the API answers, as types: the OpenAPI schema and the page's types come from here."""

from datetime import UTC, datetime
from math import prod
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..runs.config import RunConfig, max_k
from ..runs.experiment import experiment
from ..runs.forks import Edits, Fork
from ..runs.lineage import Recording
from ..runs.store import Scalars
from ..tasks import Task


class TaskSummary(BaseModel):
    """A task: a series to predict. Network values are (value - offset) / scale."""

    name: str
    title: str
    description: str
    unit: str
    label_name: str
    length: int
    train_length: int
    held_out_length: int
    scale: float
    offset: float
    max_k: int


class TaskWithDefaults(TaskSummary):
    """A task and the config that suits it."""

    defaults: RunConfig


class Baseline(BaseModel):
    """Root mean square error of predicting the last value again, in the task's unit."""

    name: str
    train_rmse: float
    held_out_rmse: float


class TaskWithSeries(TaskSummary):
    """A task with its series, in its own unit."""

    labels: list[int]
    values: list[float]
    baseline: Baseline


class PseudocodeLine(BaseModel):
    """A line of the pseudocode by its name, and how deep it is nested."""

    line: str
    indent: int


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^\P{C}*$"),
]


class RunSummary(BaseModel):
    """A run among others. A fork's config is the one from its first own update on."""

    id: str
    name: str | None
    created: datetime
    config: RunConfig
    fork: Fork | None = Field(description="Which run it follows, and where it leaves it")
    last_update: int


class RunList(BaseModel):
    """Runs, newest first."""

    runs: list[RunSummary]


class RunChanges(BaseModel):
    """What of a run can be changed."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = Field(description="null: none")


class ForkRequest(BaseModel):
    """Where to leave a run, and what is different from there."""

    model_config = ConfigDict(extra="forbid")

    update: Annotated[int, Field(strict=True)] = Field(
        description="The first update of the fork's own; those before are the run's"
    )
    edits: Edits
    name: Name | None = None


class Run(RunSummary):
    """A run: what its config comes to."""

    notice: str | None = Field(description="A sentence, if runs cannot be kept in the file")
    steps: int
    parameter_count: int
    task: TaskWithSeries
    pseudocode: list[PseudocodeLine]


class EvaluationAt(BaseModel):
    """Root mean square errors of the network after an update, in the task's unit."""

    update: int
    train_rmse: float | str
    held_out_rmse: float | str


class RunScalars(BaseModel):
    """Numbers of the updates from … to. Non-finite ones are "NaN", "Infinity", "-Infinity"."""

    first: int = Field(alias="from")
    to: int
    loss: list[float | str]
    grad_norm: list[float | str]
    clipped_grad_norm: list[float | str]
    param_norm: list[float | str] = Field(description="Of all parameters after the update")
    evaluations: list[EvaluationAt]


def task_summary(task: Task) -> dict[str, Any]:
    """The fields of TaskSummary."""
    return {
        "name": task.name,
        "title": task.title,
        "description": task.description,
        "unit": task.unit,
        "label_name": task.label_name,
        "length": len(task.values),
        "train_length": task.train_length,
        "held_out_length": len(task.values) - task.train_length,
        "scale": task.scale,
        "offset": task.offset,
        "max_k": max_k(task.name),
    }


def run_summary(run: Recording) -> RunSummary:
    """What the API says of a run among others."""
    return RunSummary(
        id=run.id,
        name=run.name,
        created=datetime.fromtimestamp(run.created, UTC),
        config=run.config,
        fork=run.fork,
        last_update=run.last_update,
    )


def run_resource(run: Recording, notice: str | None) -> Run:
    """What the API says of a run."""
    made = experiment(run.stretch)
    shapes = made.model.param_shapes().values()
    return Run(
        **dict(run_summary(run)),
        notice=notice,
        steps=made.k,
        parameter_count=sum(prod(shape) for shape in shapes),
        task=TaskWithSeries(
            **task_summary(made.task),
            labels=list(made.task.labels),
            values=made.task.values.tolist(),
            baseline=Baseline(**made.baseline._asdict()),
        ),
        pseudocode=[PseudocodeLine(**line._asdict()) for line in made.pseudocode],
    )


def scalars_resource(scalars: Scalars) -> dict[str, Any]:
    """The fields of RunScalars, for the encoder of frames."""
    names = ("loss", "grad_norm", "clipped_grad_norm", "param_norm")
    return {
        "from": scalars.first,
        "to": scalars.first + len(scalars.values) - 1,
        **{name: scalars.column(name) for name in names},
        "evaluations": [
            dict(zip(EvaluationAt.model_fields, evaluated, strict=True))
            for evaluated in scalars.evaluated()
        ],
    }
