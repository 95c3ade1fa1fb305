"""The graph of every type, cell and direction, and the cell that is opened in it."""

import pytest

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser

NODES = """() => Object.fromEntries(
    document.querySelector("[data-track=graph] .nodes").data
        .filter(({ name }) => ["x", "h", "h_reverse", "y", "p"].includes(name))
        .map(({ name, x, customdata }) => [name, { x: Array.from(x), values: customdata }]))"""


@pytest.mark.parametrize(
    ("query", "x", "y"),
    sparing(
        [
            ("?type=one_to_one&k=1", [1], [1]),
            ("?type=one_to_many&k=4", [1], [1, 2, 3, 4]),
            ("?type=many_to_one&k=4", [1, 2, 3, 4], [4]),
            ("?type=many_to_many&k=4", [1, 2, 3, 4], [1, 2, 3, 4]),
            ("?type=encoder_decoder&k=4", [1, 2], [3, 4]),
            ("?type=encoder_decoder&k=4&feedback=free", [1, 2, 4], [3, 4]),
            ("?type=many_to_many&k=60", [*range(1, 61)], [*range(1, 61)]),
        ],
        lambda one: one[0].endswith("to_many&k=4") or "free" in one[0],
    ),
)
def test_steps_without_input_or_output_have_none(
    visitor: Visitor, query: str, x: list[int], y: list[int]
) -> None:
    visitor.open(query)
    nodes = visitor.page.evaluate(NODES)
    assert [round(t, 6) for t in nodes["x"]["x"]] == x
    assert [round(t, 6) for t in nodes["y"]["x"]] == y


@pytest.mark.parametrize(
    ("cell", "gates"), [("lstm", "i f g o cell_state hidden"), ("gru", "r z n hidden")]
)
def test_an_open_cell_shows_all_values_of_its_step(visitor: Visitor, cell: str, gates: str) -> None:
    visitor.open(f"?cell={cell}&k=5")
    visitor.page.click(".open-cell")
    visitor.wait(lambda: "open=5" in visitor.page.url)
    visitor.page.click(".cell-head [aria-label='The step before']")
    frame = visitor.frame(1)
    for gate in gates.split():
        cells = visitor.page.locator(f"tr[data-array={gate}] td")
        shown = [
            float(text or "nan") for text in cells.evaluate_all("t => t.map(c => c.dataset.value)")
        ]
        assert shown == pytest.approx(frame[gate][3][0], rel=1e-12)
    visitor.page.locator(".cell-head button").first.focus()
    visitor.page.keyboard.press("Escape")
    assert not visitor.page.locator("#cell-panel").is_visible()
    assert visitor.page.evaluate("document.activeElement.className") == "open-cell"


@pytest.mark.thorough
def test_the_widths_of_weights_are_their_sizes(visitor: Visitor) -> None:
    visitor.open("?k=5&m=3&open=2&inside=units")
    frame = visitor.frame(1)
    wide = visitor.page.locator(".units .weight").evaluate_all(
        "lines => lines.map(l => (l.classList.contains('negative') ? -1 : 1)"
        " * Number(l.getAttribute('stroke-width')))"
    )
    W_x, W_h = frame["params"]["W_x"], frame["params"]["W_h"]
    weights = [w for i in range(3) for w in (*W_x[i], *W_h[i])]
    largest = max(map(abs, weights))
    assert wide == pytest.approx([5 * w / largest for w in weights], abs=0.006)


@pytest.mark.thorough
def test_the_graph_of_two_directions_moves_from_one_layout_to_the_other(visitor: Visitor) -> None:
    visitor.open("?bi=1&type=many_to_many&view=compressed&cell=lstm")
    visitor.page.evaluate(
        """() => {
            window.times = [];
            const count = (time) => {
                if (!document.querySelector("[data-track=graph] canvas").hidden) times.push(time);
                requestAnimationFrame(count);
            };
            requestAnimationFrame(count);
        }"""
    )
    visitor.page.click(".track-head .views button:nth-child(2)")
    canvas = visitor.page.locator("[data-track=graph] canvas")
    visitor.wait(lambda: visitor.page.evaluate("times.length") > 2 and canvas.is_hidden())
    pressed = visitor.page.locator(".track-head .views [aria-pressed=true]")
    assert pressed.inner_text() == "unrolled (k = 12)"


def test_the_reversed_direction_is_stepped_from_the_end(visitor: Visitor) -> None:
    visitor.open("?bi=1&k=3&step=6")
    current = visitor.page.locator(".code-line[aria-current=step]")
    assert current.get_attribute("data-line") == "forward_reverse"
    script = visitor.frame(1)["script"]
    assert [s["t"] for s in script if s["line"] == "forward_reverse"] == [3, 2, 1]
    assert [s["t"] for s in script if s["line"] == "backward_reverse"] == [1, 2, 3]
