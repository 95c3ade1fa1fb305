"""What is refused, as data: for tests that expect it."""

from collections.abc import Callable
from typing import Any

import pytest
from unrolled.runs.errors import InputError
from unrolled.tasks.kinds.errors import UnreadableError

Json = dict[str, Any]


def unreadable(read: Callable[..., Any] | None, *arguments: Any) -> tuple[str, Json]:
    """The code and the params with which `read` refuses the arguments."""
    assert read is not None
    with pytest.raises(UnreadableError) as refused:
        read(*arguments)
    return refused.value.code, refused.value.params


def refusal(work: Callable[..., Any], *arguments: Any) -> tuple[str, str, Json]:
    """The field, the code and the params with which `work` refuses the arguments."""
    with pytest.raises(InputError) as refused:
        work(*arguments)
    return refused.value.field, refused.value.code, refused.value.params
