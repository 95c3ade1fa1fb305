"""Cases that others cover, too: left to make test-all."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def sparing(cases: Iterable[Any], is_kept: Callable[[Any], bool]) -> list[Any]:
    """The cases; those that are not kept only in the thorough run."""
    return [
        case if is_kept(case) else _left(*(case if isinstance(case, tuple) else (case,)))
        for case in cases
    ]


def _left(*values: Any) -> Any:
    return pytest.param(*values, marks=pytest.mark.thorough)
