"""Static files: compressed ones, content types and revalidation."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.routing import Mount
from starlette.testclient import TestClient
from unrolled.web.pages.static_files import StaticFiles, accepts_gzip

SCRIPT = b"export const answer = 42;\n" * 40


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "packed.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    (tmp_path / "folder").mkdir()
    for name in ("plain.mjs", "plain.css", "font.woff2", "unknown"):
        (tmp_path / name).write_bytes(SCRIPT)
    return TestClient(Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path))]))


def test_a_compressed_file_is_sent_as_it_is(client: TestClient) -> None:
    response = client.get("/packed.js", headers={"Accept-Encoding": "br, gzip"})
    assert response.content == SCRIPT
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["vary"] == "Accept-Encoding"
    assert int(response.headers["content-length"]) < len(SCRIPT)


def test_a_client_without_gzip_gets_the_content(client: TestClient) -> None:
    response = client.get("/packed.js", headers={"Accept-Encoding": "identity"})
    assert response.content == SCRIPT
    assert "content-encoding" not in response.headers
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["vary"] == "Accept-Encoding"


def test_the_compressed_file_itself(client: TestClient) -> None:
    response = client.get("/packed.js.gz")
    assert gzip.decompress(response.content) == SCRIPT
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("plain.mjs", "text/javascript; charset=utf-8"),
        ("plain.css", "text/css; charset=utf-8"),
        ("font.woff2", "font/woff2"),
        ("unknown", "application/octet-stream"),
    ],
)
def test_content_types(client: TestClient, name: str, content_type: str) -> None:
    response = client.get(f"/{name}")
    assert response.content == SCRIPT
    assert response.headers["content-type"] == content_type


@pytest.mark.parametrize("name", ["packed.js", "plain.css"])
def test_a_browser_asks_again_and_is_told_that_nothing_changed(
    client: TestClient, name: str
) -> None:
    first = client.get(f"/{name}")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(f"/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["missing.js", "folder", "", "../pyproject.toml", "packed"])
def test_anything_else_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/{name}").status_code == 404


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_accepts_gzip(value: str, accepted: bool) -> None:
    assert accepts_gzip(Headers({"accept-encoding": value})) is accepted
