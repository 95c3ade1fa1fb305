"""Tasks on the page: sequences that differ in length, another task."""

from functools import partial

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser


def columns(visitor: Visitor) -> list[str]:
    """What the ruler calls the steps."""
    return [text for text in visitor.page.locator(".ruler-column small").all_inner_texts() if text]


def shows(visitor: Visitor, update: int) -> bool:
    return visitor.update() == update


def test_each_sentence_has_as_many_columns_as_words(visitor: Visitor) -> None:
    visitor.open("?task=sentiment&update=3")
    lengths = set()
    for update in range(3, 7):
        visitor.wait(partial(shows, visitor, update))
        visitor.settle()
        frame = visitor.frame(update)
        words = frame["tokens"]["inputs"][0]
        assert columns(visitor) == words
        hidden = visitor.trace("hidden", "hidden")["z"]
        assert hidden == [step[0] for step in frame["hidden"]]
        assert len(hidden) == len(words)
        lengths.add(len(words))
        visitor.press("Shift+ArrowRight")
    assert len(lengths) > 1


def test_another_task_and_back(visitor: Visitor) -> None:
    visitor.open("?m=5")
    visitor.page.select_option("#field-task", "language")
    visitor.wait(lambda: "task=language" in visitor.page.url)
    visitor.settle()
    run = visitor.run()["config"]
    assert (run["hidden_size"], run["loss"]) == (5, "cross_entropy")
    counts = visitor.frame(1)["picture"]["counts"]
    plot = "document.querySelector('#results .js-plotly-plot')"
    shown = f"Array.from({plot}?.data[0].z ?? [], row => [...row])"
    visitor.wait(lambda: visitor.page.evaluate(shown) == counts)
    visitor.page.go_back()
    visitor.wait(lambda: "task" not in visitor.page.url)
    visitor.settle()
    assert visitor.run()["config"]["task"]["name"] == "sunspots"


def test_k_says_how_long_the_sequences_are(visitor: Visitor) -> None:
    visitor.open("?task=adding")
    visitor.page.fill("#field-k", "7")
    visitor.page.keyboard.press("Tab")
    visitor.wait(lambda: "k=7" in visitor.page.url)
    visitor.settle()
    assert len(visitor.frame(1)["inputs"]) == 7
    assert visitor.run()["steps"] == 7
