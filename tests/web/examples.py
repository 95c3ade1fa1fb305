"""Asks a real server for each type of a route; `python -m tests.web.examples` keeps the answers.

app/web/examples.json is what the schema shows. A test asks again.
"""

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from fastapi.testclient import TestClient
from unrolled.main import create_app
from unrolled.web.openapi import EXAMPLES
from unrolled.web.reply.formats import JSON_LINES

VALUES = "\n".join(str(round(10 + (i % 5) * 1.5, 1)) for i in range(40))
TABLE = {"kind": "series", "text": f"height\n{VALUES}", "choices": {"targets": ["height"]}}
OWN = {"name": "own_series", "dataset": "{series}"}
CONFIG: dict[str, Any] = {"hidden_size": 2, "schedule": {"k": 2}, "batch_size": 1, "updates": 20}
TRACE: dict[str, Any] = {
    "model": {"cell": "rnn", "input_size": 1, "hidden_size": 1, "output_size": 1},
    "inputs": [[[0.5]], [[1.0]]],
    "targets": [[[0.0]], [[1.0]]],
    "seed": 0,
}


class Question(NamedTuple):
    """A request; {series}, {run}, {fork} and {letters} in it are what was made before."""

    operation_id: str
    method: str
    path: str
    body: Any = None
    made: str = ""  # the name of the id in the answer
    headers: dict[str, str] | None = None


QUESTIONS = [
    Question("list_tasks", "GET", "/api/tasks"),
    Question("preview_dataset", "POST", "/api/datasets/preview", TABLE),
    Question(
        "create_dataset", "POST", "/api/datasets", {"kind": "series", "text": VALUES}, "series"
    ),
    Question("create_run", "POST", "/api/runs", {"task": {"name": "echo"}, **CONFIG}, "run"),
    Question("list_runs", "GET", "/api/runs?limit=1"),
    Question("get_run", "GET", "/api/runs/{run}"),
    Question("rename_run", "PATCH", "/api/runs/{run}", {"name": "remembers"}),
    Question(
        "fork_run",
        "POST",
        "/api/runs/{run}/forks",
        {"update": 10, "edits": {"optimizer": {"learning_rate": 0.02}}},
        "fork",
    ),
    Question("get_frame", "GET", "/api/runs/{run}/frames/2?fields=loss,hidden,grad_hidden"),
    Question("get_frame", "GET", "/api/runs/{run}/frames/2?format=csv&array=grad_params.W_h"),
    Question("get_frame", "GET", "/api/runs/{run}/frames/2?format=npz&fields=loss,hidden"),
    Question("stream_events", "GET", "/api/runs/{run}/events?from=1&count=2&fields=loss"),
    Question(
        "stream_events",
        "GET",
        "/api/runs/{run}/events?from=1&count=2&fields=loss",
        headers={"Accept": JSON_LINES},
    ),
    Question("get_scalars", "GET", "/api/runs/{run}/scalars?from=1&to=3"),
    *(
        Question("get_scalars", "GET", f"/api/runs/{{run}}/scalars?from=1&to=3&format={name}")
        for name in ("csv", "jsonl", "npz")
    ),
    Question("list_figures", "GET", "/api/runs/{run}/figures"),
    Question("get_figure", "GET", "/api/runs/{run}/figures/norms?update=2"),
    Question("inspect", "GET", "/api/runs/{run}/inspect/2?what=hidden&t=1&unit=1"),
    Question("check_gradient", "GET", "/api/runs/{run}/check/2?name=W_h&index=0,1"),
    Question("get_so_far", "GET", "/api/runs/{run}/so_far/2"),
    Question(
        "predict", "POST", "/api/runs/{run}/predict", {"update": 20, "inputs": [[0.2], [0.5]]}
    ),
    Question("get_timing", "GET", "/api/runs/{run}/timing"),
    Question("create_run", "POST", "/api/runs", {"task": OWN, **CONFIG}, "weekdays"),
    Question(
        "forecast",
        "POST",
        "/api/runs/{weekdays}/forecast",
        {"update": 20, "start": "now", "steps": 3},
    ),
    Question("create_run", "POST", "/api/runs", {"task": {"name": "characters"}}, "letters"),
    Question(
        "sample",
        "POST",
        "/api/runs/{letters}/sample",
        {"update": 1, "length": 5, "temperature": 0.7},
    ),
    Question("export_update", "GET", "/api/runs/{run}/export?update=2&format=numpy"),
    Question("export_update", "GET", "/api/runs/{run}/export?update=2&format=html"),
    Question("trace", "POST", "/api/trace", TRACE),
    Question("trace", "POST", "/api/trace?format=csv&array=grad_hidden", TRACE),
    Question("trace", "POST", "/api/trace?format=npz", TRACE),
    Question("get_trace", "GET", "/api/runs/{run}/trace?update=2&include=itemised"),
    Question("get_trace", "GET", "/api/runs/{run}/trace?update=2&format=csv&array=grad_hidden"),
    Question("get_trace", "GET", "/api/runs/{run}/trace?update=2&format=npz"),
    Question("get_limits", "GET", "/api/limits"),
    Question("delete_run", "DELETE", "/api/runs/{fork}"),
]


def asked(client: TestClient) -> Iterator[dict[str, Any]]:
    """The first answer of each operation in each media type."""
    made: dict[str, str] = {}
    seen = set[tuple[str, str]]()
    for operation, method, path, body, name, headers in QUESTIONS:
        for known, value in made.items():
            path = path.replace(f"{{{known}}}", value)
            body = json.loads(json.dumps(body).replace(f"{{{known}}}", value))
        answer = client.request(method, path, json=body, headers=headers)
        assert answer.is_success, answer.text
        if name:
            made[name] = answer.json()["id"]
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        if (operation, media_type) not in seen:
            seen.add((operation, media_type))
            example = {"operation_id": operation, "path": path, "status": answer.status_code}
            if body is not None:
                example["body"] = body
            if answer.content:
                example |= {"media_type": media_type, **_shown(operation, media_type, answer)}
            yield example


def _shown(operation: str, media_type: str, answer: Any) -> dict[str, Any]:
    """What the schema shows of an answer."""
    match media_type:
        case "application/json":
            return {"answer": _abridged(operation, answer.json())}
        case "application/x-npz":
            arrays = np.load(io.BytesIO(answer.content)).items()
            lines = "\n".join(f"{name}: {array.dtype} {array.shape}" for name, array in arrays)
            return {"summary": "What numpy.load finds in the file", "answer": lines}
        case "text/html":
            return {"summary": "How the file begins", "answer": answer.text[:600]}
    return {"answer": answer.text}


def _abridged(operation: str, answer: Any) -> Any:
    """Some answers are lists of long things: the first is an example of them."""
    if operation == "list_tasks":
        first = answer[0]
        return [first | {"cell_defaults": {"gru": first["cell_defaults"]["gru"]}}]
    if operation == "list_figures":
        return {"norms": answer["norms"]}
    return answer


if __name__ == "__main__":
    with TestClient(create_app(workers=1), base_url="http://localhost") as client:
        lines = [json.dumps(one, ensure_ascii=False) for one in asked(client)]
    EXAMPLES.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
