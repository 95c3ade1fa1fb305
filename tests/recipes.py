"""What make would run, and what command lines name that is not there."""

import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = (".venv/", ".tools/")  # by make itself
HANDED_ON = {"ARGS", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS"}
MODULE = re.compile(r"\bpython[\d.]* -m ([\w.]+)")
FILE = re.compile(r"""(?<![^\s"'=])[\w./*-]+\.(?:\{[\w,]+\}|(?:json|m?js|py|sh|toml|ts|txt)\b)""")


def make(*arguments: str) -> str:
    """What make prints.

    Raises subprocess.CalledProcessError for a target that it does not know.
    """
    command = ["make", "--no-print-directory", *arguments]
    # A make that runs these tests has told the environment what it was told itself.
    env = {name: value for name, value in os.environ.items() if name not in HANDED_ON}
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def dry_run(*arguments: str) -> str:
    """Every command line of a target and of all that it needs, none of them run."""
    return make("--dry-run", "--always-make", *arguments)


def targets() -> list[str]:
    """Those that `make help` lists."""
    return re.findall(r"^make ([a-z-]+)", make("help"), re.M)


def missing(text: str) -> list[str]:
    """Modules that `python -m` could not run, and files that are not in the checkout."""
    modules = [name for name in MODULE.findall(text) if not runnable(name)]
    files = [name for name in FILE.findall(text) if not name.startswith(MADE)]
    return modules + [name for name in files if not any(ROOT.glob(name.partition("{")[0] + "*"))]


def runnable(module: str) -> bool:
    """Whether `python -m` finds it; a package needs its __main__."""
    try:
        spec = find_spec(module)
        if spec and spec.submodule_search_locations is not None:
            spec = find_spec(f"{module}.__main__")
    except ModuleNotFoundError:
        return False
    return spec is not None
