"""Tracks of a trace as Plotly figures: what the page shows of an update, standing alone."""

from collections.abc import Iterable

import plotly.io
from plotly.graph_objects import Figure

from ..figures import TRACKS, Template, bind, needs
from ..figures.base import Score
from ..figures.bind import Places, as_plotly
from ..figures.palette import THEMES, Theme
from ..figures.standalone import standalone
from ..runs.frame.fields import trace_frame
from ..strings import LANGUAGES, strings, title_of
from .tracing import ArgumentError, Trace


def tracks(trace: Trace) -> tuple[str, ...]:
    """The names of the tracks that `figure` can draw of a trace, from the top of the page down.

    Not every cell has gates, for one.

    >>> import unrolled
    >>> unrolled.tracks(unrolled.trace([[[0.5]], [[1.0]]], [[[0.0]], [[1.0]]]))[:4]
    ('graph', 'series', 'hidden', 'grad_hidden')
    """
    score = _score(trace)
    return tuple(name for name, track in TRACKS.items() if track.figure(score)["data"])


def figure(
    trace: Trace,
    track: str,
    *,
    sequence: int = 1,
    weight: str = "W_h",
    theme: Theme = "light",
    language: str = "en",
) -> Figure:
    """A track of a trace as a figure with its title, timesteps, names of rows and scales.

    `track` is one of `tracks(trace)`: `hidden`, `grad_hidden`, `gates`, `norms`, `outer` (the terms
    δ_t h_{t−1}ᵀ of a weight's gradient and their sum), `flow` (which loss reaches which state) …
    Column t of each is timestep t. `sequence` is the one of the batch that is shown, from 1;
    `weight` the parameter that `outer` itemises; `theme` light or dark; `language` en or zh-Hans.
    The flow compares every truncation: over hundreds of steps and units that takes minutes.

    Raises InputError, which is a ValueError here: one sentence that names the argument.

    >>> import numpy as np
    >>> import unrolled
    >>> x = np.sin(np.arange(6.0)).reshape(6, 1, 1)
    >>> trace = unrolled.trace(x[:-1], x[1:], hidden_size=3)
    >>> figure = unrolled.figure(trace, "grad_hidden")
    >>> figure.layout.title.text
    '∂L/∂h'
    >>> bool(np.all(figure.data[0].z == trace.grad_hidden[:, 0]))
    True
    """
    score = _score(trace)
    template = TRACKS[track].figure(score) if track in TRACKS else {"data": []}
    if not template["data"]:
        _check("track", track, tracks(trace))  # here alone: to draw them all takes long
    _check("theme", theme, THEMES)
    _check("language", language, LANGUAGES)
    batch = trace["hidden"].shape[1]
    if sequence not in range(1, batch + 1):
        raise ArgumentError("sequence", "out_of_range", expected="whole_between", low=1, high=batch)
    itemises = bool(template.get("meta", {}).get("weights"))
    if itemises:
        _check("weight", weight, trace["params"])
    words = [title_of(track, language), *([weight] if itemises else []), *_note(template, language)]
    alone = standalone(template, score, " · ".join(words))
    shown = alone["meta"]["weights"][weight]["data"] if itemises else alone["data"]
    frame = trace_frame(trace.reading, needs(alone))
    plain = {"data": shown, "layout": alone["layout"]}
    return plotly.io.from_json(as_plotly(bind(plain, frame, Places(b=sequence - 1), theme)))


def _score(trace: Trace) -> Score:
    made = trace.reading.trace
    return Score(
        model=made.model,
        has_input=made.has_input,
        has_output=made.has_output,
        detached=made.detached,
        feedback=made.feedback,
    )


def _note(template: Template, language: str) -> list[str]:
    """What the page says in a track's caption, for example that it is of one direction."""
    note = template.get("meta", {}).get("note")
    return [strings(language)[f"tracks.note.{note}"]] if note else []


def _check(field: str, given: str, known: Iterable[str]) -> None:
    names = tuple(known)
    if given not in names:
        raise ArgumentError(field, "invalid_input", expected="choice", choices=names)
