"""What can go wrong with runs: what was asked cannot be, or it cannot be done."""

from collections.abc import Sequence

Param = str | int | float | bool | Sequence[str] | Sequence[int]


class InputError(Exception):
    """What was sent cannot be; `field` is the dotted path of the culprit, as it was written.

    The words of `code` are `problem.<code>` in static/locales, or, where `params` say what is
    expected, `problem.<expected>`; the params stand in them. Not a ValueError, which pydantic would
    take for its own and wrap.
    """

    def __init__(self, field: str, code: str, **params: Param) -> None:
        super().__init__(field, code)  # pickle, on the way from a worker, brings params along
        self.field, self.code, self.params = field, code, params

    def __str__(self) -> str:
        return f"{self.field}: {self.code} {self.params}" if self.params else self.code


class OutOfRangeError(InputError):
    """A number, or a name, that is not among those allowed."""


class UnknownRunError(Exception):
    """There is no run of this id."""


class HasForksError(Exception):
    """The run cannot go, for these hold it."""

    def __init__(self, forks: list[str]) -> None:
        super().__init__(forks)
        self.forks = forks


class WorkerDiedError(Exception):
    """A worker process died, and so did the next one while the work was done again."""


class TookTooLongError(WorkerDiedError):
    """The work was given up at its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
