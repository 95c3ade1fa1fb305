"""The run menu: it shows what the server keeps, and what is done there happens."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from ..conftest import Visitor
from .runs import fork, hidden, key, make, of_frame, open_menu, reach, row, shown

pytestmark = pytest.mark.browser


def test_the_menu_shows_the_tree_and_opens_a_run_at_the_present_update(visitor: Visitor) -> None:
    root = make(visitor, seed=107)
    other = make(visitor, seed=108, hidden_size=5)
    child = fork(visitor, root, 20, edits={"optimizer": {"learning_rate": 0.01}})
    weight = {"name": "W_h", "index": [0, 1], "value": 0.5}
    grandchild = fork(visitor, child, 30, edits={"params": [weight]})
    visitor.open(f"?run={child}&update=25")
    open_menu(visitor)
    tree = visitor.page.locator("#runs-menu > div > ul").first
    assert tree.locator("> li").count() == 1
    assert (
        tree.locator("> li > ul > li > ul > li .run-open").get_attribute("data-key")
        == f"{grandchild}:open"
    )
    assert "from 20: learning rate 0.01" in row(visitor, child).inner_text()
    assert "from 30: W_h[0,1] = 0.5" in row(visitor, grandchild).inner_text()
    current = visitor.page.locator("#runs-menu [aria-current]")
    assert current.count() == 1
    assert current.get_attribute("data-key") == f"{child}:open"
    assert current.evaluate("one => one === document.activeElement")
    assert "m\u00a0=\u00a05" in row(visitor, other).inner_text()

    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    reach(visitor, grandchild)
    assert visitor.update() == 25
    assert not visitor.page.locator("#runs-menu").is_visible()
    assert visitor.page.evaluate("document.activeElement.className") == "runs-button"
    open_menu(visitor)
    key(visitor, root, "open").click()
    visitor.wait(lambda: "seed=107" in visitor.page.url)
    assert shown(visitor) is None
    visitor.settle()
    assert hidden(visitor) == of_frame(visitor, root, 25)


@pytest.mark.thorough
def test_escape_closes_the_menu_and_gives_the_focus_back(visitor: Visitor) -> None:
    visitor.open("?seed=109&update=7")
    visitor.page.focus(".runs-button")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#runs-menu [aria-current=true]:focus")
    visitor.press("ArrowRight", "v", "End")  # keys of the menu, not of the page
    assert visitor.update() == 7
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_selector("#runs-menu", state="hidden")
    assert visitor.page.evaluate("document.activeElement.className") == "runs-button"


def name_of(visitor: Visitor, run: str) -> str | None:
    name: str | None = visitor.api.get(f"/api/runs/{run}").json()["name"]
    return name


def test_rename_in_place(visitor: Visitor) -> None:
    visitor.open("?seed=110")
    run = visitor.run()["id"]
    open_menu(visitor)
    key(visitor, run, "rename").click()
    field = key(visitor, run, "name")
    assert field.evaluate("one => one === document.activeElement")
    visitor.page.keyboard.type("Not this")
    visitor.page.keyboard.press("Escape")
    assert field.count() == 0
    assert visitor.page.locator("#runs-menu").is_visible()
    assert name_of(visitor, run) is None

    visitor.page.keyboard.press("Enter")  # the pencil has the focus again
    visitor.page.keyboard.type(" Slow & steady ")
    visitor.page.keyboard.press("Enter")
    visitor.wait(lambda: visitor.text(".runs-label") == "Slow & steady")
    assert name_of(visitor, run) == "Slow & steady"
    visitor.wait(lambda: "Slow & steady" in row(visitor, run).inner_text())

    key(visitor, run, "rename").click()
    visitor.page.keyboard.press("Delete")  # the old name is selected
    visitor.page.keyboard.press("Enter")
    visitor.wait(lambda: name_of(visitor, run) is None)
    visitor.wait(lambda: visitor.text(".runs-label").startswith("Sunspots"))


def test_delete_asks_once_and_a_run_with_forks_stays(visitor: Visitor) -> None:
    root = make(visitor, seed=111)
    child = fork(visitor, root, 20, edits={"optimizer": {"learning_rate": 0.01}})
    visitor.open("?seed=112")
    present = visitor.run()["id"]
    open_menu(visitor)
    bin_of = partial(key, visitor, what="delete")
    assert bin_of(present).is_disabled()
    assert "cannot be deleted" in str(bin_of(present).get_attribute("title"))

    bin_of(root).click()
    assert bin_of(root).inner_text() == "Delete"
    visitor.page.keyboard.press("Escape")
    assert bin_of(root).inner_text() == ""
    bin_of(root).click()
    bin_of(root).click()
    refusal = visitor.page.locator("#runs-menu [role=alert]")
    refusal.wait_for()
    assert refusal.inner_text() == "This run has forks, which begin with it. Delete them first."

    visitor.api.delete(f"/api/runs/{child}")
    bin_of(root).click()
    bin_of(root).click()
    visitor.wait(lambda: row(visitor, root).count() == 0)
    assert visitor.api.get(f"/api/runs/{root}").status_code == 404
    assert refusal.count() == 0


@pytest.mark.thorough
def test_the_refusal_is_in_the_pages_language(visitor: Visitor) -> None:
    root = make(visitor, seed=113)
    fork(visitor, root, 20, edits={"schedule": {"carry_state": True}})
    visitor.open("?seed=114&lang=zh-Hans")
    open_menu(visitor)
    key(visitor, root, "delete").click()
    key(visitor, root, "delete").click()
    refusal = visitor.page.locator("#runs-menu [role=alert]")
    refusal.wait_for()
    assert refusal.inner_text() == "有分支从这次训练开始，请先删除这些分支。"


@pytest.mark.thorough
def test_back_to_a_run_that_was_deleted(visitor: Visitor) -> None:
    root = make(visitor, seed=116)
    run = fork(visitor, root, 5, edits={"optimizer": {"learning_rate": 0.2}})
    visitor.open(f"?run={run}&update=6")
    open_menu(visitor)
    key(visitor, root, "open").click()
    visitor.wait(lambda: "seed=116" in visitor.page.url)
    visitor.api.delete(f"/api/runs/{run}")
    visitor.page.go_back()
    visitor.page.wait_for_selector("#notice.warning")
    assert visitor.text("#notice p").startswith("There is no such run")
    visitor.wait(lambda: shown(visitor) is None and "seed=116" in visitor.page.url)
    assert hidden(visitor) == of_frame(visitor, root, 6)


@pytest.mark.thorough
def test_more_runs_are_shown_on_demand(visitor: Visitor) -> None:
    root = make(visitor, seed=117)
    make_fork = partial(fork, visitor, root, edits={"optimizer": {"learning_rate": 0.2}})
    oldest = make_fork(1)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make_fork, range(2, 130)))
    visitor.open("?seed=117")
    open_menu(visitor)
    visitor.wait(lambda: visitor.page.locator("#runs-menu .run-row").count() == 101)
    assert row(visitor, oldest).count() == 0
    visitor.page.click("text=Show more")
    row(visitor, oldest).wait_for()
    assert row(visitor, root).count() == 1


@pytest.mark.thorough
def test_where_runs_cannot_be_kept_it_is_said_once(visitor: Visitor) -> None:
    notice = {"code": "disk_full", "params": {"path": "/data/runs.sqlite3"}, "message": ""}

    def told(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "notice": notice})

    visitor.page.route("**/api/runs", told)
    visitor.open("?lang=zh-Hans&seed=118")
    warning = visitor.page.locator("#notice.warning p")
    assert warning.inner_text().startswith("训练无法保存到 /data/runs.sqlite3：磁盘已满。")
    visitor.page.click("#notice button")
    visitor.page.fill("#field-seed", "119")
    visitor.wait(lambda: "seed=119" in visitor.page.url)
    visitor.settle()
    assert warning.count() == 0


def test_the_link_of_an_older_version_is_followed_and_told_of(visitor: Visitor) -> None:
    root = make(visitor, seed=123)
    run, old = fork(visitor, root, 5, edits={"optimizer": {"learning_rate": 0.2}}), "0" * 16

    def moved(route: Any) -> None:
        location = route.request.url.replace(old, run)
        route.fulfill(status=307, headers={"Location": location})

    visitor.page.route(f"**/api/runs/{old}", moved)
    visitor.open(f"?run={old}&update=6")
    assert visitor.text("#notice.warning p").startswith("This link is older than this version")
    assert f"run={run}" in visitor.page.url
    assert hidden(visitor) == of_frame(visitor, run, 6)


def test_what_computes_a_run_is_told_where_it_is_not_as_usual(visitor: Visitor) -> None:
    """The address of an older version in a notice, another arithmetic in the menu."""

    def told(route: Any) -> None:
        answer = route.fetch()
        other = {"fingerprint": "0123456789abcdef", "usual": False, "kernel": "Neoversen1"}
        route.fulfill(response=answer, json={**answer.json(), "arithmetic": other})

    visitor.open("?seed=121")
    open_menu(visitor)
    assert visitor.text("#notice") == ""
    assert "0123456789abcdef" not in visitor.text("#runs-menu")
    visitor.page.route("**/api/runs", told)
    visitor.open("?seed=122")
    open_menu(visitor)
    assert "arithmetic (0123456789abcdef) than most" in visitor.text("#runs-menu")


def test_a_server_that_has_forgotten_the_run_is_told_again(visitor: Visitor) -> None:
    root = make(visitor, seed=120)
    run = fork(visitor, root, 5, edits={"optimizer": {"learning_rate": 0.2}}, name="Mine")
    visitor.open(f"?run={run}&update=6")
    visitor.api.delete(f"/api/runs/{run}")
    visitor.api.delete(f"/api/runs/{root}")
    visitor.page.keyboard.press("End")
    visitor.wait(lambda: visitor.api.get(f"/api/runs/{run}").status_code == 200)
    visitor.settle()
    assert name_of(visitor, run) == "Mine"
    visitor.press("End")
    visitor.wait(lambda: visitor.update() == 5000)
    assert hidden(visitor) == of_frame(visitor, run, 5000)
