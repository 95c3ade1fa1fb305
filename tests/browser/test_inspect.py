"""The inspector, what if, and breakpoints: what they show is the server's."""

import re
from typing import Any

import pytest

from .conftest import Visitor

pytestmark = pytest.mark.browser

Json = dict[str, Any]
PANEL = "#inspector .inspect:first-child"


def plain(text: str) -> float:
    """A number as the page writes it."""
    return float(text.strip().removeprefix("=").replace("−", "-"))


def settled(visitor: Visitor) -> None:
    visitor.settle()
    visitor.page.wait_for_selector(f"{PANEL}:not([data-stale])")


def click(visitor: Visitor, track: str, t: int, unit: int | None = None, height: float = 0) -> None:
    """In a column; in a unit's row, or at a share of the track's height."""
    plot = visitor.page.locator(f"[data-track={track}] .track-plot").bounding_box()
    assert plot
    column = (plot["width"] - 70) / 13
    share = height if unit is None else (unit - 0.5) / 8
    y = plot["y"] + 3 + (plot["height"] - 6) * share
    visitor.page.mouse.click(plot["x"] + 56 + (t + 0.5) * column, y)
    settled(visitor)


def result(visitor: Visitor) -> float:
    return plain(visitor.text(f"{PANEL} output"))


def run_id(visitor: Visitor) -> str:
    found = re.search(r"run=([0-9a-f]{16})", visitor.page.url)
    return found[1] if found else str(visitor.run()["id"])


def of_run(visitor: Visitor, run: str, update: int) -> Json:
    answer: Json = visitor.api.get(f"/api/runs/{run}/frames/{update}").json()
    return answer


def choose(visitor: Visitor, what: str, **numbers: int) -> None:
    visitor.page.select_option(f"{PANEL} select >> nth=0", what)
    for label, value in numbers.items():
        visitor.page.locator(f"{PANEL} label:has(span:text-is('{label}')) input").fill(str(value))
    settled(visitor)


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


def test_an_edited_weight_is_a_fork_and_undo_returns(visitor: Visitor) -> None:
    visitor.open("?update=40&seed=301")
    parent = run_id(visitor)
    before = of_run(visitor, parent, 40)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2, column=3)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    field.fill("1.5")
    field.press("Enter")
    visitor.wait(lambda: run_id(visitor) != parent)
    settled(visitor)
    fork = run_id(visitor)
    after = of_run(visitor, fork, 40)
    edits = {"params": [{"name": "W_h", "index": [1, 2], "value": 1.5}]}
    told = visitor.api.get(f"/api/runs/{fork}").json()["fork"]
    assert told == {"parent": parent, "update": 40, "edits": edits}
    assert after["params"]["W_h"][1][2] == 1.5
    assert visitor.update() == 40
    assert result(visitor) == after["grad_params"]["W_h"][1][2]
    assert after["grad_params"]["W_h"][1][2] != before["grad_params"]["W_h"][1][2]
    assert "→" in visitor.text("#notice p")

    choose(visitor, "inputs", t=3)
    field.fill("0.25")
    field.press("Enter")
    visitor.wait(lambda: run_id(visitor) != fork)
    settled(visitor)
    both = of_run(visitor, run_id(visitor), 40)
    assert (both["inputs"][2][0][0], both["params"]["W_h"][1][2]) == (0.25, 1.5)
    assert visitor.api.get(f"/api/runs/{run_id(visitor)}").json()["fork"]["parent"] == parent

    field.press("Control+z")
    visitor.wait(lambda: run_id(visitor) == fork)
    settled(visitor)
    assert result(visitor) == before["inputs"][2][0][0]
    visitor.page.click("#inspector .undo")
    visitor.wait(lambda: run_id(visitor) == parent)
    settled(visitor)
    assert visitor.trace("hidden", "hidden")["z"] == [step[0] for step in before["hidden"]]
    assert visitor.page.locator("#inspector .undo").is_hidden()


def test_what_is_no_number_is_said_to_be_none(visitor: Visitor) -> None:
    visitor.open("?update=10&seed=303")
    run = run_id(visitor)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2, column=3)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    refusal = visitor.page.locator(f"{PANEL} .refusal")
    for text, sentence in (("abc", "Type a number."), ("-1e400", "This number is too large.")):
        field.fill(text)
        field.press("Enter")
        assert refusal.inner_text() == sentence
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == refusal.get_attribute("id")
    field.fill("0.5")
    assert refusal.is_hidden()
    assert field.get_attribute("aria-invalid") == "false"
    assert field.get_attribute("aria-describedby") is None
    assert run_id(visitor) == run


def test_a_number_is_dragged(visitor: Visitor) -> None:
    visitor.open("?update=10&seed=302")
    click(visitor, "series", 12, height=0.5)
    choose(visitor, "targets", t=12)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    from_value = plain(field.input_value())
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    visitor.page.mouse.move(box["x"] + 20, box["y"] + 8)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 50, box["y"] + 8, steps=5)
    visitor.page.mouse.up()
    assert plain(field.input_value()) == pytest.approx(from_value + 0.3, abs=1e-4)
    field.press("Escape")
    assert plain(field.input_value()) == from_value


def test_scissors_cut_a_state_edge_and_mend_it(visitor: Visitor) -> None:
    visitor.open("?update=40&seed=303")
    parent = run_id(visitor)
    before = of_run(visitor, parent, 40)
    click(visitor, "grad_hidden", 5, 2)
    visitor.page.click(f"{PANEL} .cut")
    visitor.wait(lambda: run_id(visitor) != parent)
    settled(visitor)
    after = of_run(visitor, run_id(visitor), 40)
    assert after["detached"] == [t == 6 for t in range(1, 13)]
    assert after["hidden"] == before["hidden"]
    assert result(visitor) == 0
    assert "counts as 0" in visitor.text(f"{PANEL} [data-part=through_h]")
    flowed = plain(visitor.text(f"{PANEL} [data-part=through_h] dd").split("\n")[0])
    assert flowed == pytest.approx(before["grad_hidden"][4][0][1])
    assert visitor.page.locator("[data-track=graph] [data-cut='6']").count() == 1
    visitor.page.click(f"{PANEL} .cut")
    visitor.wait(lambda: visitor.page.locator("[data-cut]").count() == 0)
    settled(visitor)
    assert result(visitor) == before["grad_hidden"][4][0][1]


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


@pytest.mark.parametrize("cell", ["lstm", "gru"])
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
