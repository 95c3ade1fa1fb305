"""What tests of forks and of the run menu do."""

import re
from typing import Any

from playwright.sync_api import Locator

from ..conftest import Visitor

Json = dict[str, Any]


def make(visitor: Visitor, **config: Any) -> str:
    run = visitor.api.post("/api/runs", json={"task": {"name": "sunspots"}, **config}).json()
    return str(run["id"])


def fork(visitor: Visitor, parent: str, update: int, **asked: Any) -> str:
    body = {"update": update, **asked}
    return str(visitor.api.post(f"/api/runs/{parent}/forks", json=body).json()["id"])


def frame(visitor: Visitor, run: str, update: int) -> Json:
    answer: Json = visitor.api.get(f"/api/runs/{run}/frames/{update}").json()
    return answer


def shown(visitor: Visitor) -> str | None:
    """The run that the address names by its id."""
    found = re.search(r"run=([0-9a-f]{16})", visitor.page.url)
    return found and found[1]


def reach(visitor: Visitor, run: str | None) -> None:
    visitor.wait(lambda: shown(visitor) == run)
    visitor.settle()


def edit(visitor: Visitor, control: str, value: str) -> None:
    """As a reader does: type, then leave the field."""
    visitor.page.fill(f"#field-{control}", value)
    visitor.page.locator(f"#field-{control}").blur()


def hidden(visitor: Visitor) -> Any:
    return visitor.trace("hidden", "hidden")["z"]


def of_frame(visitor: Visitor, run: str, update: int) -> list[Any]:
    return [step[0] for step in frame(visitor, run, update)["hidden"]]


def open_menu(visitor: Visitor) -> None:
    with visitor.page.expect_response(lambda answer: "/api/runs?limit" in answer.url):
        visitor.page.click(".runs-button")
    visitor.page.wait_for_selector("#runs-menu [aria-current=true]")


def key(visitor: Visitor, run: str, what: str) -> Locator:
    return visitor.page.locator(f'#runs-menu [data-key="{run}:{what}"]')


def row(visitor: Visitor, run: str) -> Locator:
    return key(visitor, run, "open").locator("xpath=..")
