"""An update as a program of its own, which gives the same numbers without Unrolled."""

from collections.abc import Callable

from . import keras_program, numpy_program, pytorch
from .case import Case, case_of

PROGRAMS: dict[str, Callable[[Case], str]] = {
    "pytorch": pytorch.program,
    "keras": keras_program.program,
    "numpy": numpy_program.program,
}

__all__ = ["PROGRAMS", "Case", "case_of"]
