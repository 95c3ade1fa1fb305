"""The page as its users meet it: every number on screen is the server's."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser


def compare_all(visitor: Visitor, update: int) -> None:
    """Every array that Plotly holds is the frame's, number for number."""
    frame = visitor.frame(update)
    for track in ("hidden", "grad_hidden"):
        assert visitor.trace(track, track)["z"] == [step[0] for step in frame[track]]
    assert visitor.trace("norms", "norm")["y"] == [row[0] for row in frame["grad_hidden_norm"]]
    assert visitor.trace("series", "x")["y"] == [row[0][0] for row in frame["inputs"]]

    def at_outputs(name: str) -> list[Any]:
        pairs = zip(frame[name], frame["has_output"], strict=True)
        return [row[0][0] for row, has in pairs if has]

    assert visitor.trace("series", "y")["y"] == at_outputs("outputs")
    assert visitor.trace("series", "p")["y"] == at_outputs("targets")


def test_the_first_frame_is_the_servers(visitor: Visitor) -> None:
    visitor.open()
    assert visitor.update() == 1
    compare_all(visitor, 1)
    config = visitor.run()["config"]
    assert (config["task"]["name"], config["schedule"]["k"], config["hidden_size"]) == (
        "sunspots",
        12,
        8,
    )


def test_play_until_the_loss_has_fallen_then_seek_back(visitor: Visitor) -> None:
    visitor.open("?speed=64x")
    first = visitor.plotted("hidden")
    visitor.press("Space")
    visitor.wait(lambda: visitor.update() > 1000)
    visitor.press("Space")
    stopped = visitor.update()
    compare_all(visitor, stopped)
    epoch = 246 - 12 + 1
    losses = visitor.api.get(f"/api/runs/{visitor.run()['id']}/scalars?to=1000").json()["loss"]
    assert sum(losses[3 * epoch : 4 * epoch]) < 0.6 * sum(losses[:epoch])
    at_stop = visitor.plotted("hidden")
    visitor.press("Home")
    assert visitor.update() == 1
    assert visitor.plotted("hidden") == first
    visitor.page.goto(f"{visitor.server}/?update={stopped}")
    visitor.page.wait_for_selector("[data-track=hidden] .js-plotly-plot", state="attached")
    visitor.settle()
    assert visitor.plotted("hidden") == at_stop


def test_stepping_walks_the_script_and_back(visitor: Visitor) -> None:
    visitor.open("?update=3&step=0")
    current = "#pseudocode [aria-current]"
    shown = {"forward": 0, "backward": 13}
    for step in visitor.frame(3)["script"][1:]:
        visitor.press("ArrowRight")
        assert visitor.page.locator(current).first.get_attribute("data-line") == step["line"]
        if step["line"] in shown:
            shown[step["line"]] = step["t"]
        hidden = visitor.trace("hidden", "hidden")["z"]
        gradient = visitor.trace("grad_hidden", "grad_hidden")["z"]
        assert [row[0] is not None for row in hidden] == [
            t <= shown["forward"] for t in range(1, 13)
        ]
        assert [row[0] is not None for row in gradient] == [
            t >= shown["backward"] for t in range(1, 13)
        ]
    compare_all(visitor, 3)
    visitor.press("ArrowRight")
    assert visitor.update() == 4
    visitor.press("ArrowLeft")
    assert visitor.update() == 3
    compare_all(visitor, 3)
    visitor.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    line = visitor.page.locator(current).first.get_attribute("data-line")
    assert line == "backward"
    assert visitor.trace("grad_hidden", "grad_hidden")["z"][0][0] is None
    assert visitor.trace("grad_hidden", "grad_hidden")["z"][1][0] is not None


@pytest.mark.thorough
def test_shift_arrows_and_the_ends(visitor: Visitor) -> None:
    visitor.open("?update=10")
    visitor.press("Shift+ArrowRight", "Shift+ArrowRight")
    assert visitor.update() == 12
    visitor.press("Shift+ArrowLeft")
    assert visitor.update() == 11
    compare_all(visitor, 11)
    visitor.press("End")
    visitor.wait(lambda: visitor.update() == 5000)
    visitor.settle()
    compare_all(visitor, 5000)


def test_a_click_on_the_loss_curve_seeks(visitor: Visitor) -> None:
    visitor.open()
    box = visitor.page.locator("#player .scrubber canvas.curve").bounding_box()
    assert box
    visitor.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    visitor.wait(lambda: 2500 < visitor.update() < 3500)
    visitor.settle()
    compare_all(visitor, visitor.update())


def test_the_address_holds_the_state(visitor: Visitor) -> None:
    visitor.open("?k=6&m=3&f=relu&rate=0.02&seed=5&update=42&step=9&view=compressed")
    run = visitor.run()
    assert run["config"]["schedule"]["k"] == 6
    assert run["config"]["activation"] == "relu"
    assert visitor.update() == 42
    before = visitor.plotted("hidden")
    assert [row[0] is not None for row in before[0]["z"]] == [True] * 6
    assert len(before[0]["z"][0]) == 3
    visitor.press("ArrowRight")
    visitor.wait(lambda: "step=10" in visitor.page.url)
    address = visitor.page.url
    at_step = [visitor.plotted(track) for track in ("hidden", "grad_hidden", "norms")]
    visitor.page.reload()
    visitor.page.wait_for_selector("[data-track=hidden] .js-plotly-plot", state="attached")
    visitor.settle()
    assert visitor.page.url == address
    assert [visitor.plotted(track) for track in ("hidden", "grad_hidden", "norms")] == at_step


def changed_from(visitor: Visitor, run_id: str) -> bool:
    return bool(visitor.run()["id"] != run_id)


def test_changing_a_control_shows_the_other_network_at_the_same_update(visitor: Visitor) -> None:
    visitor.open("?update=200")
    changes: list[tuple[str, str, Callable[[dict[str, Any]], float]]] = [
        ("k", "5", lambda c: c["schedule"]["k"]),
        ("m", "4", lambda c: c["hidden_size"]),
        ("rate", "0.2", lambda c: c["optimizer"]["learning_rate"]),
        ("seed", "7", lambda c: c["seed"]),
    ]
    for field, value, read in changes:
        before = visitor.run()["id"]
        visitor.page.fill(f"#field-{field}", value)
        visitor.wait(partial(changed_from, visitor, before))
        visitor.settle()
        assert read(visitor.run()["config"]) == float(value)
        assert visitor.update() == 200
        compare_all(visitor, 200)
    visitor.page.select_option("#field-f", "sigmoid")
    visitor.wait(lambda: visitor.run()["config"]["activation"] == "sigmoid")
    visitor.settle()
    compare_all(visitor, 200)
    visitor.page.go_back()
    visitor.wait(lambda: "sigmoid" not in visitor.page.url)


def test_a_refusal_stands_beside_its_control_and_the_last_run_stays(visitor: Visitor) -> None:
    visitor.open("?update=30")
    before = visitor.plotted("hidden")
    visitor.page.fill("#field-k", "400")
    refusal = visitor.page.locator("#field-k-refusal")
    refusal.wait_for(state="visible")
    assert refusal.inner_text() == "Unrolled steps must be a whole number from 1 to 60."
    assert visitor.page.locator("#field-k").get_attribute("aria-invalid") == "true"
    assert visitor.plotted("hidden") == before
    visitor.page.fill("#field-k", "4")
    refusal.wait_for(state="hidden")
    visitor.wait(lambda: len(visitor.trace("hidden", "hidden")["z"]) == 4)


def test_an_exploding_run_says_where_and_stays_usable(visitor: Visitor) -> None:
    visitor.open("?rate=500&f=relu&update=60")
    exploded = visitor.frame(60)["first_nonfinite"]
    assert f"exploded at update {exploded['update']}" in visitor.text("#player .detail").lower()
    assert f"t = {exploded['t']}" in visitor.text("#player .detail")
    visitor.press("Shift+ArrowLeft", "ArrowLeft")
    assert visitor.update() == 59
    visitor.page.fill("#field-rate", "0.05")
    visitor.page.select_option("#field-f", "tanh")
    visitor.wait(lambda: "exploded" not in visitor.text("#player .detail").lower())


def test_both_errors_stand_beside_the_baseline(visitor: Visitor) -> None:
    visitor.open("?update=5000")
    frame, baseline = visitor.frame(5000), visitor.run()["task"]["baselines"][0]
    cells = visitor.page.locator("#results td").all_inner_texts()
    for value in (frame["train_metric"], frame["held_out_metric"], baseline["held_out"]):
        assert f"{value:.1f}" in cells
    network = visitor.page.evaluate(
        "Array.from(document.querySelector('#results .js-plotly-plot').data"
        ".find(t => t.name === 'network').y)"
    )
    assert network == frame["picture"]["predictions"][247:]


def test_the_network_is_judged_once_it_has_been_updated(visitor: Visitor) -> None:
    visitor.open("?update=5000&step=20")
    row = visitor.page.locator("#results tr[data-key=network] td")
    assert row.all_inner_texts() == ["–", "–"]
    visitor.press("Shift+ArrowLeft", "Shift+ArrowRight")
    assert f"{visitor.frame(5000)['held_out_metric']:.1f}" == row.all_inner_texts()[1]
    verdicts = visitor.page.locator("#results tr.verdict td").all_inner_texts()
    assert all("better" in verdict for verdict in verdicts)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("?k=1", marks=pytest.mark.thorough),
        "?k=60&m=64",
        pytest.param("?type=many_to_many&carry=1", marks=pytest.mark.thorough),
        pytest.param("?task=sine", marks=pytest.mark.thorough),
    ],
)
def test_extremes_and_kinds_show_the_servers_numbers(visitor: Visitor, query: str) -> None:
    visitor.open(query + "&update=25")
    compare_all(visitor, 25)
    visitor.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight", "Space")
    visitor.page.wait_for_timeout(500)
    visitor.press("Space")
    assert visitor.update() >= 25
