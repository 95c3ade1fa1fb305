"""The table of each track holds the numbers of the API's frame, at the step on screen."""

from typing import Any

import numpy as np
import pytest

from ..conftest import ALL, Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser


def open_table(visitor: Visitor, track: str) -> None:
    button = visitor.page.locator(f"[data-track={track}] button.table")
    button.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(f"[data-track={track}] table td", state="attached")
    assert button.get_attribute("aria-expanded") == "true"


def table(visitor: Visitor, track: str) -> dict[str, list[float | None]]:
    """The rows by name, from t = 0; what is not made is NaN, what there is none of is None."""
    rows: dict[str, list[str | None]] = visitor.page.evaluate(
        """track => Object.fromEntries(
            [...document.querySelectorAll(`[data-track=${track}] tbody tr`)].map(row => [
                row.querySelector("th").textContent,
                [...row.querySelectorAll("td")].map(cell => cell.dataset.value ?? null)]))""",
        track,
    )
    return {name: [None if v is None else float(v) for v in row] for name, row in rows.items()}


def full(visitor: Visitor, update: int) -> dict[str, Any]:
    fields = "default,flow,singular_values,saturation,itemised,running_sums"
    path = f"/api/runs/{visitor.run()['id']}/frames/{update}"
    frame: dict[str, Any] = visitor.api.get(path, params={"fields": fields}).json()
    return frame


def of_sequence(frame: dict[str, Any], name: str) -> list[list[float]]:
    """The units of the first sequence, a row each."""
    rows: list[list[float]] = np.array(frame[name])[:, 0].T.tolist()
    return rows


@pytest.mark.parametrize(
    "query",
    sparing(["cell=rnn", "cell=lstm&lang=zh-Hans", "cell=gru&bi=1"], lambda one: "lstm" in one),
)
def test_every_table_is_the_frame(visitor: Visitor, query: str) -> None:
    shape = "&type=many_to_many" if "bi=1" in query else ""
    visitor.open(f"?{query}{shape}&k=5&m=3&update=30&tracks={ALL}")
    frame = full(visitor, 30)
    for track in ALL.split(","):
        if (track, query) == ("gates", "cell=rnn"):
            continue
        open_table(visitor, track)
        heads = visitor.page.locator(f"[data-track={track}] thead th").all_inner_texts()
        assert heads[1:] == [str(t) for t in range(6)]
        caption = visitor.page.locator(f"[data-track={track}] caption")
        assert "30" in caption.inner_text()
    two = "bi=1" in query
    hidden = table(visitor, "hidden")
    gradients = table(visitor, "grad_hidden")
    arrow = "→" if two else ""
    for i in range(3):
        row = hidden[f"h{arrow} {i + 1}"]
        assert row[1:] == of_sequence(frame, "hidden")[i]
        assert row[0] == frame["initial_hidden"][0][i]
        assert gradients[f"∂h{arrow} {i + 1}"][1:] == of_sequence(frame, "grad_hidden")[i]
        if two:
            assert hidden[f"h← {i + 1}"][1:] == of_sequence(frame, "hidden_reverse")[i]
        if query != "cell=rnn":
            name = "f" if "lstm" in query else "r"
            assert (
                table(visitor, "gates")[f"{name}{arrow} {i + 1}"][1:]
                == (of_sequence(frame, name)[i])
            )
    series = table(visitor, "series")
    named = {"x": "inputs", "y": "outputs", "p": "targets", "e": "errors"}
    for name, array in named.items():
        there = frame["has_input" if name == "x" else "has_output"]
        expected = of_sequence(frame, array)[0]
        assert series[name][1:] == [v if t else None for v, t in zip(expected, there, strict=True)]
    norms = next(iter(table(visitor, "norms").values()))
    assert norms[1:] == [row[0] for row in frame["grad_hidden_norm"]]
    assert norms == table(visitor, "graph")[f"‖∂L/∂h{arrow}‖"]
    flow = table(visitor, "flow")["‖∂L₅/∂h‖"]
    assert flow[1:] == frame["flow"][4]
    assert table(visitor, "jacobian")["σ₁"][1:] == [s[0][0] for s in frame["singular_values"]]
    terms = table(visitor, "outer")
    assert terms["W_h 2,3"][1:] == [term[1][2] for term in frame["itemised"]["W_h"]]
    assert terms["‖Σ W_h‖"][1:] == frame["running_sums"]["W_h"]["norm"]
    shares = [
        [v if isinstance(v, float) else v[0] for v in s] for s in frame["saturation"].values()
    ]
    assert [row[1:] for row in table(visitor, "saturation").values()] == shares


@pytest.mark.thorough
def test_a_table_follows_the_step_and_closes(visitor: Visitor) -> None:
    visitor.open("?k=5&m=3&update=30&step=3")
    frame = full(visitor, 30)
    open_table(visitor, "hidden")
    made = [not np.isnan(v or 0) for v in table(visitor, "hidden")["h 1"]]
    assert made.count(True) in range(2, 6)
    assert visitor.page.locator("[data-track=hidden] td", has_text="–").count() > 0
    visitor.press("End")
    visitor.seek(30)
    visitor.settle()
    visitor.wait(lambda: table(visitor, "hidden")["h 1"][1:] == of_sequence(frame, "hidden")[0])
    visitor.page.locator("[data-track=hidden] button.table").click()
    assert visitor.page.locator(".track-table").count() == 0
