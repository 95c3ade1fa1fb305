"""What a setting says of itself, for the page, the address, the command line and forks.

It stands beside the type of a config's field, whose default and bounds are the setting's:
`k: Annotated[Whole, Setting("k", "unrolling")] = Field(12, ge=1, le=60)`.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.fields import FieldInfo

P = TypeVar("P", bound="Part")
When = Mapping[str, tuple[object, ...]]  # path in a situation (see rules.py) -> one of these


@dataclass(frozen=True)
class Setting:
    """How a setting is shown, linked to and changed. All of it is optional."""

    key: str = ""  # in the address; its strings are config.<key>.label, .help, .<option>
    group: str = ""  # of the panel; "": without a control
    kind: Literal["", "choice", "pictures", "id"] = ""  # where its type does not say it
    symbol: str = ""  # in the formulas, with "_" before a subscript
    slider: Literal["", "linear", "log"] = ""
    reach: tuple[float, float] | None = None  # where the slider ends, if not at the bounds
    step: float | None = None  # of the slider
    dice: bool = False  # with a button that draws a value
    applies: Callable[[], When] = dict  # elsewhere it says nothing, and is hidden
    forkable: bool = False  # whether it can change within a run
    of_data: bool = False  # it hangs on the data: another task brings its own
    label: int | None = None  # place in what every run is called; None: told if it is not as usual
    late: bool = False  # ids were there before it: at its default it is left out of them


class Part(BaseModel):
    """A part of what determines a run: no other fields, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def walk(part: type[Part], prefix: str = "") -> Iterator[tuple[str, FieldInfo, Setting]]:
    """Every setting of a part and of those inside it: path, field, and what it says of itself."""
    for name, field in part.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Part):
            yield from walk(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name, field, setting_of(field)


def setting_of(field: FieldInfo) -> Setting:
    """What a field says of itself as a setting."""
    return next((one for one in field.metadata if isinstance(one, Setting)), Setting())


def at(values: Mapping[str, Any], path: str) -> Any:
    """What nested values hold at a dotted path."""
    for name in path.split("."):
        values = values[name]
    return values


def applies(when: When, situation: Mapping[str, Any]) -> bool:
    """Whether the situation has one of the values at each of the paths."""
    return all(at(situation, path) in values for path, values in when.items())


_added: dict[str, dict[str, Any]] = {}


def add(part: str, name: str, annotation: Any, field: Any) -> None:
    """Add a setting, of plugins: a field of RunConfig, or of the part of it with this name.

    Raises RuntimeError where configs have been made of what there was before.
    """
    if f"{__package__}.settings" in sys.modules:
        raise RuntimeError(f"{name} is added too late: unrolled.runs.config.settings is imported")
    _added.setdefault(part, {})[name] = (annotation, field)


def extended(part: type[P]) -> type[P]:
    """The part with what plugins have added to it."""
    return with_fields(part, _added.get(part.__name__, {}))


def with_fields(part: type[P], fields: dict[str, Any]) -> type[P]:
    """The part with more fields, under its own name."""
    if not fields:
        return part
    name, module, doc = part.__name__, part.__module__, part.__doc__
    return create_model(name, __base__=part, __module__=module, __doc__=doc, **fields)
