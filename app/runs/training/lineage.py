"""Who trains which updates of a run: a fork's first ones are its parent's.

Updates come in blocks of 100: block 0 is updates 1 to 100. A block is what is computed, kept and
shared at a time; it begins with the state at the end of the one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ...engine.schedule import BEGINNING, Entry
from ..config.settings import RunConfig
from ..errors import InputError
from .forks import Edits, Fork

BLOCK = 100
LONGEST_NAME = 80


def block_of(update: int) -> int:
    """The block that an update is in."""
    return (update - 1) // BLOCK


class Stretch(NamedTuple):
    """What trains the updates from `first` on. With `edits`, values are changed before it.

    `entry` says how the config's plan goes on where the one before was left.
    """

    config: RunConfig
    first: int = 1
    edits: Edits | None = None
    entry: Entry = BEGINNING


Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=LONGEST_NAME, pattern=r"^\P{C}*$"
    ),
]


class RunChanges(BaseModel):
    """What of a run can be changed."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = Field(description="null: none")


@dataclass(frozen=True)
class Recording:
    """A run: the stretch that is its own, and the run that it follows before."""

    id: str
    stretch: Stretch
    parent: "Recording | None" = None
    name: str | None = None
    created: float = 0.0  # seconds since 1970

    @property
    def config(self) -> RunConfig:
        """The config of its own stretch."""
        return self.stretch.config

    @property
    def last_update(self) -> int:
        """The number of updates."""
        return self.config.updates

    @property
    def fork(self) -> Fork | None:
        """Where it leaves its parent, and how; None for a run with none."""
        _, first, edits, _ = self.stretch
        if self.parent is None or edits is None:
            return None
        return Fork(parent=self.parent.id, update=first, edits=edits)

    def ancestry(self) -> Iterator["Recording"]:
        """The run, its parent, and so on."""
        one: Recording | None = self
        while one is not None:
            yield one
            one = one.parent

    def at(self, update: int) -> "Recording":
        """The run itself or the ancestor whose stretch `update` is in."""
        return next(one for one in self.ancestry() if one.stretch.first <= update)

    def owner(self, block: int) -> "Recording":
        """Whose block it is: the run's own, unless all of it comes before the fork."""
        return self.at((block + 1) * BLOCK)

    def stretches(self, block: int) -> tuple[Stretch, ...]:
        """What trains the updates of a block, in order."""
        found = []
        for one in self.owner(block).ancestry():
            found.append(one.stretch)
            if one.stretch.first <= block * BLOCK:  # else its edits come within the block
                break
        return tuple(reversed(found))


def check_update(run: Recording, field: str, update: int) -> None:
    """Raise InputError for an update that the run does not have."""
    if not 1 <= update <= run.last_update:
        raise InputError(field, "out_of_range", expected="update", high=run.last_update)
