"""Forks on the page: what is on screen is the server's, before a fork and after."""

import pytest

from ..conftest import Visitor
from .runs import edit, fork, hidden, make, of_frame, reach, shown

pytestmark = pytest.mark.browser


def test_a_fork_from_here_has_its_parents_numbers_before_and_others_after(visitor: Visitor) -> None:
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_a_refused_fork_says_so_beside_its_control(visitor: Visitor) -> None:
    visitor.open("?seed=106&update=40&from=here")
    edit(visitor, "k", "400")
    refusal = visitor.page.locator("#field-k-refusal")
    refusal.wait_for(state="visible")
    assert refusal.inner_text().startswith("Unrolled steps must be a whole number")
    assert shown(visitor) is None


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
