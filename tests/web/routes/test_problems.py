"""What is wrong with a request, as data: status, code, params, and the field as it was written."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]
SUN: Json = {"task": {"name": "sunspots"}}
RUN = "/api/runs/{run}"


def whole(low: int, high: int) -> Json:
    return {"expected": "whole_between", "low": low, "high": high}


def edit(**edits: Any) -> Json:
    return {"update": 3, "edits": edits}


@pytest.mark.parametrize(
    ("path", "body", "code", "params", "field"),
    [
        ("/api/runs", {}, "missing", {}, "task"),
        ("/api/runs", {**SUN, "batch_size": 0}, "out_of_range", whole(1, 64), "batch_size"),
        (f"{RUN}/forks", edit(inputs=[{"t": 1}]), "missing", {}, "edits.inputs.0.value"),
        (f"{RUN}/predict", {"update": 1}, "text_or_inputs", {}, "text"),
        (
            f"{RUN}/predict",
            {"update": 1, "inputs": [[1, 2]]},
            "wrong_width",
            {"count": 1},
            "inputs",
        ),
        (f"{RUN}/sample", {"update": 1}, "cannot_go_on", {"task": "sunspots"}, "update"),
        (
            "/api/datasets",
            {"kind": "series", "text": "a;b\n1;2\n3\n4;5"},
            "table_ragged",
            {"line": 3, "count": 1, "width": 2},
            "text",
        ),
        ("/api/runs", [], "invalid_input", {"expected": "json_object"}, None),
    ],
)
def test_a_body(
    client: TestClient, run: Json, path: str, body: Any, code: str, params: Json, field: str | None
) -> None:
    answer = client.post(path.replace("{run}", run["id"]), json=body)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error.get("field")) == (422, code, field)
    assert error["params"] == params


@pytest.mark.parametrize(
    ("path", "code", "params", "field"),
    [
        (f"{RUN}/frames/one", "invalid_input", {"expected": "whole"}, "update"),
        (f"{RUN}/frames/0", "out_of_range", {"expected": "update", "high": 5000}, "update"),
        (f"{RUN}/events?count=5001", "out_of_range", whole(1, 5000), "count"),
        (f"{RUN}/events?from=x", "invalid_input", {"expected": "whole"}, "from"),
        (f"{RUN}/scalars?from=9&to=8", "out_of_range", {"expected": "whole_from", "low": 9}, "to"),
        (f"{RUN}/inspect/2", "missing", {}, "what"),
        (f"{RUN}/inspect/2?what=hidden&t=99", "out_of_range", whole(0, 12), "t"),
        ("/api/runs?y=1", "unknown_parameter", {"names": ["limit", "before"]}, "y"),
        ("/api/limits?x=1", "unknown_parameter", {"expected": "no_parameters"}, "x"),
    ],
)
def test_a_query_or_a_path(
    client: TestClient, run: Json, path: str, code: str, params: Json, field: str
) -> None:
    answer = client.get(path.replace("{run}", run["id"]))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (422, code, field)
    assert error["params"] == params


def test_what_was_written_is_cut(client: TestClient, run: Json) -> None:
    answer = client.get(f"/api/{'x' * 3000}").json()["error"]
    assert len(answer["params"]["path"]) == 80
    body = {**SUN, "x" * 3000: 1}
    assert len(client.post("/api/runs", json=body).json()["error"]["field"]) == 200
