"""Changes that come quicker than the page has finished with the last one."""

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser

HOLD_RUNS = """() => {
    const { fetch } = window;
    window.fetch = async (path, options) => {
        if (path === "api/runs") await new Promise((go) => Object.assign(window, { go }));
        return fetch(path, options);
    };
}"""
TYPE_AND_GO = """(seed) => {
    seed.value = "12";
    seed.dispatchEvent(new Event("input"));
    window.go();
    window.go = null;
}"""


@pytest.mark.thorough
def test_turning_the_graph_there_and_back_at_once_leaves_it_drawn(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.evaluate("document.querySelectorAll('.views button').forEach(b => b.click())")
    visitor.settle()
    assert visitor.page.locator(".edges .scatterlayer").is_visible()
    assert not visitor.page.locator("[data-track=graph] canvas").is_visible()


def test_what_is_typed_while_an_answer_is_under_way_stays(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.evaluate(HOLD_RUNS)
    seed = visitor.page.locator("#field-seed")
    seed.fill("1")
    visitor.until("!!window.go")
    seed.evaluate(TYPE_AND_GO)
    visitor.until("!!window.go")  # whether or not the first answer came before that
    assert seed.input_value() == "12"
    visitor.page.evaluate("window.go()")
    visitor.wait(lambda: visitor.page.url.endswith("seed=12"))
    assert seed.input_value() == "12"


def test_what_is_edited_while_another_task_is_on_its_way_goes_with_that_task(
    visitor: Visitor,
) -> None:
    """Whole sequences are another schedule than that of the run that is still on screen."""
    visitor.open()
    visitor.page.evaluate(HOLD_RUNS)
    visitor.page.select_option("#field-task", "binary_addition")
    visitor.until("!!window.go")
    visitor.page.locator("#field-seed").evaluate(TYPE_AND_GO)
    visitor.until("!!window.go")
    visitor.page.evaluate("window.go()")
    visitor.wait(lambda: "seed=12" in visitor.page.url)
    config = visitor.run()["config"]
    assert (config["task"]["name"], config["seed"]) == ("binary_addition", 12)
