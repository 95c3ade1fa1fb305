"""Forks and the run menu: what is on screen is the server's, and what is done there happens."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator

from .conftest import Visitor

pytestmark = pytest.mark.browser

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


def test_a_fork_from_here_has_its_parents_numbers_before_and_others_after(
    visitor: Visitor,
) -> None:
    visitor.open("?seed=101&rate=0.1&update=120")
    parent = visitor.run()["id"]
    visitor.page.click("text=from here on")
    assert visitor.page.locator("#field-m").is_disabled()
    assert visitor.page.locator(".field:has(#field-task)").get_attribute("title")
    assert visitor.page.locator("#field-k").is_enabled()
    visitor.wait(lambda: "from=here" in visitor.page.url)

    edit(visitor, "rate", "0.5")
    visitor.wait(lambda: shown(visitor) is not None)
    visitor.settle()
    run = str(shown(visitor))
    assert "seed" not in visitor.page.url
    assert visitor.update() == 120
    assert visitor.text("#notice p").endswith("at update 120.")
    told = visitor.api.get(f"/api/runs/{run}").json()
    edits = {"optimizer": {"learning_rate": 0.5}}
    assert told["fork"] == {"parent": parent, "update": 120, "edits": edits}

    assert hidden(visitor) == of_frame(visitor, parent, 120)  # made before the first other step
    visitor.press("Shift+ArrowLeft")
    assert hidden(visitor) == of_frame(visitor, parent, 119) == of_frame(visitor, run, 119)
    assert visitor.page.input_value("#field-rate") == "0.1"
    visitor.press("Shift+ArrowRight", "Shift+ArrowRight")
    assert visitor.update() == 121
    assert visitor.page.input_value("#field-rate") == "0.5"
    assert hidden(visitor) == of_frame(visitor, run, 121)
    assert hidden(visitor) != of_frame(visitor, parent, 121)


def test_before_a_fork_to_another_k_the_parents_columns_are_drawn(visitor: Visitor) -> None:
    parent = make(visitor, seed=102)
    run = fork(visitor, parent, 50, edits={"schedule": {"k": 5}})
    visitor.open(f"?run={run}&update=50")

    def columns() -> tuple[int, int, str]:
        ruler = visitor.page.locator(".ruler-column").all_inner_texts()
        return len(hidden(visitor)), len(ruler) - 1, visitor.page.input_value("#field-k")

    assert columns() == (5, 5, "5")
    visitor.press("Shift+ArrowLeft")
    assert columns() == (12, 12, "12")
    assert hidden(visitor) == of_frame(visitor, parent, 49)
    visitor.press("ArrowRight", "ArrowRight")
    assert visitor.update() == 50
    visitor.press("Shift+ArrowRight")
    assert columns() == (5, 5, "5")


def test_second_thoughts_about_a_fork_do_not_make_the_tree_deeper(visitor: Visitor) -> None:
    visitor.open("?seed=103&rate=0.1&update=30&from=here")
    parent = visitor.run()["id"]
    edit(visitor, "rate", "0.5")
    visitor.wait(lambda: shown(visitor) is not None)
    first = shown(visitor)
    edit(visitor, "clip", "2")
    visitor.wait(lambda: shown(visitor) != first)
    visitor.settle()
    told = visitor.api.get(f"/api/runs/{shown(visitor)}").json()["fork"]
    assert told["parent"] == parent
    assert told["edits"] == {"optimizer": {"learning_rate": 0.5, "clip_norm": 2.0}}
    edit(visitor, "clip", "")
    reach(visitor, first)
    edit(visitor, "rate", "0.1")
    reach(visitor, None)
    assert visitor.run()["id"] == parent


def test_a_slider_makes_one_fork_when_it_is_let_go(visitor: Visitor) -> None:
    visitor.open("?seed=104&update=30&from=here")
    posted: list[str] = []
    visitor.page.on(
        "request", lambda asked: posted.append(asked.url) if asked.method == "POST" else None
    )
    slider = visitor.page.locator(".field:has(#field-rate) input[type=range]")
    slider.evaluate(
        """slider => {
            for (const place of [-2, -1.5, -0.5]) {
                slider.value = place;
                slider.dispatchEvent(new Event("input"));
            }
            slider.dispatchEvent(new Event("change"));
        }"""
    )
    visitor.wait(lambda: shown(visitor) is not None)
    visitor.settle()
    assert len(posted) == 1
    assert visitor.page.input_value("#field-rate") == "0.32"


def test_undo_and_the_back_button_go_to_the_parent(visitor: Visitor) -> None:
    visitor.open("?seed=105&rate=0.1&update=40&from=here")
    edit(visitor, "rate", "0.3")
    visitor.wait(lambda: shown(visitor) is not None)
    visitor.settle()
    run = shown(visitor)
    visitor.page.click("#notice >> text=Undo")
    reach(visitor, None)
    assert "seed=105" in visitor.page.url
    assert not visitor.page.locator("#notice.shown").is_visible()
    assert visitor.page.input_value("#field-rate") == "0.1"
    visitor.page.go_back()
    reach(visitor, run)
    visitor.wait(lambda: visitor.page.input_value("#field-rate") == "0.3")
    visitor.page.go_back()
    reach(visitor, None)
    visitor.wait(lambda: visitor.page.input_value("#field-rate") == "0.1")
    assert visitor.update() == 40


def test_a_refused_fork_says_so_beside_its_control(visitor: Visitor) -> None:
    visitor.open("?seed=106&update=40&from=here")
    edit(visitor, "k", "400")
    refusal = visitor.page.locator("#field-k-refusal")
    refusal.wait_for(state="visible")
    assert refusal.inner_text().startswith("schedule.k must be a whole number")
    assert shown(visitor) is None


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


def test_a_link_opens_a_fork(visitor: Visitor) -> None:
    root = make(visitor, seed=115)
    run = fork(visitor, root, 20, edits={"optimizer": {"name": "adam"}}, name="With Adam")
    visitor.open(f"?run={run}&update=22&view=compressed")
    assert visitor.update() == 22
    assert visitor.text(".runs-label") == "With Adam"
    assert visitor.page.input_value("#field-opt") == "adam"
    assert hidden(visitor) == of_frame(visitor, run, 22)
    assert not visitor.page.locator("#notice.shown").is_visible()
    visitor.press("Shift+ArrowLeft")
    visitor.wait(lambda: visitor.page.url.endswith(f"?run={run}&update=21&view=compressed"))
    visitor.open(f"?run={root}")
    visitor.wait(lambda: visitor.page.url.endswith("?seed=115"))  # a root goes by its config


def test_an_unknown_run_is_said_and_the_default_is_shown(visitor: Visitor) -> None:
    visitor.open("?run=0123456789abcdef&update=3")
    notice = visitor.text("#notice p")
    assert notice.startswith("There is no such run")
    assert notice.endswith("The default run is shown instead.")
    assert visitor.update() == 3
    assert visitor.page.input_value("#field-seed") == "0"
    visitor.wait(lambda: visitor.page.url.endswith("/?update=3"))


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


def test_more_runs_are_shown_on_demand(visitor: Visitor) -> None:
    root = make(visitor, seed=117)
    oldest = fork(visitor, root, 1, edits={"optimizer": {"learning_rate": 0.2}})
    for update in range(2, 130):
        fork(visitor, root, update, edits={"optimizer": {"learning_rate": 0.2}})
    visitor.open("?seed=117")
    open_menu(visitor)
    visitor.wait(lambda: visitor.page.locator("#runs-menu .run-row").count() == 101)
    assert row(visitor, oldest).count() == 0
    visitor.page.click("text=Show more")
    row(visitor, oldest).wait_for()
    assert row(visitor, root).count() == 1


def test_where_runs_cannot_be_kept_it_is_said_once(visitor: Visitor) -> None:
    sentence = (
        "Runs cannot be kept in /data/runs.sqlite3: the disk is full."
        " They are kept in memory, until this server ends."
    )

    def told(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "notice": sentence})

    visitor.page.route("**/api/runs", told)
    visitor.open("?lang=zh-Hans&seed=118")
    warning = visitor.page.locator("#notice.warning p")
    assert warning.inner_text().startswith("训练无法保存到 /data/runs.sqlite3：磁盘已满。")
    visitor.page.click("#notice button")
    visitor.page.fill("#field-seed", "119")
    visitor.wait(lambda: "seed=119" in visitor.page.url)
    visitor.settle()
    assert warning.count() == 0


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
