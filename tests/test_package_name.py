"""The package is called unrolled; as app, the folder that holds it, it cannot be imported."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REFUSAL = "ImportError: This package is called unrolled, not app: see README.md."


def complaint(folder: Path, *arguments: str) -> str:
    """The last line of a Python that fails in this folder."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("code", ["import app", "from app.engine import Model"])
def test_app_cannot_be_imported(code: str, tmp_path: Path) -> None:
    assert complaint(ROOT, "-c", code) == REFUSAL
    assert complaint(tmp_path, "-c", code) == "ModuleNotFoundError: No module named 'app'"


def test_app_cannot_be_run(tmp_path: Path) -> None:
    assert complaint(ROOT, "-m", "app") == REFUSAL
    assert complaint(tmp_path, "-m", "app").endswith("No module named app")


@pytest.mark.parametrize("code", ["import app", "import app.engine.model"])
def test_nor_can_it_beside_unrolled(code: str) -> None:
    """Two copies of one class would be two classes."""
    assert complaint(ROOT, "-c", f"import unrolled; {code}") == REFUSAL


def test_an_editable_install_is_the_checkout(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import unrolled; print(unrolled.__file__)"]
    for folder in (ROOT, tmp_path):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        assert Path(done.stdout.strip()).resolve() == ROOT / "app" / "__init__.py"
