"""What axe-core finds in the page: nothing, in both languages and themes, whatever is open."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..conftest import ALL, Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser


def run_menu(visitor: Visitor) -> None:
    visitor.page.click("#runs > button")
    visitor.page.wait_for_selector("#runs-menu [aria-current=true]")


def inspection(visitor: Visitor) -> None:
    visitor.page.focus("[data-track=hidden] .track-plot")
    visitor.press("Enter")
    visitor.page.wait_for_selector("#inspector .inspect:not([data-stale]) output")


def cell(visitor: Visitor) -> None:
    visitor.page.click(".open-cell")
    visitor.page.wait_for_selector("#cell-panel .wiring")


def keyboard_help(visitor: Visitor) -> None:
    visitor.press("?")
    visitor.page.wait_for_selector("#keys[open]")


def own_data(visitor: Visitor) -> None:
    visitor.page.click("button.own-data")
    visitor.page.click("#own-data .own-examples button")
    visitor.page.wait_for_selector("#own-data .own-panel path", state="attached")


OPEN: dict[str, tuple[str, Callable[[Visitor], None]]] = {
    "nothing": ("", Visitor.settle),
    "runs": ("", run_menu),
    "inspection": ("&cell=lstm", inspection),
    "tracks": (f"&cell=gru&tracks={ALL}", Visitor.settle),
    "cell": ("&cell=lstm", cell),
    "keys": ("", keyboard_help),
    "own data": ("", own_data),
}


def found(visitor: Visitor) -> list[str]:
    """Every violation: the rule, and where it is broken."""
    violations = Axe().run(visitor.page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:150]} {node['failureSummary'][:250]}"
        for rule in violations
        for node in rule["nodes"]
    ]


# The page as it opens in all four, every other state in one language and theme.
LANGUAGES, THEMES = ("en", "zh-Hans"), ("light", "dark")
CASES = [
    *(("nothing", lang, theme) for lang in LANGUAGES for theme in THEMES),
    ("runs", "en", "dark"),
    ("inspection", "en", "light"),
    ("tracks", "zh-Hans", "dark"),
    ("cell", "en", "dark"),
    ("keys", "zh-Hans", "light"),
    ("own data", "en", "light"),
    ("own data", "zh-Hans", "dark"),
]


KEPT = (
    ("nothing", "en", "light"),
    ("nothing", "zh-Hans", "dark"),
    ("inspection", "en", "light"),
    ("tracks", "zh-Hans", "dark"),
)


@pytest.mark.parametrize(("what", "lang", "theme"), sparing(CASES, lambda one: one in KEPT))
def test_axe_finds_nothing(visitor: Visitor, what: str, lang: str, theme: str) -> None:
    query, act = OPEN[what]
    visitor.open(f"?lang={lang}&theme={theme}{query}")
    act(visitor)
    visitor.page.wait_for_timeout(400)  # what fades in has its colours
    assert found(visitor) == []
