"""The player: seeking, speeds, the looped range and the slow replay."""

import re

import pytest
from playwright.sync_api import Route

from ..conftest import Visitor
from ..page.test_page import compare_all
from ..thorough import sparing

pytestmark = pytest.mark.browser

PLAYING = "#player .primary[aria-label=Pause]"


def playing(visitor: Visitor) -> bool:
    return visitor.page.locator(PLAYING).count() == 1


def test_dragging_the_scrubber_seeks(visitor: Visitor) -> None:
    visitor.open()
    box = visitor.page.locator("#player .scrub").bounding_box()
    assert box
    mouse, y = visitor.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] * 0.2, y)
    mouse.down()
    for part in (0.3, 0.5, 0.8):
        mouse.move(box["x"] + box["width"] * part, y)
    mouse.up()
    visitor.wait(lambda: 3900 < visitor.update() < 4100)
    visitor.settle()
    compare_all(visitor, visitor.update())


@pytest.mark.thorough
def test_page_keys_on_the_scrubber_go_by_a_hundred(visitor: Visitor) -> None:
    visitor.open("?update=40")
    visitor.page.locator("#player input[type=range]").focus()
    visitor.press("PageUp")
    assert visitor.update() == 140
    visitor.press("PageDown", "PageDown")
    assert visitor.update() == 1


def test_a_seek_gives_up_the_one_before(visitor: Visitor) -> None:
    visitor.open()
    asked: list[str] = []
    failed: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.on("requestfailed", lambda request: failed.append(request.url))
    held: list[Route] = []
    visitor.page.route(re.compile(r"/frames/[34]000\?"), lambda route: held.append(route))
    visitor.seek(3000)
    visitor.wait(lambda: len(held) == 1)
    visitor.seek(4000)
    visitor.wait(lambda: len(held) == 2)
    visitor.seek(2000)
    visitor.wait(lambda: not visitor.page.locator("html[data-busy]").count())
    assert visitor.update() == 2000
    assert [sum(f"/frames/{u}?" in url for url in asked) for u in (3000, 4000, 2000)] == [1, 1, 1]
    assert [f"/frames/{u}?" in url for u, url in zip((3000, 4000), failed, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.thorough
def test_a_far_seek_says_how_far_it_is(visitor: Visitor) -> None:
    held: dict[str, Route] = {}

    def hold(route: Route) -> None:
        held[route.request.url.split("?")[1].split("&")[0]] = route

    visitor.page.route(re.compile(r"/scalars\?from=[68]01&|/frames/(9|10)00\?"), hold)
    visitor.open()
    visitor.wait(lambda: "from=601" in held)
    visitor.seek(1000)
    detail = visitor.page.locator("#player .detail")
    visitor.wait(lambda: detail.inner_text() == "computing … 0 %")
    held["from=601"].continue_()
    visitor.wait(lambda: detail.inner_text() == "computing … 50 %")
    held["from=801"].continue_()
    visitor.wait(lambda: detail.inner_text() == "computing … 100 %")
    visitor.seek(900)
    visitor.wait(lambda: detail.inner_text() == "computing …")


@pytest.mark.parametrize(
    ("query", "skipped"),
    sparing(
        [
            ("?speed=32x", "every 13th update is shown"),
            ("?speed=64x", "every 26th update is shown"),
            ("?speed=64x&lang=zh-Hans", "每 26 次更新显示一次"),
        ],
        lambda one: one[0] == "?speed=64x",
    ),
)
def test_fast_speeds_say_what_is_left_out(visitor: Visitor, query: str, skipped: str) -> None:
    visitor.open(query)
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: visitor.text("#player .detail") == skipped)
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: visitor.text("#player .detail") != skipped)


@pytest.mark.thorough
def test_the_speeds_are_named_with_what_they_are(visitor: Visitor) -> None:
    visitor.open()
    speed = visitor.page.locator("#player select")
    options = speed.locator("option").all_inner_texts()
    assert options[0] == "2 steps/s"
    assert options[4] == "1× · 8 updates/s"
    assert options[-1] == "64× · 512 updates/s"
    assert speed.evaluate("select => select.value") == str(options.index("8× · 64 updates/s"))
    speed.select_option(label="0.25× · 2 updates/s")
    visitor.wait(lambda: "speed=0.25x" in visitor.page.url)
    visitor.open("?speed=3")
    assert "speed" in visitor.text("#notice")


def test_a_loop_plays_from_its_end_to_its_beginning(visitor: Visitor) -> None:
    visitor.open("?updates=40&update=10&loop=10-13&speed=2x")
    visitor.record("#player .update")
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: len(visitor.recorded()) > 12)
    assert [int(text) for text in visitor.recorded()[:12]] == [10, 11, 12, 13] * 3
    visitor.page.keyboard.press("\\")
    visitor.wait(lambda: visitor.update() == 40 and not playing(visitor))


def test_the_ends_of_the_loop_are_set_by_keys_and_stand_in_the_address(visitor: Visitor) -> None:
    visitor.open("?updates=200&update=20")
    visitor.press("[")
    visitor.wait(lambda: "loop=20-200" in visitor.page.url)
    visitor.seek(30)
    visitor.settle()
    visitor.press("]")
    visitor.wait(lambda: "loop=20-30" in visitor.page.url)
    button = visitor.page.locator("#player .loop")
    assert button.get_attribute("aria-pressed") == "true"
    visitor.press("\\")
    visitor.wait(lambda: "loop" not in visitor.page.url)
    assert not visitor.page.locator(".loop-handle").first.is_visible()
    button.click()
    visitor.wait(lambda: "loop=20-30" in visitor.page.url)


@pytest.mark.thorough
def test_the_ends_of_the_loop_are_dragged_and_moved(visitor: Visitor) -> None:
    visitor.open("?updates=201&loop=51-101")
    box = visitor.page.locator("#player .scrub").bounding_box()
    end = visitor.page.locator(".loop-handle.to")
    grip = end.bounding_box()
    assert box
    assert grip
    mouse = visitor.page.mouse
    mouse.move(grip["x"] + 5, grip["y"] + 5)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.75, grip["y"] + 5)
    mouse.up()
    visitor.wait(lambda: end.get_attribute("aria-valuenow") == "151")
    assert visitor.update() == 1
    end.focus()
    visitor.press("ArrowRight", "PageDown")
    assert end.get_attribute("aria-valuenow") == "142"
    assert end.get_attribute("aria-valuemin") == "51"
    visitor.press("Home")
    visitor.wait(lambda: "loop=51-51" in visitor.page.url)
    assert visitor.update() == 1


@pytest.mark.thorough
def test_a_loop_that_the_run_does_not_have_is_refused(visitor: Visitor) -> None:
    visitor.open("?updates=50&loop=100-200")
    assert "The loop 100–200 is off: this run ends at update 50." in visitor.text("#notice")
    visitor.wait(lambda: "loop" not in visitor.page.url)
    visitor.open("?loop=200-100")
    assert "loop" in visitor.text("#notice")


@pytest.mark.thorough
def test_one_update_is_replayed_slowly_and_playing_stops_at_its_end(visitor: Visitor) -> None:
    visitor.open("?k=2&update=7&speed=64x")
    steps = len(visitor.frame(7)["script"])
    visitor.record("#player .detail")
    visitor.page.keyboard.press("r")
    visitor.wait(lambda: len(visitor.recorded()) > 1 and not playing(visitor))
    epoch = "epoch 1 · "
    shown = [f"{epoch}step {step} of {steps}" for step in range(1, steps)]
    assert visitor.recorded() == [f"{epoch}whole update", *shown, f"{epoch}whole update"]
    assert visitor.update() == 7
    chosen = visitor.page.locator("#player select option:checked").inner_text()
    assert chosen == "64× · 512 updates/s"
    visitor.page.locator("#player .slowly").click()
    visitor.wait(lambda: playing(visitor))
    visitor.page.keyboard.press("Space")
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: visitor.update() > 7)
