"""The one place where answers that hold computed numbers are compared.

The last digits of a computed number depend on the processor. So numbers with a fraction may differ
in them; whole numbers, names, words and how everything is nested may not.
"""

import re
from collections.abc import Collection
from itertools import zip_longest
from math import isclose, isnan
from typing import Any

RELATIVE, ABSOLUTE = 1e-9, 1e-12
ROUNDING = frozenset({"relative_error", "uncertainty"})  # of a difference: all last digits
FRACTION = re.compile(r"(?<![\w.])([+-]?\d+(?:\.\d+(?:e[+-]?\d+)?|e[+-]?\d+))(?![\w.])")


def same(found: Any, expected: Any, at: str = "", but: Collection[str] = ROUNDING) -> None:
    """Assert that two values as JSON has them are equal but for last digits, in their texts too.

    `at` says where they stand in a larger value. What has a name in `but` may be anything.
    """
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), at
        for name in expected.keys() - but:
            same(found[name], expected[name], f"{at}.{name}", but)
    elif isinstance(expected, list):
        assert isinstance(found, list), at
        assert len(found) == len(expected), at
        for place, (ours, theirs) in enumerate(zip(found, expected, strict=True)):
            same(ours, theirs, f"{at}[{place}]", but)
    elif isinstance(expected, float):
        assert close(found, expected), f"{at}: {found} is not {expected}"
    elif isinstance(expected, str):
        same_text(found, expected, at)
    else:
        assert found == expected, at


def same_text(found: str, expected: str, at: str = "") -> None:
    """Assert that two texts (CSV, JSON Lines, events, programs) are equal but for last digits."""
    for ours, theirs in zip_longest(FRACTION.split(found), FRACTION.split(expected)):
        if ours != theirs:
            are_numbers = all(FRACTION.fullmatch(one or "") for one in (ours, theirs))
            assert are_numbers, f"{at}: {ours!r} is not {theirs!r}"
            assert close(float(ours), float(theirs)), f"{at}: {ours} is not {theirs}"


def close(found: float, expected: float) -> bool:
    """Whether two numbers are equal but for their last digits. NaN is equal to itself."""
    if isnan(expected):
        return isnan(found)
    return isclose(found, expected, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
