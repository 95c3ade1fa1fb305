"""A client of the real app, worker processes and all, shared by the tests of a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from unrolled.main import create_app
from unrolled.tasks.own.datasets import VARIABLE


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    app = create_app(workers=1, hosts=["testserver"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def run(client: TestClient) -> dict[str, Any]:
    answer = client.post("/api/runs", json={"task": {"name": "sunspots"}})
    result: dict[str, Any] = answer.json()
    return result


@contextmanager
def fresh_client() -> Iterator[TestClient]:
    """One of an app of its own, which leaves the shared one its folder of datasets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "")
        app = create_app(workers=1, hosts=["testserver"])
        with TestClient(app, raise_server_exceptions=False) as client:
            yield client
