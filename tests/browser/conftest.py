"""A real server and a real Chromium, and what a test asks of the page."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from unrolled.figures import TRACKS

from ..server import PATIENCE, serve
from .chromium import find

# What the page shows on its time axis.
ALL = ",".join(name for name, track in TRACKS.items() if track.offered)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    """The URL of a server of these tests' own."""
    with serve("--port", "0", "--data", ":memory:") as (_, url):
        yield url


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Ends with these tests: its event loop would be in the way of others."""
    path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """Fetches and compiles the libraries once: the page keeps nothing in its browser but these."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    yield context
    context.close()


class Visitor:
    """Someone at the page. Every console error and every request to another host is kept."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.complaints: list[str] = []
        self.api = httpx2.Client(base_url=server, timeout=PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        refused = re.search(r"status of 4\d\d", message.text)  # a refusal that the page shows
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.complaints.append(f"request to {request.url}")

    def open(self, query: str = "") -> None:
        """Go to the page and wait for its first frame."""
        self.page.goto(f"{self.server}/{query}")
        self.page.wait_for_selector("[data-track=hidden] .js-plotly-plot", state="attached")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is fetched and what was fetched is drawn."""
        self.until("!document.documentElement.hasAttribute('data-busy')")
        self.page.evaluate(
            "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def update(self) -> int:
        return int(self.text("#player .update").replace(",", ""))

    def record(self, selector: str) -> None:
        """Keep every text that an element shows from now on."""
        self.page.evaluate(
            """selector => {
                const element = document.querySelector(selector);
                window.recorded = [element.textContent];
                const keep = () => window.recorded.push(element.textContent);
                new MutationObserver(keep).observe(element, { childList: true, subtree: true });
            }""",
            selector,
        )

    def recorded(self) -> list[str]:
        texts: list[str] = self.page.evaluate("window.recorded")
        return texts

    def seek(self, update: int) -> None:
        """As dragging the scrubber does; does not wait for the frame."""
        self.page.locator("#player input[type=range]").evaluate(
            "(range, to) => { range.value = to; range.dispatchEvent(new Event('input')); }", update
        )

    def run(self) -> dict[str, Any]:
        """The run that the page shows, found by its id or by posting the config in its address."""
        run, config = self.page.evaluate(
            """async () => {
                const { parse } = await import("./static/js/state/url.js");
                const { toConfig } = await import("./static/js/runs/config.js");
                const { values } = parse(location.search);
                return [values.run, toConfig(values)];
            }"""
        )
        if run:
            kept: dict[str, Any] = self.api.get(f"/api/runs/{run}").json()
            return kept
        answer: dict[str, Any] = self.api.post("/api/runs", json=config).json()
        return answer

    def frame(self, update: int) -> dict[str, Any]:
        answer: dict[str, Any] = self.api.get(
            f"/api/runs/{self.run()['id']}/frames/{update}"
        ).json()
        return answer

    def plotted(self, track: str) -> list[dict[str, Any]]:
        """The traces that Plotly holds for a track; NaN and null as None."""
        traces: list[dict[str, Any]] = self.page.evaluate(
            """track => {
                const plain = value => {
                    if (ArrayBuffer.isView(value)) return plain(Array.from(value));
                    if (Array.isArray(value)) return value.map(plain);
                    return Number.isNaN(value) || value === undefined ? null : value;
                };
                const plot = document.querySelector(`[data-track=${track}] .js-plotly-plot`);
                return plot.data.map(({ name, x, y, z, text }) =>
                    ({ name, x: plain(x), y: plain(y), z: plain(z), text: plain(text) }));
            }""",
            track,
        )
        return traces

    def trace(self, track: str, name: str) -> dict[str, Any]:
        return next(trace for trace in self.plotted(track) if trace["name"] == name)

    def until(self, expression: str, seconds: float = 30.0) -> None:
        """Until it holds in the page; Playwright's own way needs the eval that the page forbids."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"waited in vain for {expression}"
            self.page.wait_for_timeout(20)

    def wait(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Until the condition holds."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            self.page.wait_for_timeout(50)


@pytest.fixture
def visitor(profile: BrowserContext, server: str) -> Iterator[Visitor]:
    """Fails the test if the page complained."""
    visitor = Visitor(profile.new_page(), server)
    yield visitor
    visitor.page.close()
    visitor.api.close()
    assert visitor.complaints == []
