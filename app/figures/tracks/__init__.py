"""One file a track: every module in this folder is one."""

from importlib import import_module
from pkgutil import iter_modules

from ..track import TRACKS

__all__ = ["TRACKS"]

for module in iter_modules(__path__):
    import_module(f".{module.name}", __name__)
