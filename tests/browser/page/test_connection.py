"""A server that goes away and comes back: the page says so, waits, and goes on where it stopped."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ...server import serve
from ..conftest import Visitor

pytestmark = pytest.mark.browser

LOST = re.compile("ERR_(FAILED|CONNECTION|CONTENT|INCOMPLETE|EMPTY|SOCKET)|[Nn]etwork ?[Ee]rror")
STATUS = "#player .lost"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def guest(chromium: Browser, port: int) -> Iterator[Visitor]:
    """A visitor to a server that may be away: what the browser says of that is no complaint."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    visitor = Visitor(context.new_page(), f"http://127.0.0.1:{port}")
    yield visitor
    context.close()
    visitor.api.close()
    assert [text for text in visitor.complaints if not LOST.search(text)] == []


def kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.thorough
def test_playing_goes_on_after_a_crash_without_a_gap(guest: Visitor, port: int) -> None:
    with serve("--port", str(port)) as (process, _):
        guest.open("?updates=1000&speed=1x")
        guest.record("#player .update")
        guest.page.keyboard.press("Space")
        guest.wait(lambda: guest.update() > 3)
        kill(process)
        guest.wait(lambda: "connection lost" in guest.text(STATUS), 60)
    with serve("--port", str(port)):
        guest.wait(lambda: guest.text(STATUS) == "", 60)
        stopped = guest.update()
        guest.wait(lambda: guest.update() > stopped + 50, 60)
    updates = [int(text.replace(",", "")) for text in guest.recorded()]
    assert updates == list(range(1, len(updates) + 1))


@pytest.mark.thorough
def test_a_seek_arrives_after_the_crash_in_which_it_began(guest: Visitor, port: int) -> None:
    with serve("--port", str(port)) as (process, _):
        guest.open("?update=5")
        kill(process)
    guest.seek(700)
    guest.wait(lambda: "connection lost" in guest.text(STATUS))
    with serve("--port", str(port)):
        guest.wait(lambda: guest.page.locator("html[data-busy]").count() == 0, 60)
        assert guest.update() == 700
        assert guest.text(STATUS) == ""
        assert guest.text("#player .loss") != "…"
        assert guest.text("#notice") == ""


@pytest.mark.thorough
def test_a_setting_changed_while_the_server_is_away_is_shown_later(
    guest: Visitor, port: int
) -> None:
    with serve("--port", str(port)) as (process, _):
        guest.open()
        kill(process)
    guest.page.fill("#field-seed", "3")
    guest.wait(lambda: "connection lost" in guest.text(STATUS))
    with serve("--port", str(port)):
        guest.wait(lambda: "seed=3" in guest.page.url, 60)
        assert guest.text(STATUS) == ""


def test_playing_does_without_streams_that_do_not_come_through(guest: Visitor, port: int) -> None:
    with serve("--port", str(port)):
        guest.page.route("**/events?*", lambda route: route.abort())
        guest.open("?updates=1000&speed=1x")
        guest.record("#player .update")
        guest.page.keyboard.press("Space")
        guest.wait(lambda: guest.update() > 5)
    updates = [int(text.replace(",", "")) for text in guest.recorded()]
    assert updates == list(range(1, len(updates) + 1))


def test_an_error_event_is_told_and_can_be_tried_again(visitor: Visitor) -> None:
    error = '{"error": {"code": "internal", "params": {"expected": "updates"}, "message": "-"}}'
    body = f"event: error\ndata: {error}\n\n"
    visitor.page.route(
        "**/events?*", lambda route: route.fulfill(content_type="text/event-stream", body=body)
    )
    visitor.open("?update=40")
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: "These updates could not be computed" in visitor.text("#notice"))
    assert visitor.text(STATUS) == ""
    visitor.page.unroute("**/events?*")
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.wait(lambda: visitor.text("#notice") == "")
    visitor.settle()
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: visitor.update() > 60)


@pytest.mark.thorough
def test_a_hidden_tab_closes_its_stream(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        """window.EventSource = class extends EventSource {
            constructor(...all) { super(...all); (window.sources ??= []).push(this); }
        };
        window.hide = hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        };"""
    )
    visitor.page.route("**/events?*", lambda route: None)
    visitor.open()
    visitor.until("window.sources?.length === 1")
    visitor.page.evaluate("window.hide(true)")
    assert visitor.page.evaluate("window.sources[0].readyState") == 2
    visitor.page.evaluate("window.hide(false)")
    visitor.until("window.sources.length === 2")
    assert visitor.page.evaluate("window.sources[1].readyState") != 2
