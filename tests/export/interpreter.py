"""A Python beside this one, in which programs are run one after the other."""

import runpy
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from multiprocessing import get_context
from pathlib import Path

# What a program prints, and what it complains of; raises what the program raises.
Run = Callable[[Path], tuple[str, str]]


@contextmanager
def interpreter() -> Iterator[Run]:
    """For programs that import the same: this takes seconds, and is done once."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield lambda program: pool.submit(_run, program).result()


def _run(program: Path) -> tuple[str, str]:
    with redirect_stdout(StringIO()) as printed, redirect_stderr(StringIO()) as complaints:
        runpy.run_path(str(program), run_name="__main__")
    return printed.getvalue(), complaints.getvalue()
