"""Modules that add a cell, a track or a setting, with no other change (see app/plugins.py)."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(*names: str) -> dict[str, str]:
    """The variables with which a process imports these modules of this folder."""
    paths = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    plugins = ",".join(f"{__name__}.{name}" for name in names)
    return {"UNROLLED_PLUGINS": plugins, "PYTHONPATH": os.pathsep.join(paths)}
