"""What can go wrong with runs: what was asked cannot be, or it cannot be done."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..tasks.kinds.errors import Param, cut

LONGEST_FIELD = 200  # characters: a name in it may be anything


class InputError(Exception):
    """What was sent cannot be; `field` is the dotted path of the culprit, as it was written.

    The words of `code` are `problem.<code>` in static/locales, or, where `params` say what is
    expected, `problem.<expected>`; the params stand in them. Not a ValueError, which pydantic would
    take for its own and wrap.
    """

    def __init__(self, field: str, code: str, **params: Param) -> None:
        super().__init__(field, code)  # pickle, on the way from a worker, brings params along
        self.field, self.code, self.params = field[:LONGEST_FIELD], code, cut(params)

    def __str__(self) -> str:
        return f"{self.field}: {self.code} {self.params}"


def not_among(field: str, choices: Iterable[str]) -> InputError:
    """A name that is none of these."""
    return InputError(field, "invalid_input", expected="choice", choices=list(choices))


def not_between(field: str, low: int, high: int) -> InputError:
    """A whole number that is not one of low … high."""
    return InputError(field, "out_of_range", expected="whole_between", low=low, high=high)


def outside(field: str, shape: Sequence[int]) -> InputError:
    """An index, from 0, of no entry of an array."""
    return InputError(field, "out_of_range", expected="index", shape=shape)


class Notice(NamedTuple):
    """What a reader is told of though nothing was refused: in words as an InputError's."""

    code: str
    params: Mapping[str, Param]


class UnknownRunError(Exception):
    """There is no run of this id."""


class HasForksError(Exception):
    """The run cannot go, for these hold it."""

    def __init__(self, forks: list[str]) -> None:
        super().__init__(forks)
        self.forks = forks


class ReaderBusyError(Exception):
    """So many uploads wait to be read that another one may not."""


class WorkerDiedError(Exception):
    """A worker process died, and so did the next one while the work was done again."""


class TookTooLongError(WorkerDiedError):
    """The work was given up at its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
