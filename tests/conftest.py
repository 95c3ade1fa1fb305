"""What a run of the tests may be told."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--frameworks",
        action="store_true",
        help="exported programs of every framework have to run: one that is missing is a failure",
    )
