"""GET /api/limits says the numbers at which the server refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from unrolled.web.routes.limits import Limits

from .test_traces import TRACE

# A path, in which {task} is a run of that task, and what is posted to it; None: it is got.
Asked = tuple[str, Any]


def config(**changes: Any) -> Asked:
    return "runs", {"task": {"name": "sunspots"}, **changes}


def traced(steps: int = 2, batch: int = 1, include: tuple[str, ...] = (), **model: int) -> Asked:
    sizes = TRACE["model"] | model
    inputs = [[[0.5] * sizes["input_size"]] * batch] * steps
    targets = [[[0.5] * sizes["output_size"]] * batch] * steps
    return "trace", {"model": sizes, "inputs": inputs, "targets": targets, "include": include}


def cells(n: int) -> Asked:
    steps = next(steps for steps in range(200, 0, -1) if n % steps == 0)
    return traced(steps, n // steps, hidden_size=1)


def table(rows: int, columns: int, more: int = 0) -> Asked:
    """With `more` cells in a row of its own."""
    body = [";".join(str(i * (j + 3) % 7) for j in range(columns)) for i in range(rows)]
    if more:
        body.append(body[0])
    text = "\n".join([";".join(f"c{j}" for j in range(columns)), *body])
    return "datasets/preview", {"kind": "series", "text": text, "choices": {"missing": []}}


def padded(asked: Asked, size: int) -> tuple[str, bytes]:
    path, body = asked
    return path, json.dumps(body).encode().ljust(size)


def predict(task: str, **what: Any) -> Asked:
    return f"runs/{{{task}}}/predict", {"update": 1, **what}


# By the dotted name of a limit what asks for so much; None where that would take long.
ASKING: dict[str, Callable[[int], Asked] | None] = {
    "body_bytes": lambda n: padded(config(), n),
    "data_body_bytes": lambda n: padded(traced(), n),
    "dataset_bytes": lambda n: ("datasets", {"kind": "text", "text": ("ab" * n)[:n]}),
    "dataset.bytes": lambda n: ("datasets/preview", {"kind": "text", "text": ("ab" * n)[:n]}),
    "dataset.rows": lambda n: table(n, 2),
    "dataset.columns": lambda n: table(60, n),
    "dataset.cells": lambda n: table(n // 100, 100, n % 100),
    "dataset.waiting": None,  # tests/runs/workers/test_reader.py
    "runs_listed": lambda n: (f"runs?limit={n}", None),
    "run.k": lambda n: config(schedule={"k": n}),
    "run.hidden_size": lambda n: config(hidden_size=n),
    "run.batch_size": lambda n: config(batch_size=n),
    "run.updates": lambda n: config(updates=n),
    "events.count": lambda n: (f"runs/{{sunspots}}/events?from=5000&count={n}", None),
    "events.every": lambda n: (f"runs/{{sunspots}}/events?from=5000&every={n}", None),
    "inference.steps": lambda n: predict("sunspots", inputs=[[0.5]] * n),
    "inference.text": lambda n: predict("sentiment", text="good".ljust(n)),
    "inference.sample": lambda n: ("runs/{characters}/sample", {"update": 1, "length": n}),
    "inference.forecast": lambda n: ("runs/{sunspots}/forecast", {"update": 1, "steps": n}),
    "trace.hidden_size": lambda n: traced(hidden_size=n),
    "trace.features": lambda n: traced(input_size=n, output_size=n),
    "trace.steps": lambda n: traced(n),
    "trace.cells": cells,
    "trace.numbers": None,  # tests/runs/traces/test_trace.py
    "trace.truncation_steps": lambda n: traced(n, include=("truncations",)),
    "export.updates": lambda n: (f"runs/{{sunspots}}/export?format=html&to={n}", None),
    "export.every": lambda n: (f"runs/{{sunspots}}/export?format=html&every={n}", None),
    "export.bytes": None,  # test_export.py
}


def flat(limits: dict[str, Any], before: str = "") -> dict[str, int]:
    found: dict[str, int] = {}
    for name, value in limits.items():
        found |= flat(value, f"{name}.") if isinstance(value, dict) else {before + name: value}
    return found


LIMITS = flat(Limits().model_dump())


def test_every_limit_is_told(client: TestClient) -> None:
    assert flat(client.get("/api/limits").json()) == LIMITS
    assert set(LIMITS) == set(ASKING)


@pytest.mark.parametrize("name", [name for name, asking in ASKING.items() if asking])
def test_what_is_at_a_limit_is_served_and_what_is_beyond_is_not(
    client: TestClient, name: str
) -> None:
    asking = ASKING[name]
    assert asking is not None
    assert status(client, *asking(LIMITS[name])) in (200, 201)
    assert status(client, *asking(LIMITS[name] + 1)) == (413 if name.endswith("bytes") else 422)


def status(client: TestClient, path: str, body: Any) -> int:
    for task in ("sunspots", "sentiment", "characters"):
        if f"{{{task}}}" in path:
            run = client.post("/api/runs", json={"task": {"name": task}}).json()
            path = path.replace(f"{{{task}}}", run["id"])
    if body is None:
        return client.get(f"/api/{path}").status_code
    content = body if isinstance(body, bytes) else json.dumps(body)
    headers = {"Content-Type": "application/json"}
    return client.post(f"/api/{path}", content=content, headers=headers).status_code
