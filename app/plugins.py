"""Modules of others that add a cell, a track, a setting: for tests, which prove that nothing else
has to change.

The environment variable UNROLLED_PLUGINS names them, separated by commas. They are imported with
the package, before anything else of it: in the web process, in every worker, in every command.
A module adds to the registries, under a name of its own:

- a cell: `unrolled.engine.cells.CELLS`, and how it is explained in `unrolled.runs.explain.cells`;
- a track: `unrolled.figures.track.track`;
- a setting: `unrolled.runs.config.setting.add`, before it imports what reads configs;
- the strings of all these, in each language: `unrolled.strings.add`.
"""

import os
from importlib import import_module


def load() -> None:
    """Import the modules that are named. Raises ImportError."""
    for name in filter(None, os.environ.get("UNROLLED_PLUGINS", "").split(",")):
        import_module(name)
