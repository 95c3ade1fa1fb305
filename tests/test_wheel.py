"""What is installed has all that it needs, is called unrolled, and runs in an empty folder."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from unrolled.tasks import TASKS

from .server import PATIENCE, ask, serve

ROOT = Path(__file__).parents[1]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for part in ("app", "static", "templates")
    for path in (ROOT / part).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, both made from the checkout."""
    folder = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--wheel", "--sdist", "--no-isolation"]
    subprocess.run([*build, "-o", str(folder), str(ROOT)], check=True, capture_output=True)
    return folder


class Installed(NamedTuple):
    python: Path
    package: Path  # where `unrolled` should be found


@pytest.fixture(
    scope="module",
    params=["*.whl", pytest.param("*.tar.gz", marks=pytest.mark.thorough), "editable"],
)
def installed(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """In a fresh environment, which borrows only the libraries of this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    base = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-index"]
    options = ["--no-deps", "--no-build-isolation", "--ignore-installed"]
    if request.param == "editable":
        what, package = ["-e", str(ROOT)], ROOT / "app"
    else:
        what, package = [str(next(built.glob(request.param)))], packages / "unrolled"
    subprocess.run([*pip, *options, *what], check=True)
    return Installed(python, package.resolve())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def get(url: str) -> bytes:
    with urlopen(url, timeout=PATIENCE) as response:
        return bytes(response.read())


def test_every_file_is_in_the_wheel(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    expected = {f"unrolled/{name.removeprefix('app/')}": held for name, held in SOURCES.items()}
    known = {"static/js/main.js", "engine/unroll.py", "examples/gradients.ipynb"}
    assert {f"unrolled/{name}" for name in known} < set(expected)
    assert {name: packed.get(name) for name in expected} == expected
    assert {name.split("/")[0].split("-")[0] for name in packed} == {"unrolled"}


def test_every_file_is_in_the_sdist(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        files = {name.partition("/")[2]: archive.extractfile(name) for name in archive.getnames()}
        packed = {name: file.read() for name, file in files.items() if file}
    assert {name: packed.get(name) for name in SOURCES} == SOURCES
    others = {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ".gitignore"}
    assert set(packed) - set(SOURCES) == others


def test_it_serves_the_page_and_computes(installed: Installed, empty: Path) -> None:
    command = [installed.python.parent / "unrolled"]
    with serve("--port", "0", command=command, folder=empty) as (_, url):
        assert b'src="static/js/main.js"' in get(url)
        for path in ("js/main.js", "vendor/pico.min.css", "locales/en.json"):
            assert get(f"{url}/static/{path}") == (ROOT / "static" / path).read_bytes()
        assert b"plotly.js" in get(f"{url}/static/vendor/plotly-cartesian.min.js")[:200]
        notebook = (ROOT / "app" / "examples" / "gradients.ipynb").read_bytes()
        assert get(f"{url}/examples/gradients.ipynb") == notebook
        assert [task["name"] for task in ask(f"{url}/api/tasks")] == list(TASKS)
        run = ask(f"{url}/api/runs", {"task": {"name": "sunspots"}})
        frame = ask(f"{url}/api/runs/{run['id']}/frames/3")
        assert frame["update"] == 3
        assert frame["loss"] > 0
        table = "date,x\n" + "\n".join(f"{1950 + i},{i * i % 17}" for i in range(60))
        seen = ask(f"{url}/api/datasets/preview", {"kind": "series", "text": table})
        assert seen["columns"][0]["kind"] == "date"


def test_it_is_called_unrolled_and_not_app(installed: Installed, empty: Path) -> None:
    def run(code: str) -> subprocess.CompletedProcess[str]:
        command = [str(installed.python), "-c", code]
        return subprocess.run(command, cwd=empty, capture_output=True, text=True)

    found = run("import unrolled; print(unrolled.__file__)").stdout.strip()
    assert Path(found).resolve() == installed.package / "__init__.py"
    assert run("import app").stderr.endswith("ModuleNotFoundError: No module named 'app'\n")
    trace = "trace = unrolled.trace([[[0.5]]], [[[1.0]]])"
    title = "unrolled.figure(trace, 'saturation', language='zh-Hans').layout.title.text"
    assert run(f"import unrolled; {trace}; print(ascii({title}))").stdout == f"{'饱和'!a}\n"
