"""The page's strings, for what is written outside of the page too."""

import json
from collections.abc import Mapping
from functools import cache

from .settings import static_dir

LANGUAGES = ("en", "zh-Hans")


@cache
def strings(language: str) -> dict[str, str]:
    """The page's strings in a language."""
    text = (static_dir() / "locales" / f"{language}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def add(more: Mapping[str, Mapping[str, str]]) -> None:
    """Add the strings of a plugin, by language."""
    for language, added in more.items():
        strings(language).update(added)


def title_of(track: str, language: str) -> str:
    """What a track, or a task's picture, is called."""
    return strings(language)[f"tracks.{track}.title"]
