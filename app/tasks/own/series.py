"""A series that a reader brings along, as a task: its last fifth is held out.

Whatever is decided by its values is decided by those before, which are trained on.
"""

import numpy as np

from ...engine.arrays import Array
from ..kinds.series import Column, SeriesTask
from .autocorrelation import by_chance
from .datasets import SeriesData
from .defaults import defaults
from .notes import Note, counted
from .scale import standardised, standardised_changes
from .season import season_of
from .trend import as_differences


def own_series(data: SeriesData) -> SeriesTask:
    """The data as a task."""
    train = _trained_on(data)
    target, season = ", ".join(data.targets), season_of(train[data.targets[0]])
    differences = bool(data.choices.get("differences"))
    return SeriesTask(
        name="own_series",
        title=target,
        description=f"Predict the next value of {target}.",
        source="Data of your own.",
        columns=tuple(_column(data, name, differences) for name in data.values),
        reads=tuple(data.inputs),
        predicts=tuple(data.targets),
        labels=tuple(data.labels),
        future=tuple(data.future),
        label_name=data.label_name,
        train_length=_split(data),
        season=season,
        differences=differences,
        defaults=defaults(_split(data), season, _chance(data, differences)),
    )


def judged(data: SeriesData) -> SeriesData:
    """The data, where that was not chosen as differences if they have a trend; and what is told."""
    train = _trained_on(data)
    season = season_of(train[data.targets[0]])
    targets = [train[name] for name in data.targets]
    differences, why = as_differences(targets, data.choices.get("differences"))
    if not season and _chance(data, differences):
        why = [*why, Note("chance")]
    notes = [*data.notes, *counted(season=season), *why]
    return data._replace(choices={**data.choices, "differences": differences}, notes=notes)


def _split(data: SeriesData) -> int:
    return len(data.labels) * 4 // 5


def _trained_on(data: SeriesData) -> dict[str, Array]:
    """What is not held out of each column."""
    return {name: np.array(values[: _split(data)]) for name, values in data.values.items()}


def _chance(data: SeriesData, differences: bool) -> bool:
    """Whether none of the targets shows any dependence on what is read before."""
    seen = _trained_on(data)
    if differences:
        changes = {name: np.diff(seen[name]) for name in data.targets}
        seen = {**{name: values[1:] for name, values in seen.items()}, **changes}
    read = [seen[name] for name in data.inputs]
    return all(by_chance(seen[name], read) for name in data.targets)


def _column(data: SeriesData, name: str, differences: bool) -> Column:
    """A column, scaled as it is seen: with differences, the changes of what is predicted."""
    values = np.array(data.values[name])
    scaled = standardised_changes if differences and name in data.targets else standardised
    return Column(name, values, *scaled(values[: _split(data)]))
