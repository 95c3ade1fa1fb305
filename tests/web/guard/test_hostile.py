"""Bodies that nobody means well: each is a sentence in the one error shape, never a mistake."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from unrolled.main import create_app
from unrolled.web.guard.bodies import BODY_LIMIT, DATA_BODY_LIMIT

from ..examples import CONFIG, TRACE
from ..paths import every_route

DATA = ("/trace", "/datasets", "/datasets/preview", "/predict", "/forks")
TAKING = [(method, path) for method, path in every_route(create_app()) if method in "POST PATCH"]
each_taking = pytest.mark.parametrize(("method", "path"), TAKING, ids=map(" ".join, TAKING))
JSON = {"content-type": "application/json"}

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "null": b"null",
    "a number": b"1",
    "a list": b"[]",
    "a text": b'"x"',
    "NaN": b'{"update": NaN, "seed": NaN, "name": NaN, "kind": NaN}',
    "only NaN": b"NaN",
    "infinite": b'{"update": 1e999, "seed": -1e999, "name": Infinity, "text": -Infinity}',
    "unknown field": b'{"nothing_of_that_name": 1}',
    "double key": b'{"update": 1, "update": 2}',
    "double key inside": b'{"edits": [{"name": "a", "na\\u006de": "b"}]}',
    "deep lists": b"[" * 30_000 + b"]" * 30_000,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "not so deep": b'{"edits":' * 900 + b"1" + b"}" * 900,
    "deep and open": b"[" * 60_000,
    "huge int": b'{"update": ' + b"9" * 400 + b', "seed": 18446744073709551616}',
    "int too long to read": b'{"update": ' + b"9" * 5_000 + b"}",
    "invalid UTF-8": b'{"name": "\xff\xfe"}',
    "a surrogate": b'{"name": "\\ud800", "text": "\\udfff"}',
    "a surrogate as a key": b'{"\\ud800": 1}',
    "a surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "UTF-16": '{"name": "x"}'.encode("utf-16"),
    "UTF-8 with a mark": b"\xef\xbb\xbf{}",
    "zero bytes": b"\0" * 10,
    "NUL in texts": b'{"name": "\\u0000", "text": "\\u0000", "task": {"name": "\\u0000"}}',
    "a path": b'{"task": {"name": "own_series", "dataset": "../../etc/passwd"}}',
    "wrong kinds": b'{"task": [], "edits": 1, "update": {}, "model": "", "kind": 3, "name": []}',
}


def refused(answer: Any, *statuses: int) -> dict[str, Any]:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    error: dict[str, Any] = answer.json()["error"]
    assert {"code", "params", "message"} <= set(error) <= {"code", "params", "message", "field"}
    assert error["message"].endswith(".")
    assert "Traceback" not in answer.text
    return error


@each_taking
@pytest.mark.parametrize("name", BODIES)
def test_hostile_bodies(
    client: TestClient, run: dict[str, Any], method: str, path: str, name: str
) -> None:
    path = path.replace("0123456789abcdef", run["id"])
    refused(client.request(method, path, content=BODIES[name], headers=JSON), 422)


@each_taking
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_a_body_that_is_not_called_json(
    client: TestClient, run: dict[str, Any], method: str, path: str, kind: str
) -> None:
    path = path.replace("0123456789abcdef", run["id"])
    answer = client.request(method, path, content=b"{}", headers={"content-type": kind})
    assert "Content-Type" in refused(answer, 422)["message"]


@each_taking
def test_a_body_beyond_the_limit_is_refused_before_it_is_read(
    client: TestClient, method: str, path: str
) -> None:
    limit = DATA_BODY_LIMIT if path.endswith(DATA) else BODY_LIMIT
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += BODY_LIMIT // 4
            yield b" " * (BODY_LIMIT // 4)

    answers = [
        client.request(method, path, content=b" " * (limit + 1), headers=JSON),
        client.request(method, path, content=chunks(), headers=JSON),
    ]
    for answer in answers:
        assert refused(answer, 413)["message"] == f"The body must have at most {limit} bytes."
    assert refused(client.request(method, path, content=b" " * limit, headers=JSON), 422, 404)


def test_the_sentence_says_where_it_ceases_to_be_json(client: TestClient) -> None:
    answer = client.post(
        "/api/runs", content=b'{"task": {"name": "sine"},\n "seed" 1}', headers=JSON
    )
    message = answer.json()["error"]["message"]
    assert message == "The body must be valid JSON; it is not at line 2, column 9."


def test_the_sentence_names_the_key(client: TestClient) -> None:
    answer = client.post("/api/runs", content=b'{"seed": 1, "seed": 2}', headers=JSON)
    error = refused(answer, 422)
    assert error["code"] == "duplicate_key"
    assert error["message"] == "The key “seed” occurs twice in one object."


def test_equal_keys_of_different_objects_are_not_the_same_key(client: TestClient) -> None:
    body = {"task": {"name": "sunspots"}, "schedule": {"name": "chunks"}, **{"updates": 20}}
    assert client.post("/api/runs", json=body).status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("inputs", [[[1e999]], [[1.0]]]),
        ("inputs", [[[10**400]], [[1.0]]]),
        ("inputs", []),
        ("targets", [[[0.0]]]),
        ("has_input", [True]),
        ("seed", 2**64),
        ("seed", -1),
        ("seed", 1.5),
        ("params", {"W_x": [[1.0]]}),
        ("params", {"W": [[1.0]]}),
        ("model", {**TRACE["model"], "hidden_size": 10**30}),
        ("model", {**TRACE["model"], "hidden_size": 0}),
        ("model", {**TRACE["model"], "cell": "transformer"}),
    ],
)
def test_trace_names_what_is_wrong(client: TestClient, field: str, value: Any) -> None:
    body = json.dumps(TRACE | {field: value})
    error = refused(client.post("/api/trace", content=body, headers=JSON), 422)
    assert error["field"].split(".")[0] == field


@pytest.mark.parametrize(
    "text", ["", '"', ",", '"\n"', ";;\n;;", "\0", '"' + "x" * 200_000, "1\n" * 5], ids=range(8)
)
def test_tables_that_cannot_be_read(client: TestClient, text: str) -> None:
    body = {"kind": "series", "text": text}
    answer = client.post("/api/datasets", json=body)
    assert refused(answer, 422)["field"] == "text"


@pytest.mark.parametrize(
    "edits",
    [
        {"params": [{"name": "W_h", "index": [2**70, 0], "value": 1.0}]},
        {"params": [{"name": "W_h", "index": [0, 0], "value": 10**400}]},
        {"params": [{"name": "W_h", "index": [], "value": 1.0}]},
        {"params": [{"name": "W_h", "value": [[1.0], [1.0, 2.0]]}]},
        {"inputs": [{"t": 1, "index": 2**70, "value": 1.0}]},
        {"inputs": [{"t": 1, "b": 2**70, "value": 1.0}]},
        {"optimizer": {"learning_rate": 10**400}},
        {"schedule": {"k": 2**70}},
        {"detached": [2**70]},
        {},
    ],
    ids=str,
)
def test_edits_that_cannot_be(client: TestClient, edits: dict[str, Any]) -> None:
    made = client.post("/api/runs", json={"task": {"name": "sunspots"}, **CONFIG}).json()
    body = {"update": 2, "edits": edits}
    refused(client.post(f"/api/runs/{made['id']}/forks", json=body), 422)
