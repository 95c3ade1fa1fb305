"""A run's updates as files."""

from typing import Any

import plotly.io
import pytest
from fastapi.testclient import TestClient
from unrolled.export import recording as export
from unrolled.figures import TRACKS


def test_a_page_has_no_more_than_what_was_asked_for(
    client: TestClient, run: dict[str, Any]
) -> None:
    answer = client.get(f"/api/runs/{run['id']}/export?format=html&update=2&lang=zh-Hans")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="sunspots_2.html"'
    assert '<html lang="zh-Hans">' in answer.text
    assert answer.text.count('"update": 2,') == 1
    assert "http-equiv" in answer.text


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("update=1&to=61", "to", "A page holds at most 60 updates, and these are 61."),
        ("update=9&to=8", "to", "to must be a whole number from 9 on."),
        ("update=1&to=5001", "to", "to must be from 1 to 5000, the last update of this run."),
        ("update=0", "update", "update must be from 1 to 5000, the last update of this run."),
    ],
)
def test_a_page_that_cannot_be_is_refused(
    client: TestClient, run: dict[str, Any], query: str, field: str, message: str
) -> None:
    answer = client.get(f"/api/runs/{run['id']}/export?format=html&{query}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert (error["field"], error["message"]) == (field, message)


def test_a_page_that_would_be_too_large_is_refused(
    client: TestClient, run: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MAX_BYTES", 1_000)
    answer = client.get(f"/api/runs/{run['id']}/export?format=html")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "page_too_large"


@pytest.mark.parametrize("form", ["pytorch", "keras", "numpy"])
def test_a_program_is_a_file(client: TestClient, run: dict[str, Any], form: str) -> None:
    answer = client.get(f"/api/runs/{run['id']}/export?format={form}&update=7")
    assert answer.headers["content-type"] == "text/x-python; charset=utf-8"
    assert answer.headers["content-disposition"] == f'inline; filename="sunspots_7_{form}.py"'
    compile(answer.text, "program.py", "exec")


def test_a_figure_with_its_names_is_bound_by_the_page(
    client: TestClient, run: dict[str, Any]
) -> None:
    url = f"/api/runs/{run['id']}/figures/hidden?update=9"
    bound, named = client.get(url).json(), client.get(f"{url}&bound=false").json()
    assert bound["layout"]["title"]["text"] == "h · Sunspots, update 9"
    assert named["data"][0]["z"] == "@hidden[:,b]"
    assert named["layout"]["paper_bgcolor"] == "$paper"
    assert set(bound) == {"data", "layout"}


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_a_track_with_nothing_to_draw_is_an_empty_figure(client: TestClient, cell: str) -> None:
    """The vanilla cell has no gates, and the LSTM no activation to choose."""
    run = client.post("/api/runs", json={"task": {"name": "sunspots"}, "cell": cell}).json()
    for track in TRACKS:
        figure = client.get(f"/api/runs/{run['id']}/figures/{track}?update=1").json()
        assert "update 1" in figure["layout"]["title"]["text"]
        empty = track == {"rnn": "gates", "lstm": "activation"}[cell]
        assert (figure["data"] == []) == empty


def test_the_figures_of_an_exploded_update_are_plotlys(client: TestClient) -> None:
    config = {"task": {"name": "sunspots"}, "optimizer": {"learning_rate": 1000}, "updates": 50}
    run = client.post("/api/runs", json=config).json()
    for track in TRACKS:
        answer = client.get(f"/api/runs/{run['id']}/figures/{track}?update=50")
        plotly.io.from_json(answer.text)
    assert "null" in client.get(f"/api/runs/{run['id']}/figures/hidden?update=50").text
