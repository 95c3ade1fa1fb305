"""The modules that a page needs from the start, so that its browser fetches them all at once."""

import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(r'^(?:import|export)(?:\b[^;"]*\bfrom)? *"(\.[^"]+)"', re.MULTILINE)


def closure(scripts: list[Path]) -> list[Path]:
    """The scripts and what they import, however far away, each once and the nearest first.

    What is imported by a call, `import(…)`, is fetched when it is wanted.
    """
    found = [script.resolve() for script in scripts]
    for script in found:  # grows meanwhile
        found += [path for path in dict.fromkeys(imported(script)) if path not in found]
    return found


def imported(script: Path) -> Iterator[Path]:
    """The modules that a script's statements import; those of JSDoc are types alone."""
    for name in IMPORT.findall(script.read_text("utf-8")):
        yield (script.parent / name).resolve()
