"""Runs the quick tests on every other Python of the machine, each in a `.venv-…` of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
COMPLETE = "import ensurepip, sqlite3, ssl"  # else it makes no environment


def find(version: str) -> str | None:
    """The program's path: a complete one on the PATH, or else one that pyenv keeps."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = map(str, pyenv.glob(f"versions/{version}.*/bin/python{version}"))
    for program in filter(None, (shutil.which(f"python{version}"), *kept)):
        if subprocess.run([program, "-c", COMPLETE], capture_output=True).returncode == 0:
            return program
    return None


def passes(version: str, program: str) -> bool:
    """Whether the quick tests do, with warnings as errors."""
    make = ["make", "quick", f"VENV=.venv-{version}", f"PYTHON={program}"]
    return subprocess.run(make).returncode == 0


def main() -> int:
    """1 if a test has failed on one of them."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    told = []
    for version in VERSIONS:
        if version == own:
            told.append("make test runs on it")
        elif program := find(version):
            told.append("passed" if passes(version, program) else "FAILED")
        else:
            told.append("not on this machine")
    for version, result in zip(VERSIONS, told, strict=True):
        print(f"Python {version}: {result}")
    if not {"passed", "FAILED"} & set(told):
        print("No other Python was tested: there is none here.")
    return int("FAILED" in told)


if __name__ == "__main__":
    sys.exit(main())
