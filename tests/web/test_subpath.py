"""The application below a path of another server: no address leaves that path."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.routing import Mount

from .conftest import fresh_client

ROOT = Path(__file__).parents[2]
BELOW = "/deep/down"
# In quotes, or as CSS writes it: what begins with a slash, or names a host.
ABSOLUTE = re.compile(r"""["'`]/(?![/*])|url\(["']?/|https?://""")
SPACES = re.compile(r"http://www\.w3\.org/\S+")  # names of XML, not addresses
SOURCES = [
    path.relative_to(ROOT)
    for folder, kinds in (("static/js", "js"), ("static/css", "css"), ("templates", "html"))
    for path in sorted((ROOT / folder).rglob(f"*.{kinds}"))
]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_address_is_absolute(path: Path) -> None:
    text = SPACES.sub("", (ROOT / path).read_text("utf-8"))
    assert ABSOLUTE.findall(text) == []


@pytest.fixture(scope="module")
def mounted() -> Iterator[TestClient]:
    with fresh_client() as inner:  # has started the application
        outer = Starlette(routes=[Mount(BELOW, inner.app)])
        yield TestClient(outer)


def test_pages_and_what_they_name_are_there(mounted: TestClient) -> None:
    for page in (f"{BELOW}/", f"{BELOW}/docs"):
        text = mounted.get(page).text
        names = set(re.findall(r"""(?:href="|src="|url\(")([^"#]+)""", text))
        assert {mounted.get(f"{BELOW}/{name}").status_code for name in names} == {200}
    assert mounted.get("/").status_code == 404


def test_the_schema_says_where_its_routes_are(mounted: TestClient) -> None:
    assert mounted.get(f"{BELOW}/openapi.json").json()["servers"] == [{"url": "."}]


def test_a_run_says_where_it_is(mounted: TestClient) -> None:
    made = mounted.post(f"{BELOW}/api/runs", json={"task": {"name": "sunspots"}})
    where = made.headers["location"]
    assert where == f"{BELOW}/api/runs/{made.json()['id']}"
    assert mounted.get(where).json() == made.json()
    forked = mounted.post(f"{where}/forks", json={"update": 2, "edits": {"detached": [3]}})
    assert mounted.get(forked.headers["location"]).json() == forked.json()


def test_what_brings_data_may_be_large(mounted: TestClient) -> None:
    body = {"inputs": [[[0.5]] for _ in range(20_000)]}
    assert mounted.post(f"{BELOW}/api/trace", json=body).status_code == 422
    assert mounted.post(f"{BELOW}/api/runs", json=body).status_code == 413


def test_methods_are_told(mounted: TestClient) -> None:
    assert mounted.options(f"{BELOW}/api/runs").headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert mounted.head(f"{BELOW}/docs").status_code == 200
