"""The page below a path of another server: it asks for nothing outside of that path."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import BrowserContext
from starlette.applications import Starlette
from starlette.routing import Mount
from unrolled.main import create_app
from unrolled.tasks.own.datasets import VARIABLE

from ...server import wait_until
from ..conftest import Visitor

pytestmark = pytest.mark.browser
BELOW = "/deep/down"


@pytest.fixture
def below(profile: BrowserContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """Someone who counts as another host whatever is not below the path."""
    monkeypatch.setenv(VARIABLE, "")
    app = create_app(workers=1)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with app.router.lifespan_context(app):
            yield

    outer = Starlette(routes=[Mount(BELOW, app)], lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(outer, port=0, log_level="warning"))
    thread = Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    visitor = Visitor(profile.new_page(), f"http://127.0.0.1:{port}{BELOW}")
    yield visitor
    visitor.page.close()
    visitor.api.close()
    server.should_exit = True
    thread.join()
    assert visitor.complaints == []


def test_the_page_works_below_a_path(below: Visitor) -> None:
    below.open("?update=5")
    assert below.page.url.startswith(f"{below.server}/?")
    below.press("Shift+ArrowRight")
    below.wait(lambda: below.update() == 6)
    below.page.click("#pseudocode button.code")
    below.page.locator("#program pre", has_text="import").wait_for()
    below.press("Escape")
    below.page.get_by_role("link", name="API").click()
    operation = below.page.locator(".opblock", has_text="/api/limits")
    operation.locator(".opblock-summary").click()
    operation.locator(".execute").click()
    answered = operation.locator(".live-responses-table .response-col_status", has_text="200")
    answered.wait_for()
    below.page.get_by_role("link", name="Unrolled").click()
    below.page.wait_for_selector("[data-track=hidden] .js-plotly-plot", state="attached")
