"""The wheel has all that the page needs, and runs from an empty folder."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from .server import serve

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "-o",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def url(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server from a fresh environment, which borrows only the libraries of this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = {"base": str(home), "platbase": str(home)}
    libraries = Path(sysconfig.get_path("purelib", "venv", site)) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-index"]
    subprocess.run([*install, "--no-deps", "--ignore-installed", str(wheel)], check=True)
    empty = tmp_path_factory.mktemp("empty")
    with serve("--port", "0", command=[home / "bin" / "unrolled"], folder=empty) as (_, found):
        yield found
    assert list(empty.iterdir()) == []


def get(url: str, body: object = None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        return bytes(response.read())


def test_every_static_file_and_template_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    files = [path for part in ("static", "templates") for path in (ROOT / part).rglob("*.*")]
    expected = {f"unrolled/{path.relative_to(ROOT)}": path.read_bytes() for path in files}
    assert expected
    assert {name: packed.get(name) for name in expected} == expected
    assert {name.split("/")[0].split("-")[0] for name in packed} == {"unrolled"}


def test_the_page_and_its_files(url: str) -> None:
    assert b'src="/static/js/main.js"' in get(url)
    for path in ("js/main.js", "vendor/pico.min.css", "locales/en.json"):
        assert get(f"{url}/static/{path}") == (ROOT / "static" / path).read_bytes()
    assert b"plotly.js" in get(f"{url}/static/vendor/plotly-cartesian.min.js")[:200]


def test_it_computes(url: str) -> None:
    tasks = json.loads(get(f"{url}/api/tasks"))
    assert "sunspots" in [task["name"] for task in tasks]
    assert len(tasks) == 14
    run = json.loads(get(f"{url}/api/runs", {"task": {"name": "sunspots"}}))
    frame = json.loads(get(f"{url}/api/runs/{run['id']}/frames/3"))
    assert frame["update"] == 3
    assert frame["loss"] > 0
