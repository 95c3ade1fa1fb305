"""The inspector, the watch and breakpoints: what they show is the server's."""

import re

import pytest

from ..conftest import Visitor
from ..thorough import sparing
from .inspecting import PANEL, choose, click, of_run, plain, result, run_id, settled

pytestmark = pytest.mark.browser


def test_what_the_inspector_shows_is_the_frames(visitor: Visitor) -> None:
    visitor.open("?update=40")
    frame = visitor.frame(40)
    click(visitor, "hidden", 6, 4)
    assert result(visitor) == frame["hidden"][5][0][3]
    assert visitor.page.locator("[data-track=hidden] .dependency").count() == 8  # h_5
    assert visitor.page.locator("[data-track=graph] .dependency.node").count() == 2  # and x_6
    click(visitor, "grad_hidden", 11, 2)
    assert result(visitor) == frame["grad_hidden"][10][0][1]
    click(visitor, "norms", 10, height=0.5)
    assert result(visitor) == frame["grad_hidden"][9][0][0]
    click(visitor, "series", 12, height=0.5)
    assert result(visitor) == frame["outputs"][11][0][0]
    choose(visitor, "errors")
    assert result(visitor) == frame["errors"][11][0][0]
    choose(visitor, "delta", t=9, unit=3)
    assert result(visitor) == frame["delta"][8][0][2]
    choose(visitor, "loss")
    assert result(visitor) == frame["loss"]
    visitor.page.locator("#player .update").click()
    visitor.press("Shift+ArrowRight")
    settled(visitor)
    assert result(visitor) == visitor.frame(41)["loss"]


def test_a_weights_terms_add_up_and_its_gradient_is_checked(visitor: Visitor) -> None:
    visitor.open("?update=40")
    frame = visitor.frame(40)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2, column=3)
    gradient = frame["grad_params"]["W_h"][1][2]
    assert result(visitor) == gradient
    terms = visitor.page.locator(f"{PANEL} [data-part] dd").all_inner_texts()
    expected = [
        frame["delta"][t][0][1] * (frame["hidden"][t - 1] if t else frame["initial_hidden"])[0][2]
        for t in range(12)
    ]
    assert [plain(term) for term in terms] == pytest.approx(expected, rel=1e-9, abs=1e-15)
    assert plain(visitor.page.input_value(f"{PANEL} .number-edit")) == frame["params"]["W_h"][1][2]
    visitor.page.click(f"{PANEL} .check")
    visitor.page.wait_for_selector(f"{PANEL} [data-check=relative_error]")
    assert plain(visitor.text(f"{PANEL} [data-check=analytic] dd")) == gradient
    assert plain(visitor.text(f"{PANEL} [data-check=relative_error] dd")) < 1e-4
    cell = visitor.page.locator(f"{PANEL} .weights tr").nth(4).locator("td").nth(7)
    cell.click()
    settled(visitor)
    assert result(visitor) == frame["grad_params"]["W_h"][4][7]


def test_panels_are_pinned_and_closed(visitor: Visitor) -> None:
    visitor.open("?update=40")
    click(visitor, "hidden", 6, 4)
    visitor.page.click(f"{PANEL} .pin")
    click(visitor, "grad_hidden", 11, 2)
    click(visitor, "grad_hidden", 11, 3)
    assert visitor.page.locator("#inspector .inspect").count() == 2
    visitor.page.click(f"{PANEL} .close")
    assert visitor.page.locator("#inspector .inspect").count() == 1
    visitor.page.locator("#inspector select").first.focus()
    visitor.press("Escape")
    assert visitor.page.locator("#inspector .inspect").count() == 0
    assert visitor.page.locator(".dependency").count() == 0


def test_the_tracks_by_keyboard(visitor: Visitor) -> None:
    visitor.open("?update=40")
    visitor.page.focus("[data-track=hidden] .track-plot")
    visitor.press("ArrowLeft", "ArrowLeft", "ArrowDown", "Enter")
    settled(visitor)
    assert result(visitor) == visitor.frame(40)["hidden"][9][0][1]
    assert visitor.page.evaluate("document.activeElement.closest('#inspector') !== null")


def current(visitor: Visitor) -> str | None:
    return visitor.page.locator("#pseudocode [aria-current]").first.get_attribute("data-line")


def test_breakpoints_stop_and_lines_are_played_to(visitor: Visitor) -> None:
    visitor.open("?update=3&step=0")
    visitor.page.click("[data-line=error]")
    visitor.wait(lambda: current(visitor) == "error")
    assert visitor.update() == 3
    visitor.page.click("[data-line=backward]")
    visitor.wait(lambda: current(visitor) == "backward")
    visitor.page.wait_for_timeout(300)
    assert visitor.text("[data-watch=j] dd") == "12"
    visitor.page.click(".run-on")
    visitor.wait(lambda: visitor.text("[data-watch=j] dd") == "1")
    visitor.page.wait_for_timeout(300)
    assert current(visitor) == "backward"
    assert visitor.page.locator(".run-on").is_disabled()

    visitor.page.click("[data-break=error]")
    assert visitor.page.locator("[data-break=error]").get_attribute("aria-pressed") == "true"
    visitor.page.locator("[data-track=hidden] .track-plot").focus()
    visitor.press("Space")
    visitor.wait(lambda: visitor.update() > 3 and current(visitor) == "error")
    stopped = visitor.update()
    visitor.page.wait_for_timeout(500)
    assert (visitor.update(), current(visitor)) == (stopped, "error")


def test_the_watch_tells_gradients_so_far(visitor: Visitor) -> None:
    visitor.open("?update=3&step=17")
    grown = visitor.api.get(f"/api/runs/{visitor.run()['id']}/so_far/3").json()
    t = int(visitor.text("[data-watch=j] dd"))
    visitor.wait(lambda: visitor.text("[data-watch=W_h] dd") != "–")
    shown = visitor.text("[data-watch=W_h] dd").replace("−", "-").replace("⁻", "-")
    mantissa, _, exponent = shown.partition(" × 10")
    digits = exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    value = float(mantissa) * 10 ** int(digits or 0)
    assert value == pytest.approx(grown["W_h"][t - 1], rel=5e-3)
    visitor.press("ArrowRight")
    assert visitor.page.locator("[data-watch=j][data-changed]").count() == 1
    assert visitor.page.locator("[data-watch=k][data-changed]").count() == 0


@pytest.mark.parametrize("cell", sparing(["lstm", "gru"], lambda one: one == "lstm"))
def test_gated_cells_are_explained(visitor: Visitor, cell: str) -> None:
    config = {"task": {"name": "sunspots"}, "cell": cell, "hidden_size": 3, "updates": 50}
    run = visitor.api.post("/api/runs", json=config).json()["id"]
    visitor.open(f"?run={run}&update=20")
    frame = of_run(visitor, run, 20)
    visitor.page.focus("[data-track=hidden] .track-plot")
    visitor.press("Enter")
    settled(visitor)
    assert result(visitor) == frame["hidden"][11][0][0]
    choose(visitor, "f" if cell == "lstm" else "z", t=5, unit=2)
    asked = f"/api/runs/{run}/inspect/20?what={'f' if cell == 'lstm' else 'z'}&t=5&unit=2"
    assert result(visitor) == visitor.api.get(asked).json()["result"]
    choose(visitor, "grad_hidden", t=8, unit=2)
    assert result(visitor) == frame["grad_hidden"][7][0][1]
    visitor.page.click(f"{PANEL} .check")
    visitor.page.wait_for_selector(f"{PANEL} [data-check=relative_error]")
    assert plain(visitor.text(f"{PANEL} [data-check=relative_error] dd")) < 1e-3


@pytest.mark.parametrize(
    ("language", "words"),
    sparing([("en", "no derivative"), ("zh-Hans", "导数不存在")], lambda one: one[0] == "en"),
)
def test_at_a_kink_the_check_shows_both_slopes(visitor: Visitor, language: str, words: str) -> None:
    config = {"task": {"name": "sunspots"}, "activation": "relu", "updates": 50}
    run = visitor.api.post("/api/runs", json=config).json()["id"]
    # a_1 of the first unit is 0.
    edits = {
        "inputs": [{"t": 1, "value": 0}],
        "params": [{"name": "b_h", "index": [0], "value": 0}],
    }
    fork = visitor.api.post(f"/api/runs/{run}/forks", json={"update": 1, "edits": edits}).json()
    visitor.open(f"?run={fork['id']}&update=1&lang={language}")
    visitor.page.focus("[data-track=hidden] .track-plot")
    visitor.press("Enter")
    settled(visitor)
    choose(visitor, "delta", t=1)
    visitor.page.click(f"{PANEL} .check")
    visitor.page.wait_for_selector(f"{PANEL} [data-check=left]")
    slopes = [plain(visitor.text(f"{PANEL} [data-check={side}] dd")) for side in ("left", "right")]
    assert abs(slopes[0] - slopes[1]) > 1e-6
    assert words in visitor.text(f"{PANEL} .checked")
    assert visitor.page.locator(f"{PANEL} [data-check=relative_error]").count() == 0


def test_inspecting_leaves_what_is_on_screen(visitor: Visitor) -> None:
    visitor.open("?update=40")
    before = visitor.plotted("grad_hidden"), visitor.text("#player .readout")
    for track, t in (("hidden", 3), ("grad_hidden", 9)):
        click(visitor, track, t, unit=2)
        assert (visitor.plotted("grad_hidden"), visitor.text("#player .readout")) == before
    visitor.open("?update=40&step=5")
    click(visitor, "hidden", 9, unit=2)  # not there yet: it is gone to
    assert visitor.trace("hidden", "hidden")["z"][9 - 1] is not None
    assert f"{of_run(visitor, run_id(visitor), 40)['hidden'][8][0][1]}" in visitor.text(
        f"{PANEL} output"
    ).replace("−", "-")


def test_everything_is_of_the_sequence_that_is_chosen(visitor: Visitor) -> None:
    visitor.open("?update=3&batch=4&b=2")
    frame = visitor.frame(3)
    y, p, e = (frame[name][11][1][0] for name in ("outputs", "targets", "errors"))
    live = visitor.text("#pseudocode [data-line=error]").replace("−", "-")
    shown = [float(number) for number in re.findall(r"-?\d\.\d+", live)][-3:]
    assert shown == [pytest.approx(value, rel=5e-3) for value in (y, p, e)]
    watch = visitor.text("[data-watch=e] dd").replace("−", "-")
    assert float(watch.strip("• ")) == pytest.approx(e, rel=5e-3)
    years = visitor.text("[data-watch=window] dd")
    first = 1700 + frame["window_starts"][1]
    assert f"{first}–{first + 11}" in years
    assert frame["window_starts"] == [frame["window_start"] + i for i in range(4)]
    click(visitor, "hidden", 3, unit=2)
    assert result(visitor) == frame["hidden"][2][1][1]


@pytest.mark.thorough
def test_a_breakpoint_holds_at_every_update(visitor: Visitor) -> None:
    visitor.open("?update=10&speed=8x")
    visitor.page.click("[data-break=error]")
    visitor.page.locator("[data-track=hidden] .track-plot").focus()
    stops: list[int] = []
    for _ in range(3):
        visitor.press("Space")
        visitor.wait(lambda: current(visitor) == "error" and visitor.update() not in [10, *stops])
        stops.append(visitor.update())
    assert stops == [11, 12, 13]
