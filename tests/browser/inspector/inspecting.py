"""What tests of the inspector share: its panel, and clicks on the tracks."""

import re
from typing import Any

from ..conftest import Visitor

Json = dict[str, Any]
PANEL = "#inspector .inspect:first-child"


def plain(text: str) -> float:
    """A number as the page writes it."""
    return float(text.strip().removeprefix("=").replace("−", "-"))


def settled(visitor: Visitor) -> None:
    visitor.settle()
    visitor.page.wait_for_selector(f"{PANEL}:not([data-stale])")


def click(visitor: Visitor, track: str, t: int, unit: int | None = None, height: float = 0) -> None:
    """In a column; in a unit's row, or at a share of the track's height."""
    plot = visitor.page.locator(f"[data-track={track}] .track-plot").bounding_box()
    assert plot
    column = (plot["width"] - 70) / 13
    share = height if unit is None else (unit - 0.5) / 8
    y = plot["y"] + 3 + (plot["height"] - 6) * share
    visitor.page.mouse.click(plot["x"] + 56 + (t + 0.5) * column, y)
    settled(visitor)


def result(visitor: Visitor) -> float:
    return plain(visitor.text(f"{PANEL} output"))


def run_id(visitor: Visitor) -> str:
    found = re.search(r"run=([0-9a-f]{16})", visitor.page.url)
    return found[1] if found else str(visitor.run()["id"])


def of_run(visitor: Visitor, run: str, update: int) -> Json:
    answer: Json = visitor.api.get(f"/api/runs/{run}/frames/{update}").json()
    return answer


def choose(visitor: Visitor, what: str, **numbers: int) -> None:
    visitor.page.select_option(f"{PANEL} select >> nth=0", what)
    for label, value in numbers.items():
        visitor.page.locator(f"{PANEL} label:has(span:text-is('{label}')) input").fill(str(value))
    settled(visitor)
