"""What the page costs in headless Chromium: `python -m tests.benchmarks.page`.

Script time is the time inside animation-frame callbacks and event handlers, in which Plotly draws
synchronously; the browser's own painting comes after it.
"""

from collections.abc import Sequence
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from ..browser.chromium import find
from ..server import serve

QUERIES = ("?k=12&m=8", "?k=50&m=32")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

# Notes the moment of the first drawn frame, and what every animation frame costs.
WATCH = """
window.costs = [];
const ask = window.requestAnimationFrame.bind(window);
let open = 0, spent = 0;
window.requestAnimationFrame = callback => ask(now => {
    if (open !== now) { if (spent) window.costs.push(spent); open = now; spent = 0; }
    const start = performance.now();
    callback(now);
    spent += performance.now() - start;
});
const look = () => {
    const plots = document.querySelectorAll("[data-track] .js-plotly-plot");
    if (plots.length >= 5) window.first = performance.now();
    else ask(look);
};
ask(look);
"""

MOVE = """moves => {
    const body = document.querySelector("#score");
    const plots = document.querySelector("[data-track=hidden]").getBoundingClientRect();
    const costs = [];
    for (let i = 0; i < moves; i++) {
        const x = plots.left + 100 + (plots.width - 120) * i / moves, y = plots.top + 60;
        const target = document.elementFromPoint(x, y);
        const start = performance.now();
        target.dispatchEvent(new PointerEvent("pointermove",
            { bubbles: true, clientX: x, clientY: y, pointerType: "mouse" }));
        body.offsetTop;
        costs.push(performance.now() - start);
    }
    return costs;
}"""

PLAY = """() => new Promise(done => {
    const shown = () => document.querySelector("#player .update").textContent;
    const before = shown(), start = performance.now();
    document.querySelector("#player .play").click();
    const look = () => shown() === before ? setTimeout(look, 1) : done(performance.now() - start);
    look();
})"""


def visit(browser: Browser, url: str, query: str = "") -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(f"{url}/{query}")
    while not page.evaluate("window.first"):  # wait_for_function needs eval, which the page forbids
        page.wait_for_timeout(20)
    page.wait_for_timeout(1000)
    return page


def draw_cost(page: Page, seconds: float) -> list[float]:
    """Script time of the animation frames that drew something, while the page plays."""
    page.evaluate("window.costs.length = 0")
    page.wait_for_timeout(seconds * 1000)
    costs: list[float] = page.evaluate("window.costs.filter(cost => cost > 2)")
    return costs


def main(
    visits: int = 7, moves: int = 60, queries: Sequence[str] = QUERIES, seconds: float = 4
) -> None:
    """`visits` to the page; with each of `queries`, `moves` of the cursor and `seconds` of play."""
    path = find()
    with serve("--port", "0") as (_, url), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        visit(browser, url).close()  # warms the server
        firsts, plays = [], []
        for _ in range(visits):
            page = visit(browser, url)
            firsts.append(page.evaluate("window.first"))
            plays.append(page.evaluate(PLAY))
            page.context.close()
        row("first frame drawn after navigation", firsts)
        row("first animated update after play", plays)
        for query in queries:
            page = visit(browser, url, query)
            row(f"cursor move {query}", page.evaluate(MOVE, moves))
            page.evaluate(PLAY)
            row(f"one update into all tracks {query}", draw_cost(page, seconds))
            page.context.close()
        browser.close()


def row(what: str, times: list[float]) -> None:
    middle, worst = (median(times), max(times)) if times else (0.0, 0.0)
    print(f"{what:45} median {middle:7.1f} ms   worst {worst:7.1f} ms   n {len(times)}")


if __name__ == "__main__":
    main()
