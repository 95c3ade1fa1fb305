"""Tracks that stand alone: with their titles, in the reader's language, and all else they need."""

import json
from functools import cache

from ..figures import Template, figures
from ..figures.alone import alone
from ..figures.base import Score
from ..runs.experiment import Experiment
from ..settings import static_dir


@cache
def strings(language: str) -> dict[str, str]:
    """The page's strings in a language."""
    text = (static_dir() / "locales" / f"{language}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def standing(run: Experiment, update: int, language: str = "en") -> dict[str, Template]:
    """Of all tracks the templates for an update's shape, each with the track's name as title."""
    shape, words = run.shape_of(update), strings(language)
    score = Score(run, shape)
    return {
        name: alone(template, score, words.get(f"tracks.{name}.title", name.capitalize()))
        for name, template in figures(run, shape).items()
    }
