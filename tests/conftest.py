"""What a run of the tests may be told."""

import pytest
from hypothesis import settings

# The same examples always, on a slow machine, too: who looks for others asks for them.
settings.register_profile("unrolled", derandomize=True, deadline=None)
settings.load_profile("unrolled")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--frameworks",
        action="store_true",
        help="exported programs of every framework have to run: one that is missing is a failure",
    )
