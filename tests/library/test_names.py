"""What `import unrolled` brings, and what it leaves for later."""

import ast
import doctest
import subprocess
import sys
from pathlib import Path

import pytest
import unrolled
from unrolled.library import drawing, tracing
from unrolled.runs.errors import InputError

NAMES = ["InputError", "Trace", "figure", "trace", "tracks"]


@pytest.mark.parametrize("module", ["unrolled", "unrolled.__main__"])
def test_importing_imports_no_numpy(module: str) -> None:
    program = f"import sys, {module}; print(sorted({{'numpy', 'plotly'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_names_are_listed_and_every_one_is_there() -> None:
    assert unrolled.__all__ == NAMES
    assert set(NAMES) <= set(dir(unrolled))
    for name in dir(unrolled):
        assert getattr(unrolled, name) is not None or name == "__cached__"
    assert unrolled.trace is tracing.trace
    assert unrolled.figure is drawing.figure
    assert unrolled.InputError is InputError


def test_what_is_not_there_is_told() -> None:
    name = "nothing"
    with pytest.raises(AttributeError, match="module 'unrolled' has no attribute 'nothing'"):
        getattr(unrolled, name)


def test_no_name_is_a_modules_which_would_take_its_place() -> None:
    folder = Path(unrolled.__file__).parent
    modules = {path.stem for path in folder.iterdir()}
    assert {"figures", "runs", "settings"} <= modules
    assert not modules & set(NAMES)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(unrolled.__file__).read_text("utf-8"))
    (block,) = (one for one in tree.body if isinstance(one, ast.If) and one.orelse)
    imports = [one for one in block.body if isinstance(one, ast.ImportFrom)]
    assert sorted(alias.name for one in imports for alias in one.names) == NAMES


@pytest.mark.parametrize("function", [unrolled.trace, unrolled.figure, unrolled.tracks])
def test_the_example_of_each_function_is_right(function: object) -> None:
    (found,) = doctest.DocTestFinder(recurse=False).find(function, globs={})
    assert found.examples
    told: list[str] = []
    assert doctest.DocTestRunner().run(found, out=told.append).failed == 0, "".join(told)
