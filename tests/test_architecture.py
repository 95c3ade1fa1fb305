"""The shape of the source: who may import whom, how long a module may be, what has no types."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
MAX_LINES, MAX_FUNCTION, MAX_MODULES = 300, 60, 18
ONE_FILE_A_THING = ("tasks", "figures/tracks", "engine/cells", "runs/explain/cells")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# What a part of the package may import from the package, besides itself.
BELOW = {
    "engine": set[str](),
    "tasks": {"engine"},
    "runs": {"engine", "tasks"},
    "figures": {"engine", "tasks", "runs", "strings"},
    "export": {"engine", "tasks", "runs", "figures", "settings", "strings"},
    "web": {"engine", "tasks", "runs", "figures", "export", "settings", "strings"},
    "settings": set[str](),
    "strings": {"settings"},
    "plugins": set[str](),
    "main": {"engine", "tasks", "runs", "figures", "export", "web", "settings", "__init__"},
    "commands": {"engine", "tasks", "runs", "export", "main", "strings", "__init__"},
    "library": {"engine", "runs", "figures", "strings"},
    "__main__": {"commands", "runs", "strings"},
    # library and runs for type checkers alone: at run time, when they are asked for
    "__init__": {"library", "runs", "plugins"},
}
# The rooms of a part: each may import those before it.
ROOMS = {
    "runs": (
        *("errors", "notation", "arithmetic", "config", "training", "answers"),
        *("frame", "traces", "explain", "workers", "store"),
    ),
    "web": ("wire", "dataset_wire", "reply", "request", "guard", "routes", "openapi", "pages"),
}
# Objects of the engine and readers' data: tests/web/test_process.py poisons them.
FOR_WORKERS = (
    *("runs.training.experiment", "runs.training.windows", "runs.training.evaluation"),
    *("runs.config.settings.task_of", "tasks.get_task", "tasks.own_task", "tasks.read_task"),
    "tasks.own.series",
)
# Parts that keep to these packages besides the standard library.
PACKAGES = {
    "engine": {"numpy"},
    "tasks": {"charset_normalizer", "numpy", "orjson", "pandas", "pydantic"},
    "runs": {"numpy", "orjson", "pydantic", "pydantic_core", "threadpoolctl"},
}

MODULES = sorted(APP.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def part_of(path: Path) -> str:
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Of each import in the module: its part of the package, or "", and the names' packages."""
    folder = path.relative_to(APP).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield "", [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield "", [str(node.module).split(".")[0]]
        elif isinstance(node, ast.ImportFrom):
            for target, *_ in targets(node, folder):
                yield target if target in BELOW else "__init__", []


def imported_from(path: Path) -> Iterator[tuple[str, ...]]:
    """What a module imports from the package, each as a path in it."""
    folder = path.relative_to(APP).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield from targets(node, folder)


def targets(node: ast.ImportFrom, folder: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a relative import in a module of a folder names, each as a path in the package."""
    here = folder[: len(folder) - node.level + 1]
    module = node.module.split(".") if node.module else []
    for alias in node.names:
        yield (*here, *module, alias.name)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_part_imports_only_from_below(path: Path) -> None:
    part = part_of(path)
    allowed = BELOW[part] | {part, ""}
    assert {target for target, _ in imports(path)} <= allowed


IN_ROOMS = [path for path in MODULES if part_of(path) in ROOMS]


@pytest.mark.parametrize("path", IN_ROOMS, ids=name_of)
def test_a_room_imports_only_from_those_before_it(path: Path) -> None:
    part, rooms = part_of(path), ROOMS[part_of(path)]
    room = path.relative_to(APP / part).parts[0].removesuffix(".py")
    allowed = rooms[: rooms.index(room) + 1] if room in rooms else ()
    found = {target[1] for target in imported_from(path) if target[0] == part}
    assert found <= set(allowed)


@pytest.mark.parametrize("path", sorted((APP / "web").rglob("*.py")), ids=name_of)
def test_the_web_knows_nothing_of_what_workers_compute_with(path: Path) -> None:
    found = {".".join(target) for target in imported_from(path)}
    assert not [name for name in found if name.startswith(FOR_WORKERS)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_packages(path: Path) -> None:
    named = {name for _, names in imports(path) for name in names}
    assert not named & {"app", "unrolled"}, "imports inside the package are relative"
    if part_of(path) in PACKAGES:
        assert named - PACKAGES[part_of(path)] <= sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES + TESTS, ids=name_of)
def test_a_module_and_its_functions_are_not_too_long(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= MAX_LINES
    found = [one for one in ast.walk(ast.parse(text)) if isinstance(one, FUNCTIONS)]
    long = [one.name for one in found if (one.end_lineno or 0) - one.lineno >= MAX_FUNCTION]
    assert not long


def test_a_folder_has_not_too_many_modules() -> None:
    """But for folders of one file a thing, which hold nothing else."""
    folders = {path.parent for path in MODULES} - {APP / one for one in ONE_FILE_A_THING}
    assert [name_of(one) for one in folders if len(list(one.glob("*.py"))) > MAX_MODULES] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_docstring_has_a_subject(path: Path) -> None:
    kinds = (ast.Module, ast.ClassDef, *FUNCTIONS)
    nodes = [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, kinds)]
    told = [ast.get_docstring(node) or "" for node in nodes]
    assert not [text for text in told if text.startswith(("The same", "Of "))]


def folders(root: Path) -> set[Path]:
    found = {path.relative_to(root) for path in root.rglob("*") if path.is_dir()}
    return {path for path in found if path.name != "__pycache__"}


@pytest.mark.parametrize("name", ["app/runs", "app/web", "app/engine", "static/js"])
def test_tests_stand_in_the_folders_of_what_they_test(name: str) -> None:
    assert folders(ROOT / "tests" / name.rpartition("/")[2]) <= folders(ROOT / name)


def test_the_rules_find_what_they_forbid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_architecture.APP", tmp_path)
    (tmp_path / "engine").mkdir()
    module = tmp_path / "engine" / "unroll.py"
    module.write_text(
        "import torch, numpy as np\nfrom plotly import io\nfrom ..web import api\n"
        "from .. import __version__\nfrom . import trace\nfrom .cells.rnn import RNN\n"
        "from .. import runs\n"
    )
    assert list(imports(module)) == [
        ("", ["torch", "numpy"]),
        ("", ["plotly"]),
        ("web", []),
        ("__init__", []),
        ("engine", []),
        ("engine", []),
        ("runs", []),
    ]


def test_mypy_looks_into_no_package_that_is_optional() -> None:
    """Its verdict would be another one where the package is installed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = settings["project"]["optional-dependencies"]
    optional = {name for extra in extras.keys() - {"test"} for name in extras[extra]}
    skipped = [one for one in settings["tool"]["mypy"]["overrides"] if "follow_imports" in one]
    assert [one["follow_imports"] for one in skipped] == ["skip"]
    assert {f"{name}.*" for name in optional} <= set(skipped[0]["module"])
