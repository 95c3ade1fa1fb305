"""Standalone figures: Plotly takes them as they are, numbers and all."""

import json
from typing import Any

import numpy as np
import plotly.io as pio
import pytest
from unrolled.figures import PICTURES, TRACKS, bind, figures
from unrolled.figures.standalone import standalone
from unrolled.runs.frame.encode import encode
from unrolled.strings import LANGUAGES, title_of

from .conftest import make_frame, make_run, score_of

CASES: list[dict[str, Any]] = [
    {"steps": 1, "m": 1},
    {"steps": 12, "m": 8},
    {"steps": 60, "m": 20, "cell": "gru"},
    {"steps": 5, "m": 3, "cell": "lstm", "bidirectional": True, "sequence_type": "many_to_many"},
]


def plain(value: Any) -> Any:
    """As lists and dicts, whatever Plotly has made of it."""
    if isinstance(value, dict):
        if "bdata" in value:
            shape = [int(n) for n in str(value.get("shape", -1)).split(",")]
            return np.frombuffer(value["bdata"], value["dtype"]).reshape(shape).tolist()
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    return value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_plotly_shows_every_track_unchanged(case: dict[str, Any]) -> None:
    score = make_run(**case)
    frame = make_frame(score)
    for name, template in figures(score.run, score.shape).items():
        bound = bind(standalone(template, score, name), frame)
        text = encode({part: bound[part] for part in ("data", "layout")}).decode()
        found = pio.from_json(text).to_plotly_json()
        assert plain(found["data"]) == json.loads(text)["data"], name
        layout = plain(found["layout"])
        assert "layout" not in layout.pop("template")  # nothing of Plotly's own look
        wanted = json.loads(text)["layout"]
        assert layout == {key: value for key, value in wanted.items() if value not in ([], {})}


def test_it_says_what_the_page_says_around_it() -> None:
    score = make_run(12, 8)
    figure = standalone(figures(score.run, score.shape)["hidden"], score, "h")
    layout = figure["layout"]
    assert layout["xaxis"]["ticktext"] == [str(t) for t in range(1, 13)]
    names = [note["text"] for note in layout["annotations"]]
    assert names == ["h[1]", "h[3]", "h[5]", "h[7]"]
    assert figure["data"][0]["colorbar"]["title"]["text"] == ""
    assert layout["paper_bgcolor"] == "$paper"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_track_and_picture_has_a_title(language: str) -> None:
    titles = [title_of(name, language) for name in (*TRACKS, *PICTURES)]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_answers_of_a_task_with_words_are_named() -> None:
    score = score_of({"task": {"name": "melody"}, "hidden_size": 3})
    layout = standalone(figures(score.run, score.shape)["series"], score, "y")["layout"]
    assert {note["text"] for note in layout["annotations"]} <= set(score.output_names)
    assert layout["annotations"]


def test_the_columns_of_all_tracks_line_up() -> None:
    score = make_run(5, 3, cell="lstm", bidirectional=True)
    on_time = [
        standalone(template, score, name)["layout"]
        for name, template in figures(score.run, score.shape).items()
        if name not in ("activation", "forecast")
    ]
    assert len({(one["width"], one["margin"]["l"], one["margin"]["r"]) for one in on_time}) == 1
