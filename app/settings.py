"""Where the files are that are no code."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent  # an editable install reaches it by a link


def _find(name: str) -> Path:
    """The folder inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def static_dir() -> Path:
    """The folder of scripts, styles, strings and vendored libraries."""
    return _find("static")


def examples_dir() -> Path:
    """The folder of notebooks."""
    return PACKAGE / "examples"


def data_dir() -> Path:
    """The folder of the tasks' data."""
    return PACKAGE / "tasks" / "data"


def templates_dir() -> Path:
    """The folder of the page's templates."""
    return _find("templates")
