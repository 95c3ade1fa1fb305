"""What a reader can make of the page: folded, larger, in another language or theme."""

from itertools import product

import pytest

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_graph_folds_and_unfolds(visitor: Visitor) -> None:
    def places() -> set[float]:
        x = "Array.from(document.querySelector('[data-track=graph] .nodes').data[0].x)"
        return set(visitor.page.evaluate(x))

    visitor.open()
    unrolled = places()
    assert len(unrolled) >= 12
    visitor.press("v")
    visitor.wait(lambda: len(places()) < 4)
    visitor.press("v")
    visitor.wait(lambda: places() == unrolled)


@pytest.mark.thorough
def test_panels_fold_under_their_headings(visitor: Visitor) -> None:
    visitor.open()
    code, inspector = (visitor.page.locator(f"#{name}") for name in ("pseudocode", "inspector"))
    for panel, content in ((code, ".code-line"), (inspector, "p")):
        assert panel.locator(content).first.is_visible()
        panel.get_by_role("button", expanded=True).first.click()
        assert not panel.locator(content).first.is_visible()
    code.get_by_role("button", expanded=False).click()
    assert code.locator(".code-line").first.is_visible()
    visitor.page.locator("[data-track=hidden] .track-plot").click()
    visitor.wait(lambda: inspector.locator(".formula").first.is_visible())


def test_the_big_mode_has_larger_type_and_thicker_lines(visitor: Visitor) -> None:
    def looks() -> tuple[float, float]:
        return tuple(
            visitor.page.evaluate(
                """[parseFloat(getComputedStyle(document.documentElement).fontSize),
                document.querySelector('[data-track=series] .js-plotly-plot').data
                    .find(({ name }) => name === 'x').line.width]"""
            )
        )

    visitor.open()
    size, line = looks()
    visitor.press("b")
    assert looks() == pytest.approx((1.3 * size, 1.5 * line))
    assert "big=1" in visitor.page.url
    visitor.page.set_viewport_size({"width": 1440, "height": 900})
    assert visitor.page.locator("#config form").is_hidden()
    values = visitor.page.evaluate("document.querySelector('.nodes').data.flatMap(d => d.text)")
    assert any("<br>" in (text or "") for text in values)  # with their values
    player = visitor.page.locator("#player").bounding_box()
    for track in ("graph", "hidden"):
        box = visitor.page.locator(f"[data-track={track}] .track-plot").bounding_box()
        assert box is not None
        assert player is not None
        assert box["y"] + box["height"] <= player["y"]
    visitor.open("?big=1")
    assert looks() == pytest.approx((1.3 * size, 1.5 * line))
    visitor.page.locator("button.big").click()
    assert looks() == pytest.approx((size, line))


@pytest.mark.parametrize(
    ("language", "theme"),
    sparing(
        product(("en", "zh-Hans"), ("light", "dark")),
        lambda one: one in (("en", "dark"), ("zh-Hans", "light")),
    ),
)
def test_languages_and_themes(visitor: Visitor, language: str, theme: str) -> None:
    visitor.open(f"?lang={language}&theme={theme}")
    root = visitor.page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("data-theme") == theme
    title = visitor.text("#pseudocode h2")
    assert title == {"en": "Backpropagation through time", "zh-Hans": "随时间反向传播"}[language]
    missing = visitor.page.locator("body").inner_text()
    assert "tracks." not in missing
    assert "config." not in missing
