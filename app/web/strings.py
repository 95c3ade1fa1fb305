"""The page's strings, for what is written outside of the page too."""

import json
from functools import cache

from ..settings import static_dir


@cache
def strings(language: str) -> dict[str, str]:
    """The page's strings in a language."""
    text = (static_dir() / "locales" / f"{language}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found
