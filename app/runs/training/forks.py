"""Forks: a run that follows another up to an update, and from there on goes its own way.

The edits of values hold for the fork's first update alone, those of settings from it on.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

import numpy as np
from pydantic import (
    AllowInfNan,
    Field,
    SerializerFunctionWrapHandler,
    Strict,
    model_serializer,
    model_validator,
)

from ...engine.arrays import Array, Mask, Params, lies_within
from ...engine.batches import Batch
from ..config.ids import digest, plain
from ..config.setting import Part, setting_of, with_fields
from ..config.settings import OptimizerConfig, RunConfig, ScheduleConfig, merged, parse_config
from ..config.values import Finite, Steps, Timestep
from ..errors import InputError, not_among, not_between, outside

E = TypeVar("E", bound="Edit")
Index = Annotated[int, Field(strict=True, ge=0)]
Sequence = Annotated[int, Field(strict=True, ge=1)]


class Edit(Part):
    """Says only what it changes: null may be a change too."""

    @model_serializer(mode="wrap")
    def _what_is_set(self, everything: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        # Without a return type, the schema stays that of the fields. To cut nothing is an edit.
        given = {n: v for n, v in everything(self).items() if n in self.model_fields_set}
        return {n: v for n, v in given.items() if n == "detached" or v not in ((), [], {})}


def _of_forkable(part: type[Part]) -> Callable[[type[E]], type[E]]:
    """Give an edit the settings of a part that can change within a run, none of them required."""
    fields: dict[str, Any] = {}
    for name, field in part.model_fields.items():
        if setting_of(field).forkable:
            # Bounds and choices are for the config to check that the edits make.
            kept = [one for one in field.metadata if isinstance(one, Strict | AllowInfNan)]
            kind: Any = Annotated[field.annotation, *kept] if kept else field.annotation
            fields[name] = (kind | None, Field(None, description=field.description))
    return lambda edit: with_fields(edit, fields)


@_of_forkable(OptimizerConfig)
class OptimizerEdit(Edit):
    """The settings of the optimizer that change; another optimizer begins without memory."""


@_of_forkable(ScheduleConfig)
class ScheduleEdit(Edit):
    """The settings of the schedule that change.

    With a carried state the fork's first window begins at the step where its parent's would have.
    """


class ParamEdit(Part):
    """A new value of one entry of a parameter or, without `index`, of all of it."""

    name: str
    index: tuple[Index, ...] | None = Field(None, description="From 0, as of the array")
    value: Finite | tuple[Finite, ...] | tuple[tuple[Finite, ...], ...]


class StepEdit(Part):
    """A new input or target at step t of the window of the fork's first update."""

    t: Timestep
    index: Index = Field(0, description="Which of the step's features, from 0")
    b: Sequence | None = Field(None, description="Which sequence of the batch, from 1; null: all")
    value: Finite


class Edits(Edit):
    """What is different in a fork. At least one of them."""

    optimizer: OptimizerEdit | None = None
    schedule: ScheduleEdit | None = None
    detached: Steps | None = None
    params: tuple[ParamEdit, ...] = ()
    inputs: tuple[StepEdit, ...] = ()
    targets: tuple[StepEdit, ...] = ()

    @model_validator(mode="after")
    def _not_none(self) -> "Edits":
        if not any(value is not None for value in self.model_dump().values()):
            raise InputError("edits", "no_edit", names=list(type(self).model_fields))
        return self


class Fork(Part):
    """Which run is followed, up to but without which update, and what is different from there."""

    parent: str
    update: int
    edits: Edits

    @property
    def id(self) -> str:
        """16 hexadecimal digits, from all that the fork says; the arithmetic is in the parent's."""
        return digest(self.model_dump())


def forked_config(parent: RunConfig, edits: Edits) -> RunConfig:
    """The parent's config with the edits of settings. Raises InputError."""
    settings = edits.model_dump(include={"optimizer", "schedule", "detached"})
    config = merged(parent.model_dump(), {n: v for n, v in settings.items() if v is not None})
    if edits.detached is None:  # what a shorter window no longer has cannot be cut
        config["detached"] = [t for t in parent.detached if t <= config["schedule"]["k"]]
    try:
        return plain(parse_config(config))
    except InputError as error:
        raise InputError(f"edits.{error.field}", error.code, **error.params) from None


def joined(first: Edits, second: Edits, parent: RunConfig) -> Edits | None:
    """Both, the second one's after the first one's; of two edits of one entry, the later.

    Settings that are then as in the parent's config are no edits. None: nothing is left of them.
    """
    both = merged(first.model_dump(), second.model_dump())
    for name in ("params", "inputs", "targets"):
        both[name] = _last_of_each((*getattr(first, name), *getattr(second, name)))
    for name in ("optimizer", "schedule"):
        own = getattr(parent, name).model_dump()
        both[name] = {n: value for n, value in both.get(name, {}).items() if value != own[n]}
    left = {n: value for n, value in both.items() if value or n == "detached"}
    return Edits.model_validate(left) if left else None


def _last_of_each(edits: Iterable[Part]) -> tuple[dict[str, Any], ...]:
    kept: dict[Any, dict[str, Any]] = {}
    for edit in (one.model_dump() for one in edits):
        entry = tuple(edit.get(key) for key in ("name", "t", "index", "b"))
        kept.pop(entry, None)  # for its place is after those in between: one may be of them all
        kept[entry] = edit
    return tuple(kept.values())


def check_values(edits: Edits, params: Mapping[str, tuple[int, ...]], window: Batch) -> None:
    """Raise InputError unless the edits fit the parameters' shapes and the window's."""
    for number, edit in enumerate(edits.params):
        field = f"edits.params.{number}"
        if edit.name not in params:
            raise not_among(f"{field}.name", params)
        _check_param(field, edit, params[edit.name])
    inputs, targets, has_input, has_output = window
    for name, array, there in (("inputs", inputs, has_input), ("targets", targets, has_output)):
        for number, step in enumerate(getattr(edits, name)):
            _check_step(f"edits.{name}.{number}", step, array, there)


def _check_step(field: str, step: StepEdit, array: Array, there: Mask) -> None:
    steps, batch, features = array.shape
    if step.t > steps or not there[step.t - 1]:
        allowed = [int(t) + 1 for t in np.flatnonzero(there)]
        raise InputError(f"{field}.t", "invalid_input", expected="step", steps=allowed)
    if step.index >= features:
        raise not_between(f"{field}.index", 0, features - 1)
    if step.b is not None and step.b > batch:
        raise not_between(f"{field}.b", 1, batch)


def _check_param(field: str, edit: ParamEdit, shape: tuple[int, ...]) -> None:
    if edit.index is None:
        try:
            fits = np.shape(edit.value) == shape
        except ValueError:  # rows of different lengths
            fits = False
        if not fits:
            raise InputError(f"{field}.value", "wrong_shape", shape=shape)
        return
    if not lies_within(edit.index, shape):
        raise outside(f"{field}.index", shape)
    if not isinstance(edit.value, float):
        raise InputError(f"{field}.value", "invalid_input", expected="number")


def edited_params(params: Params, edits: Edits) -> Params:
    """The parameters with the edits; those that are not edited are shared."""
    new = dict(params)
    for edit in edits.params:
        new[edit.name] = new[edit.name].copy()
        new[edit.name][... if edit.index is None else edit.index] = edit.value
    return new


def edited_window(window: Batch, edits: Edits) -> Batch:
    """The window with the edits."""
    arrays: dict[str, Any] = {"inputs": window.inputs.copy(), "targets": window.targets.copy()}
    for name, array in arrays.items():
        for edit in getattr(edits, name):
            sequences = slice(None) if edit.b is None else edit.b - 1
            array[edit.t - 1, sequences, edit.index] = edit.value
    return window._replace(**arrays)
