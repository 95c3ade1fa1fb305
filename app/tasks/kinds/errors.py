"""What a reader brings along and cannot be read."""

from collections.abc import Sequence

from .shortening import shortened

Param = str | int | float | Sequence[str] | Sequence[int]
LONGEST, MOST = 80, 100  # characters of a text, entries of a list


class UnreadableError(ValueError):
    """Why it cannot be read: the words of `code` are `problem.<code>` in static/locales.

    The params stand in them. What a reader has written is data among them, cut to a length.
    """

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)  # pickle, on the way from a worker, brings params along
        self.code, self.params = code, cut(params)

    def __str__(self) -> str:
        return f"{self.code} {self.params}"


def cut(params: dict[str, Param]) -> dict[str, Param]:
    """The params with no text longer than LONGEST and no list longer than MOST."""
    return {name: _cut(value) for name, value in params.items()}


def _cut(value: Param) -> Param:
    if isinstance(value, str):
        return shortened(value, LONGEST)
    if isinstance(value, int | float):
        return value
    numbers = [part for part in value[:MOST] if isinstance(part, int)]
    return numbers or [shortened(str(part), LONGEST) for part in value[:MOST]]
