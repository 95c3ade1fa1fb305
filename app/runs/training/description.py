"""What a config comes to with the data of its task: all that a server needs to know of these."""

from math import prod
from typing import Any, NamedTuple

from ...tasks import AnyTask, SeriesTask
from ...tasks.kinds.series import Column
from ..config.rules import facts
from ..config.settings import RunConfig, task_of
from .network import network_of


class Description(NamedTuple):
    """Equal configs have equal ones. `task` has `task_facts`, `baselines` and `series`."""

    parameter_count: int
    task: dict[str, Any]


def describe(config: RunConfig) -> Description:
    """The description of a config, made where its task's data may be read: in a worker."""
    task = task_of(config)
    shapes = network_of(config, task.input_size, task.output_size).param_shapes().values()
    baselines = [one._asdict() for one in task.baselines(config.schedule.k)]
    return Description(
        parameter_count=sum(map(prod, shapes)),
        task={**task_facts(task), "baselines": baselines, "series": _series(task)},
    )


def task_facts(task: AnyTask) -> dict[str, Any]:
    """What is told of a task, by name; of its data only how much there is."""
    train, held_out = task.lengths
    return {
        "name": task.name,
        "title": task.title,
        "description": task.description,
        "source": task.source,
        "picture": task.picture,
        "loss": task.loss,
        "output_activation": task.output_activation,
        "metric": task.metric_name,
        "higher_is_better": task.metric.higher_is_better,
        "unit": task.unit,
        "input_size": task.input_size,
        "output_size": task.output_size,
        "input_names": list(task.input_names),
        "output_names": list(task.output_names),
        "input_columns": list(task.input_columns),
        "output_columns": list(task.output_columns),
        "train_length": train,
        "held_out_length": held_out,
        "encodes": task.encode is not None,
        **facts(task),
    }


def _series(task: AnyTask) -> dict[str, Any] | None:
    """The series of a task that continues one: its first target in its own unit, all columns."""
    if not isinstance(task, SeriesTask):
        return None
    first = task.predicted[0]
    return {
        "label_name": task.label_name,
        "labels": list(task.labels),
        "values": first.values.tolist(),
        "scale": first.scale,
        "offset": first.offset,
        "inputs": [_column(column) for column in task.read],
        "targets": [_column(column) for column in task.predicted],
        "differences": task.differences,
    }


def _column(column: Column) -> dict[str, Any]:
    return {name: getattr(column, name) for name in ("name", "unit", "scale", "offset")}
