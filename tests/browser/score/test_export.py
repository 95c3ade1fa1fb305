"""What leaves the page: images of tracks, programs, and a page that needs no server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page
from unrolled.figures import TRACKS
from unrolled.figures.palette import PALETTE, Theme

from ..conftest import ALL, Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser
CASES: list[dict[str, Any]] = [
    {"task": {"name": "sunspots"}},
    {"task": {"name": "sine"}, "cell": "lstm", "bidirectional": True, "hidden_size": 3},
]


@pytest.fixture(scope="module")
def offline(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a network."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    yield context
    context.close()


def shown(page: Page, track: str) -> list[dict[str, Any]]:
    """The traces that Plotly holds for a track of the file."""
    found: list[dict[str, Any]] = page.evaluate(
        """track => document.querySelector(`[data-track=${track}]`).data
            .map(({ name, y, z }) => ({ name, y, z }))""",
        track,
    )
    return found


@pytest.mark.parametrize("config", sparing(CASES, lambda one: "cell" in one), ids=str)
def test_a_page_shows_every_update_without_a_server(
    visitor: Visitor, offline: BrowserContext, tmp_path: Path, config: dict[str, Any]
) -> None:
    run = visitor.api.post("/api/runs", json=config).json()
    url = f"/api/runs/{run['id']}"
    answer = visitor.api.get(f"{url}/export?format=html&update=3&to=9&every=3")
    assert answer.status_code == 200
    path = tmp_path / "recording.html"
    path.write_bytes(answer.content)

    page, complaints, requests = offline.new_page(), [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    drawn = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map(e => e.dataset.track)"
    )
    there = set(visitor.api.get(f"{url}/figures").json()) - {"forecast"}
    assert there == set(TRACKS)
    empty = {"gates"} if run["config"]["cell"] == "rnn" else {"activation"}
    assert set(drawn) - {"forecast"} == there - empty
    for i, update in enumerate((3, 6, 9)):
        page.locator("input").evaluate(
            "(range, i) => { range.value = i; range.dispatchEvent(new Event('input')); }", i
        )
        frame = visitor.api.get(f"{url}/frames/{update}").json()
        assert f"update {update} · loss {frame['loss']:.6g}" == page.inner_text("output")
        for name in ("hidden", "grad_hidden"):
            (heatmap,) = [one for one in shown(page, name) if one["name"] == name]
            expected = [state[0] for state in frame[name]]
            np.testing.assert_array_equal(np.array(heatmap["z"]), np.array(expected))
        stems = next(one for one in shown(page, "norms") if one["name"] == "norm")
        assert stems["y"] == [one[0] for one in frame["grad_hidden_norm"]]
    assert complaints == []
    assert [one for one in requests if not one.startswith(("file:", "data:", "blob:"))] == []
    page.close()


def image(visitor: Visitor, track: str, kind: str) -> Download:
    """What the button of a track saves."""
    section = visitor.page.locator(f"[data-track={track}]")
    section.hover()
    section.locator(".image-button").click()
    with visitor.page.expect_download() as download:
        section.locator(f"[data-format={kind}]").click()
    return download.value


@pytest.mark.thorough
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_track_is_saved_as_an_image(visitor: Visitor, theme: Theme) -> None:
    visitor.open(f"?task=sunspots&cell=gru&update=5&tracks={ALL}&theme={theme}")
    red, green, blue = bytes.fromhex(str(PALETTE[theme]["paper"]).removeprefix("#"))
    for track in ALL.split(","):
        saved = image(visitor, track, "svg")
        assert saved.suggested_filename == f"sunspots_5_{track}.svg"
        text = Path(saved.path()).read_text("utf-8")
        root = ElementTree.fromstring(text)
        words = "".join(root.itertext())
        title = visitor.text(f"#track-{track}")
        assert f"{title} · Sunspots, update 5" in words
        ground = root.find("{http://www.w3.org/2000/svg}rect")
        assert ground is not None
        assert f"fill: rgb({red}, {green}, {blue})" in ground.get("style", ""), track


@pytest.mark.thorough
def test_a_png_is_twice_as_sharp(visitor: Visitor) -> None:
    visitor.open("?task=sunspots&update=5")
    saved = image(visitor, "hidden", "png")
    data = Path(saved.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    run = visitor.run()
    layout = visitor.api.get(f"/api/runs/{run['id']}/figures/hidden?update=5").json()["layout"]
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    assert (width, height) == (2 * layout["width"], 2 * layout["height"])


def test_the_dialog_has_every_program_and_the_page(visitor: Visitor) -> None:
    visitor.open("?task=sunspots&update=61")
    visitor.page.click("#pseudocode button.code")
    code = visitor.page.locator("#program pre")
    for name, library in (("keras", "import keras"), ("numpy", "import numpy")):
        visitor.page.select_option("#program select", name)
        visitor.until(f"document.querySelector('#program pre').textContent.includes('{library}')")
        assert "k = 12" in code.inner_text()
    links = visitor.page.locator(".program-pages a")
    with visitor.page.expect_download() as download:
        links.nth(1).click()
    text = Path(download.value.path()).read_text("utf-8")
    start = text.index(">", text.index('id="recording"')) + 1
    recording = json.loads(text[start : text.index("</script>", start)])
    updates = [one["update"] for one in recording["updates"]]
    assert (updates[-1], updates[1] - updates[0]) == (61, 3)
    assert len(updates) == 21
