"""The page at its limits: the shortest and longest windows, exploded runs, small screens, hours."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession

from ..conftest import ALL, Visitor
from ..score.test_tracks import drawn
from .test_layout import resize

pytestmark = pytest.mark.browser

RUNS = [
    "batch=4&cell=lstm&bi=1",
    *(
        pytest.param(one, marks=pytest.mark.thorough)
        for one in (
            "f=relu&rate=1000&update=60",
            "k=60&type=many_to_many",
            "k=1&type=one_to_one",
            "m=1",
            "m=64",
        )
    ),
]

# Pairs of boxes that lie over each other by more than a pixel, as they are seen: of what scrolls
# only what is in its window. In one column the page is at its end, where the player lies below all.
OVERLAPS = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const name = one => one.id || one.dataset.track || one.className || one.localName;
    const seen = (selector, window) => [...document.querySelectorAll(selector)].flatMap(one => {
        if (!one.checkVisibility()) return [];
        const { left, top, right, bottom } = one.getBoundingClientRect();
        const clip = window && innerWidth >= 760
            ? document.querySelector(window).getBoundingClientRect()
            : { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
        const box = {
            name: name(one),
            left: Math.max(left, clip.left), top: Math.max(top, clip.top),
            right: Math.min(right, clip.right), bottom: Math.min(bottom, clip.bottom),
        };
        return box.right > box.left && box.bottom > box.top ? [box] : [];
    });
    const pairs = boxes => boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap(b => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return wide > 1 && high > 1 ? [`${a.name} / ${b.name}: ${wide} x ${high}`] : [];
    }));
    const page = [
        ...seen("#top"), ...seen("#config"), ...seen("#player"),
        ...seen(".track, .shelf", "#score"), ...seen("#side > section", "#side"),
    ];
    const heads = [...document.querySelectorAll(".track:not([hidden])")].flatMap(track => {
        const within = `[data-track=${track.dataset.track}]`;
        return pairs(seen(`${within} .track-head > :not(.track-buttons), ${within} .track-plot`))
            .map(pair => `${track.dataset.track}: ${pair}`);
    });
    const wide = document.documentElement.scrollWidth - innerWidth;
    return [...pairs(page), ...heads, ...(wide > 0 ? [`page: ${wide} too wide`] : [])];
}"""


@pytest.mark.parametrize("query", RUNS)
def test_nothing_complains_and_nothing_overlaps(visitor: Visitor, query: str) -> None:
    visitor.open(f"?{query}&tracks={ALL}")
    drawn(visitor)
    for width in (1440, 1024, 390):
        resize(visitor, width)
        assert visitor.page.evaluate(OVERLAPS) == [], f"at {width} px"
    assert not visitor.page.locator("#config form").is_visible()
    resize(visitor, 1440)
    visitor.press("ArrowLeft", "ArrowLeft")
    visitor.page.focus("[data-track=grad_hidden] .track-plot")
    visitor.press("Enter")
    visitor.page.wait_for_selector("#inspector .inspect:not([data-stale]) output")
    visitor.press("Shift+ArrowRight")
    drawn(visitor)
    assert visitor.page.evaluate(OVERLAPS) == []
    if "rate=1000" in query:
        assert visitor.frame(61)["first_nonfinite"] is not None


# Animation frames as fast as they can be drawn, and with each the next update is due.
FAST = """() => {
    let now = performance.now();
    let queue = new Map(), id = 0;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
        const due = queue;
        queue = new Map();
        now += 70;
        for (const callback of due.values()) callback(now);
    };
    window.requestAnimationFrame = callback => {
        if (queue.size === 0) channel.port2.postMessage(0);
        queue.set(++id, callback);
        return id;
    };
    window.cancelAnimationFrame = one => queue.delete(one);
}"""
MEGABYTE = 2**20


def heap(session: CDPSession) -> float:
    """Bytes that cannot be given back."""
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return next(float(m["value"]) for m in metrics if m["name"] == "JSHeapUsedSize")


@pytest.mark.thorough
def test_hours_of_play_take_no_more_memory(visitor: Visitor) -> None:
    visitor.page.add_init_script(f"({FAST})()")
    visitor.open("?k=2&m=2&tracks=hidden&hide=side,config&speed=2x")
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Performance.enable")
    visitor.page.keyboard.press("Space")
    visitor.wait(lambda: visitor.update() >= 700, 180)  # as many frames as are kept
    early = heap(session)
    visitor.wait(lambda: visitor.update() >= 1500, 180)
    assert heap(session) - early < 4 * MEGABYTE
