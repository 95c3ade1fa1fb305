"""What holds on every route: names and origins, methods, headers of security."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse
from starlette.types import Message, Scope
from unrolled.main import create_app
from unrolled.web.guard.headers import HEADERS
from unrolled.web.guard.hosts import HostGuard
from unrolled.web.guard.methods import METHODS, Methods

from ..paths import every_route

ROUTES = list(every_route(create_app()))
each_route = pytest.mark.parametrize(("method", "path"), ROUTES, ids=map(" ".join, ROUTES))


def test_the_routes_are_all_there() -> None:
    paths = {path for _, path in ROUTES}
    assert {"/", "/docs", "/openapi.json", "/static/js/main.js", "/api/trace"} <= paths
    assert len(ROUTES) > 20


def refused(client: TestClient, method: str, path: str, code: str, **headers: str) -> str:
    answer = client.request(method, path, headers=headers)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (403, code), headers
    return str(error["message"])


@each_route
def test_a_foreign_name_is_refused(client: TestClient, method: str, path: str) -> None:
    for host in (
        "evil.example",
        "evil.example:8000",
        "testserver.evil.example",
        "10.0.0.1",
        "[::2]",
    ):
        message = refused(client, method, path, "foreign_host", host=host)
        assert message.endswith(f"--allowed-host {host.removesuffix(':8000')}.")
    for host in ("", "testserver@evil.example", "testserver:80:80", "[testserver", "test server"):
        refused(client, method, path, "foreign_host", host=host)


@each_route
def test_another_sites_page_is_refused(client: TestClient, method: str, path: str) -> None:
    for origin in ("http://evil.example", "null", "https://testserver", "http://testserver:81", ""):
        refused(client, method, path, "foreign_origin", origin=origin)
    for site in ("cross-site", "same-site"):
        refused(client, method, path, "foreign_origin", **{"sec-fetch-site": site})


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "localhost"},
        {"host": "LOCALHOST:8000"},
        {"host": "127.0.0.1:1"},
        {"host": "[::1]:8000"},
        {"host": "localhost:8000", "origin": "http://localhost:8000"},
        {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_its_own_names_and_pages_are_not(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("/", "/docs", "/api/runs", "/static/js/main.js"):
        assert client.get(path, headers=headers).status_code == 200


def test_a_link_from_another_site_cannot_do_anything(client: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    refused(client, "POST", "/api/runs", "foreign_origin", **headers)


@pytest.mark.parametrize(
    ("reached", "host", "status"),
    [
        ("192.168.1.5", "192.168.1.5:8000", 200),
        ("::ffff:192.168.1.5", "192.168.1.5", 200),
        ("fe80::1%eth0", "[fe80::1]:8000", 200),
        ("fd00::5", "[FD00:0::5]:8000", 200),
        ("192.168.1.5", "192.168.1.6", 403),
        ("192.168.1.5", "class.local", 403),
        ("192.168.1.5", "teacher.local:8000", 200),
        ("fd00::5", "fd00::5", 403),
    ],
)
def test_a_name_is_one_that_was_allowed_or_the_address_that_was_reached(
    reached: str, host: str, status: int
) -> None:
    async def ok(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    scope = {
        "type": "http",
        "scheme": "http",
        "method": "GET",
        "headers": [(b"host", host.encode())],
        "server": (reached, 8000),
    }
    assert first_message(HostGuard(ok, ["Teacher.local"]), scope)["status"] == status


def first_message(app: Any, scope: Scope) -> Message:
    """What an app that never waits sends first."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    work = app(scope, None, send)
    with pytest.raises(StopIteration):
        work.send(None)
    return sent[0]


@each_route
def test_every_answer_says_what_a_browser_may_do_with_it(
    client: TestClient, method: str, path: str
) -> None:
    for asked in (method, "HEAD", "OPTIONS", "PUT"):
        answer = client.request(asked, path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    foreign = client.request(method, path, headers={"host": "evil.example"})
    assert {name: foreign.headers[name] for name in HEADERS} == HEADERS


def test_so_does_a_mistake_of_the_server(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unrolled.web.routes.api._defaults", None)
    answer = client.get("/api/tasks")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@each_route
def test_options_names_the_methods_and_others_are_refused(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    allowed = answer.headers["allow"].split(", ")
    assert {method, "OPTIONS"} <= set(allowed)
    assert ("HEAD" in allowed) == ("GET" in allowed)
    assert set(allowed) - {"HEAD", "OPTIONS"} == {m for m, p in ROUTES if p == path}
    for other in {*METHODS, "PUT", "TRACE"} - set(allowed):
        no = client.request(other, path)
        assert (no.status_code, no.json()["error"]["code"]) == (405, "method_not_allowed")
        assert no.headers["allow"].split(", ") == allowed


def test_options_where_nothing_is(client: TestClient) -> None:
    answer = client.options("/api/nothing")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", [path for method, path in ROUTES if method == "GET"])
def test_head_is_get_without_a_body(client: TestClient, run: dict[str, Any], path: str) -> None:
    path = path.replace("0123456789abcdef", run["id"])
    if "/inspect/" in path:
        path += "?what=loss"
    if "/check/" in path:
        path += "?name=W_h&index=0,0"
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"") == (200, b"")
    changing = {"date", "content-length"} if path.endswith("/timing") else {"date"}

    def lasting(answer: Any) -> dict[str, str]:
        return {name: value for name, value in answer.headers.items() if name not in changing}

    assert lasting(head) == lasting(got)


def test_head_of_what_is_not_there(client: TestClient) -> None:
    answer = client.head("/api/nothing")
    assert (answer.status_code, answer.content) == (404, b"")


def test_a_failure_behind_head_is_not_hidden() -> None:
    async def fails(scope: Scope, receive: Any, send: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        TestClient(Methods(fails)).head("/")


@pytest.fixture
def endless() -> tuple[TestClient, list[str]]:
    """An app whose stream ends with its reader alone, and what has become of it."""
    ended: list[str] = []

    async def forever() -> Any:
        try:
            while True:
                await asyncio.sleep(0)
                yield b"x"
        finally:
            ended.append("ended")

    app = FastAPI()
    app.add_middleware(Methods)
    app.add_route("/", lambda _: StreamingResponse(forever()))
    return TestClient(app), ended


def test_head_does_not_wait_for_the_end_of_a_stream(endless: tuple[TestClient, list[str]]) -> None:
    client, ended = endless
    assert client.head("/").status_code == 200
    assert ended == ["ended"]
