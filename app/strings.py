"""The page's strings, for what is written outside of the page too."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

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


def column_name(task: str, name: str, language: str) -> str:
    """What a column of a task's series is called; one of a reader's own has no other name."""
    return strings(language).get(f"column.{task}.{name}", name)


def problem_words(code: str, params: Mapping[str, Any], field: str | None = None) -> str:
    """The English sentence of a problem: static/js/runs/problems.js says it in the page's words."""
    words = strings("en")
    text = words[f"problem.{params.get('expected', code)}"]
    shown = {name: _shown(value, words["problem.join"]) for name, value in params.items()}
    return text.format(**shown, field=field)


def _shown(value: Any, join: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value) if isinstance(value, int) else f"{value:.10g}"
    return join.join(map(str, value))
