"""The tracks of costly fields, and what is chosen in tracks: a weight, a sequence, a truncation."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Route

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser

COSTLY = "running_sums,truncations,singular_values,saturation"
NETWORKS: list[dict[str, Any]] = [
    {"cell": "rnn"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "lstm", "bidirectional": True},
]
SMALL = {"sequence_type": "many_to_many", "schedule": {"k": 6}, "hidden_size": 4}


def open_network(visitor: Visitor, query: str, network: dict[str, Any]) -> str:
    """The page with a network that its address cannot name; the id of its run."""

    def change(route: Route) -> None:
        config = json.loads(route.request.post_data or "{}")
        route.continue_(post_data=json.dumps(config | SMALL | network))

    visitor.page.route(re.compile(r"/api/runs$"), change)
    with visitor.page.expect_response(re.compile(r"/api/runs$")) as made:
        visitor.page.goto(f"{visitor.server}/{query}")
    run: str = made.value.json()["id"]
    visitor.page.wait_for_selector(".track:not([hidden]) .js-plotly-plot", state="attached")
    drawn(visitor)
    return run


def drawn(visitor: Visitor) -> None:
    """Wait until no shown track waits for its fields."""
    visitor.until(
        """() => [...document.querySelectorAll('.track:not([hidden]) .track-plot')].every(
            plot => plot.querySelector('.js-plotly-plot') && !plot.matches('.waiting'))"""
    )
    visitor.settle()


def frame_of(visitor: Visitor, run: str, update: int) -> dict[str, Any]:
    query = f"fields=default,{COSTLY}"
    frame: dict[str, Any] = visitor.api.get(f"/api/runs/{run}/frames/{update}?{query}").json()
    return frame


@pytest.mark.parametrize(
    "network",
    sparing(NETWORKS, lambda one: "bidirectional" in one),
    ids=str,
)
def test_costly_tracks_show_the_servers_numbers(visitor: Visitor, network: dict[str, Any]) -> None:
    run = open_network(visitor, "?tracks=flow,jacobian,saturation&update=40", network)
    frame = frame_of(visitor, run, 40)
    kept = frame["truncations"]["sliding_window"]["kept_by_lag"][-1]
    assert visitor.trace("flow", "kept lags")["y"] == kept
    for t, values in enumerate(frame["singular_values"], 1):
        assert visitor.trace("jacobian", f"sigma {t}")["y"] == values[0]
    shares = [[row[0] for row in rows] for rows in frame["saturation"].values()]
    assert visitor.trace("saturation", "saturation")["z"] == shares


def numbers(text: str) -> list[str]:
    return re.findall(r"−?\d[\d.]*(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|NaN", text.partition("‖·‖")[2])


def value(text: str) -> float:
    """A number as the page writes it."""
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
    return float(text.translate(digits).replace(" × 10", "e"))


@pytest.mark.parametrize(
    "weight",
    [
        "W_h",
        *(
            pytest.param(name, marks=pytest.mark.thorough)
            for name in ("W_h_reverse", "W_x", "b_h", "W_y")
        ),
    ],
)
def test_the_sum_grows_with_each_step_back_and_ends_at_the_gradient(
    visitor: Visitor, weight: str
) -> None:
    network = {"cell": "lstm", "bidirectional": True}
    reverse = weight.endswith("_reverse")
    start = 25 if reverse else 19  # the last micro-step before its own way back
    run = open_network(visitor, f"?tracks=outer&update=9&weight={weight}&step={start}", network)
    frame = frame_of(visitor, run, 9)
    running = frame["running_sums"][weight]["running"]
    total = visitor.page.locator("[data-track=outer] .sum")
    gradient = visitor.page.locator("[data-track=outer] .gradient")
    for back in range(6, 0, -1):
        visitor.press("ArrowRight")
        at = 6 - back if reverse else back - 1
        shown = visitor.trace("outer", "sum")["z"]
        assert shown == ([running[at]] if weight == "b_h" else running[at])
        there = [visitor.trace("outer", f"tile {t}")["z"][0][0] is not None for t in range(1, 7)]
        begun = [t <= 7 - back if reverse else t >= back for t in range(1, 7)]
        assert there == begun
        assert gradient.inner_text().endswith("–")
    visitor.press(*["ArrowRight"] * (1 if reverse else 7))
    assert len(numbers(total.inner_text())) == 2
    assert numbers(total.inner_text()) == numbers(gradient.inner_text())
    norm = frame["summary"]["grad_params_norm"][weight]
    assert value(numbers(gradient.inner_text())[0]) == pytest.approx(norm, rel=1e-5)


def test_costly_fields_are_asked_for_while_their_track_is_shown(visitor: Visitor) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("?update=5&k=5")
    visitor.page.wait_for_timeout(600)
    assert not any("fields=" in url for url in asked)
    asked.clear()
    visitor.page.get_by_role("button", name="+ Saturation").click()
    drawn(visitor)
    assert any(
        url.endswith("frames/5?enc=b64&sequences=4&fields=default,saturation") for url in asked
    )
    visitor.wait(lambda: "saturation" in visitor.page.url)
    visitor.press("Shift+ArrowRight")
    drawn(visitor)
    frame = visitor.api.get(f"/api/runs/{visitor.run()['id']}/frames/6?fields=saturation").json()
    shown = visitor.trace("saturation", "saturation")["z"]
    assert shown == [[row[0] for row in frame["saturation"]["hidden"]]]
    visitor.page.locator("[data-track=saturation] button.hide").click(force=True)
    asked.clear()
    visitor.seek(300)
    visitor.wait(lambda: visitor.update() == 300)
    assert not any("fields=" in url for url in asked)


def test_tracks_move_by_their_buttons_and_the_address_holds_the_order(visitor: Visitor) -> None:
    visitor.open("?tracks=hidden,norms,series")

    def order() -> list[str]:
        shown = visitor.page.locator("[data-track]:not([hidden])")
        return [str(one.get_attribute("data-track")) for one in shown.all()]

    assert order() == ["hidden", "norms", "series"]
    up = visitor.page.locator("[data-track=series] button.up")
    up.focus()
    visitor.press("Enter")
    assert order() == ["hidden", "series", "norms"]
    assert up.evaluate("button => button === document.activeElement")
    visitor.press("Enter")
    visitor.wait(lambda: "tracks=series,hidden,norms" in visitor.page.url)


def test_dragging_the_mask_truncates_without_a_request(visitor: Visitor) -> None:
    run = open_network(visitor, "?tracks=flow&update=30", {"cell": "lstm"})
    frame = frame_of(visitor, run, 30)
    visitor.page.wait_for_timeout(500)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    box = visitor.page.locator("[data-track=flow] svg.mask").bounding_box()
    assert box
    column = (box["width"] - 70) / 7
    rows = "document.querySelector('[data-track=flow] .js-plotly-plot')._fullLayout.yaxis"
    y = box["y"] + visitor.page.evaluate(f"{rows}._offset + {rows}._length - 4")
    mouse = visitor.page.mouse
    mouse.move(box["x"] + 56 + 1.5 * column, y)
    mouse.down()
    mouse.move(box["x"] + 56 + 4.5 * column, y, steps=4)
    mouse.up()
    visitor.settle()
    slider = visitor.page.locator("[data-track=flow] input[type=range]")
    assert slider.input_value() == "3"
    window = frame["truncations"]["sliding_window"]
    assert visitor.trace("flow", "kept lags")["y"] == window["kept_by_lag"][2]
    readout = visitor.page.locator("[data-track=flow] .track-readout")
    cosine, ratio = re.findall(r"−?\d[\d.]*", readout.inner_text())
    assert value(cosine) == pytest.approx(window["cosine"][2], rel=1e-3)
    assert value(ratio) == pytest.approx(window["norm_ratio"][2], rel=1e-3)
    slider.focus()
    visitor.press("ArrowLeft")
    assert slider.input_value() == "2"
    visitor.page.get_by_label("How the gradient is truncated").select_option("chunks")
    visitor.settle()
    chunks = frame["truncations"]["chunks"]
    assert visitor.trace("flow", "kept lags")["y"] == chunks["kept_by_lag"][1]
    assert visitor.update() == 30
    assert not any("/frames/30" in url for url in asked)
    visitor.wait(lambda: "cut=2&cutby=chunks" in visitor.page.url)


def test_a_sequence_of_the_batch_is_chosen(visitor: Visitor) -> None:
    run = open_network(
        visitor, "?tracks=series,hidden,outer,flow", {"cell": "rnn", "batch_size": 3}
    )
    frame = frame_of(visitor, run, 1)
    visitor.page.get_by_label("Sequence of the batch").select_option("3")
    visitor.settle()
    assert visitor.trace("hidden", "hidden")["z"] == [step[2] for step in frame["hidden"]]
    assert visitor.trace("series", "x")["y"] == [step[2][0] for step in frame["inputs"]]
    visitor.wait(lambda: "b=3" in visitor.page.url)


def test_a_network_without_gates_says_so(visitor: Visitor) -> None:
    visitor.open("?tracks=hidden,gates")
    assert "no gates" in visitor.text("[data-track=gates] .track-empty")
