"""Requests drawn from the schema: no answer is a mistake, none is other than documented."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.main import create_app
from app.web.openapi import operations

from .examples import CONFIG

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DOCUMENT = create_app().openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
NAMES = [(method.upper(), path) for path, one in DOCUMENT["paths"].items() for method in one]
FEW, MANY = 12, 260  # cases a route: MANY are 5,000 of all
LETTERS = {"task": {"name": "characters"}, **CONFIG, "schedule": {"k": 4}}
SERIES = {"task": {"name": "sunspots"}, **CONFIG}
counted = Counter[str]()


class Target:
    """A server with two small runs, which most requests are about."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.runs = [self.made(SERIES), self.made(LETTERS)]

    def made(self, config: dict[str, Any]) -> str:
        return str(self.client.post("/api/runs", json=config).json()["id"])

    def send(self, case: schemathesis.Case, there: bool, update: int, letters: bool) -> None:
        """Send it, to a run and an update that are there or to what the case says."""
        if there:
            if "run_id" in case.path_parameters:
                gone = case.method == "DELETE"
                case.path_parameters["run_id"] = (
                    self.made(SERIES | {"seed": update}) if gone else self.runs[letters]
                )
            for values in (case.path_parameters, case.query, case.body):
                if isinstance(values, dict) and "update" in values:
                    values["update"] = update
        sent = case.as_transport_kwargs(base_url="http://testserver")
        sent["content"] = sent.pop("data", None)  # as httpx2 calls bytes
        answer = self.client.request(**{k: v for k, v in sent.items() if k in REQUEST})
        counted[f"{case.method} {case.path} {answer.status_code}"] += 1
        case.validate_response(answer, checks=CHECKS)


REQUEST = ("method", "url", "params", "headers", "json", "content")


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    app = create_app(workers=1, hosts=["testserver"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Target(client)


def fuzz(target: Target, method: str, path: str, cases: int, derandomize: bool) -> None:
    operation = SCHEMA[path][method]

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=derandomize,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        ),
        there=st.sampled_from([True, True, True, False]),
        update=st.integers(1, CONFIG["updates"]),
        letters=st.booleans(),
    )
    def send(case: schemathesis.Case, there: bool, update: int, letters: bool) -> None:
        target.send(case, there, update, letters)

    send()


@pytest.mark.parametrize(("method", "path"), NAMES, ids=map(" ".join, NAMES))
def test_a_few_requests_of_every_kind(target: Target, method: str, path: str) -> None:
    fuzz(target, method, path, FEW, derandomize=True)


@pytest.mark.thorough
def test_thousands_of_requests(target: Target) -> None:
    counted.clear()
    for method, path in NAMES:
        fuzz(target, method, path, MANY, derandomize=False)
    assert counted.total() >= 5000, counted
