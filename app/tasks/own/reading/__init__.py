"""From the bytes of a file, or a text, to a grid of text cells."""

from ..grid import Grid
from .reader import read_grid

__all__ = ["Grid", "read_grid"]
