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
from unrolled.figures import TRACKS
from unrolled.main import create_app
from unrolled.tasks import TASKS

from .conftest import fresh_client
from .examples import CONFIG

Case = schemathesis.Case[Any]
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
FEW, MANY = 8, 260  # cases a route: MANY are 5,000 of all
LETTERS = {"task": {"name": "characters"}, **CONFIG, "schedule": {"k": 4}}
SERIES = {"task": {"name": "sunspots"}, **CONFIG}
# What the schema alone does not say: names and numbers that are there.
KNOWN = st.fixed_dictionaries(
    {
        "update": st.integers(1, CONFIG["updates"]),
        "seed": st.integers(0, 9),
        "task": st.sampled_from([{"name": name} for name in TASKS]),
        "schedule": st.just({}),
        "track": st.sampled_from(list(TRACKS)),
        "what": st.sampled_from(["hidden", "outputs", "loss", "delta", "grad_hidden", "parameter"]),
        "name": st.sampled_from(["W_h", "b_y", "inputs", "delta", "grad_hidden"]),
        "index": st.sampled_from(["", "0", "0,1", "1,0,0"]),
        "fields": st.sampled_from(["loss", "default,flow", "hidden,nothing"]),
        "before": st.none(),
    }
)
REQUEST = ("method", "url", "params", "headers", "json", "content")
counted = Counter[str]()


class Target:
    """A server with two small runs, which most requests are about."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.runs = [self.made(SERIES), self.made(LETTERS)]

    def made(self, config: dict[str, Any]) -> str:
        return str(self.client.post("/api/runs", json=config).json()["id"])

    def send(self, case: Case, known: dict[str, Any] | None) -> None:
        """Send it, about what is there, if `known` says what, or else about what the case says."""
        if known:
            if case.method == "DELETE":  # of another run, for these are still needed
                known["run_id"] = self.made(SERIES | {"seed": known["update"]})
            else:
                known["run_id"] = self.runs[known["seed"] % 2]
            for values in (case.path_parameters, case.query, case.body):
                if isinstance(values, dict):
                    values.update({name: known[name] for name in known.keys() & values.keys()})
        sent = case.as_transport_kwargs(base_url="http://testserver")
        sent["content"] = sent.pop("data", None)  # as httpx2 calls bytes
        answer = self.client.request(**{k: v for k, v in sent.items() if k in REQUEST})
        counted[f"{case.method} {case.path} {answer.status_code}"] += 1
        case.validate_response(answer, checks=CHECKS)


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    with fresh_client() as client:
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
        known=st.one_of(st.none(), KNOWN, KNOWN, KNOWN),
    )
    def send(case: Case, known: dict[str, Any] | None) -> None:
        target.send(case, known)

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
