"""What can go wrong with runs, beside settings that do not fit."""


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
