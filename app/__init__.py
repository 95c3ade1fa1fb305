"""Unrolled: shows how a recurrent network unrolls through time and how it is trained.

The names below come from `library/`. Each is imported when it is first asked for, so that
importing the package imports no NumPy: whoever starts a program may still set up how it computes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .plugins import load

if __name__ != "unrolled":
    raise ImportError(f"This package is called unrolled, not {__name__}: see README.md.")

__all__ = ["InputError", "Trace", "figure", "trace", "tracks"]
__version__ = "0.1.0"

_HOMES = {
    "InputError": ".runs.errors",
    "Trace": ".library.tracing",
    "figure": ".library.drawing",
    "trace": ".library.tracing",
    "tracks": ".library.drawing",
}

if TYPE_CHECKING:
    from .library.drawing import figure, tracks
    from .library.tracing import Trace, trace
    from .runs.errors import InputError
else:

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted({"__version__", *__all__})


load()
