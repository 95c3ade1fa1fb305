"""An update as a program of its own, which gives the same numbers without Unrolled."""

from collections.abc import Callable
from typing import Any

from ..engine.train import Update
from ..runs.errors import InputError
from ..runs.training.experiment import Experiment
from . import keras_program, numpy_program, pytorch
from .case import Case, case_of
from .cells import SNIPPETS, Snippets

_WRITTEN: dict[str, Callable[[Case, Any], str]] = {
    "pytorch": pytorch.program,
    "keras": keras_program.program,
    "numpy": numpy_program.program,
}
FRAMEWORKS = tuple(_WRITTEN)


def program(case: Case, framework: str) -> str:
    """The program. Raises InputError for a cell that has none there."""
    cell = case.model.cell
    snippet = getattr(SNIPPETS.get(cell, Snippets()), framework)
    if snippet is None:
        raise InputError("format", "no_program", cell=cell, program=framework)
    return _WRITTEN[framework](case, snippet)


def program_of(run: Experiment, update: Update, framework: str) -> str:
    """The program of an update. Raises InputError."""
    return program(case_of(run, update), framework)


__all__ = ["FRAMEWORKS", "Case", "case_of", "program", "program_of"]
