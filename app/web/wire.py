"""What the API answers, as types: the OpenAPI schema and the page's types come from here."""

from math import prod
from typing import Any

from pydantic import BaseModel, Field

from ..runs.config import RunConfig, max_k
from ..runs.experiment import Experiment
from ..runs.store import Recording, Scalars
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


class Run(BaseModel):
    """A run: what its config comes to."""

    id: str
    config: RunConfig
    last_update: int
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


def run_resource(recording: Recording, run: Experiment) -> Run:
    """What the API says of a run."""
    shapes = run.model.param_shapes().values()
    return Run(
        id=recording.id,
        config=recording.config,
        last_update=recording.last_update,
        steps=run.k,
        parameter_count=sum(prod(shape) for shape in shapes),
        task=TaskWithSeries(
            **task_summary(run.task),
            labels=list(run.task.labels),
            values=run.task.values.tolist(),
            baseline=Baseline(**run.baseline._asdict()),
        ),
        pseudocode=[PseudocodeLine(**line._asdict()) for line in run.pseudocode],
    )


def scalars_resource(scalars: Scalars) -> dict[str, Any]:
    """The fields of RunScalars, for the encoder of frames."""
    return {
        "from": scalars.first,
        "to": scalars.first + len(scalars.losses) - 1,
        "loss": scalars.losses,
        "grad_norm": scalars.grad_norms,
        "evaluations": [evaluated._asdict() for evaluated in scalars.evaluations],
    }
