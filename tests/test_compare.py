"""What counts as the same answer of another processor, and what does not."""

from math import nan
from typing import Any

import pytest

from .compare import same

EVENT = 'id: 3\ndata: {"loss": 0.25, "t": 4}\n\n'


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (0.30000000000000004, 0.3),
        (1e-17, 0.0),
        (nan, nan),
        ({"a": [1, None, 0.1 + 0.2]}, {"a": [1, None, 0.3]}),
        ("t,value\r\n1,-0.22607269490926207", "t,value\r\n1,-0.226072694909262"),
        (EVENT.replace("0.25", "0.24999999999999997"), EVENT),
        ({"analytic": 0.3, "relative_error": 1e-11}, {"analytic": 0.3, "relative_error": 3e-11}),
        ("W = [1e-05, 2.0]", "W = [1.0000000000000001e-05, 2.0]"),
    ],
    ids=str,
)
def test_last_digits_may_differ(found: Any, expected: Any) -> None:
    same(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (0.300000001, 0.3),
        (nan, 0.3),
        (0.3, nan),
        (2, 1),
        ({"a": 1.0}, {"a": 1.0, "b": 1.0}),
        ([1.0], [1.0, 1.0]),
        ({"a": {"b": [0.1, 0.2]}}, {"a": {"b": [0.1, 0.3]}}),
        ("1,0.5\r\n", "1,0.5\n"),
        ("1,0.5", "2,0.5"),
        ("1,0.5", "1,0.50001"),
        ("1,0.5", "1,0.5,0.5"),
        ("run 0a1b", "run 0a1c"),
        (EVENT.replace("id: 3", "id: 4"), EVENT),
    ],
    ids=str,
)
def test_all_else_may_not(found: Any, expected: Any) -> None:
    with pytest.raises(AssertionError):
        same(found, expected)
