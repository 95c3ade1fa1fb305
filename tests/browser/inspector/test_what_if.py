"""What if: an edited number or a cut edge is a fork, and undo returns."""

import pytest

from ..conftest import Visitor
from .inspecting import PANEL, choose, click, of_run, plain, result, run_id, settled

pytestmark = pytest.mark.browser


def test_an_edited_weight_is_a_fork_and_undo_returns(visitor: Visitor) -> None:
    visitor.open("?update=40&seed=301")
    parent = run_id(visitor)
    before = of_run(visitor, parent, 40)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2, column=3)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    field.fill("1.5")
    field.press("Enter")
    visitor.wait(lambda: run_id(visitor) != parent)
    settled(visitor)
    fork = run_id(visitor)
    after = of_run(visitor, fork, 40)
    edits = {"params": [{"name": "W_h", "index": [1, 2], "value": 1.5}]}
    told = visitor.api.get(f"/api/runs/{fork}").json()["fork"]
    assert told == {"parent": parent, "update": 40, "edits": edits}
    assert after["params"]["W_h"][1][2] == 1.5
    assert visitor.update() == 40
    assert result(visitor) == after["grad_params"]["W_h"][1][2]
    assert after["grad_params"]["W_h"][1][2] != before["grad_params"]["W_h"][1][2]
    assert "→" in visitor.text("#notice p")

    choose(visitor, "inputs", t=3)
    field.fill("0.25")
    field.press("Enter")
    visitor.wait(lambda: run_id(visitor) != fork)
    settled(visitor)
    both = of_run(visitor, run_id(visitor), 40)
    assert (both["inputs"][2][0][0], both["params"]["W_h"][1][2]) == (0.25, 1.5)
    assert visitor.api.get(f"/api/runs/{run_id(visitor)}").json()["fork"]["parent"] == parent

    field.press("Control+z")
    visitor.wait(lambda: run_id(visitor) == fork)
    settled(visitor)
    assert result(visitor) == before["inputs"][2][0][0]
    visitor.page.click("#inspector .undo")
    visitor.wait(lambda: run_id(visitor) == parent)
    settled(visitor)
    assert visitor.trace("hidden", "hidden")["z"] == [step[0] for step in before["hidden"]]
    assert visitor.page.locator("#inspector .undo").is_hidden()


def test_what_is_no_number_is_said_to_be_none(visitor: Visitor) -> None:
    visitor.open("?update=10&seed=303")
    run = run_id(visitor)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2, column=3)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    refusal = visitor.page.locator(f"{PANEL} .refusal")
    for text, sentence in (("abc", "Type a number."), ("-1e400", "This number is too large.")):
        field.fill(text)
        field.press("Enter")
        assert refusal.inner_text() == sentence
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == refusal.get_attribute("id")
    field.fill("0.5")
    assert refusal.is_hidden()
    assert field.get_attribute("aria-invalid") == "false"
    assert field.get_attribute("aria-describedby") is None
    assert run_id(visitor) == run


def test_a_number_is_dragged(visitor: Visitor) -> None:
    visitor.open("?update=10&seed=302")
    click(visitor, "series", 12, height=0.5)
    choose(visitor, "targets", t=12)
    field = visitor.page.locator(f"{PANEL} .number-edit")
    from_value = plain(field.input_value())
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    visitor.page.mouse.move(box["x"] + 20, box["y"] + 8)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 50, box["y"] + 8, steps=5)
    visitor.page.mouse.up()
    assert plain(field.input_value()) == pytest.approx(from_value + 0.3, abs=1e-4)
    field.press("Escape")
    assert plain(field.input_value()) == from_value


def test_scissors_cut_a_state_edge_and_mend_it(visitor: Visitor) -> None:
    visitor.open("?update=40&seed=303")
    parent = run_id(visitor)
    before = of_run(visitor, parent, 40)
    click(visitor, "grad_hidden", 5, 2)
    visitor.page.click(f"{PANEL} .cut")
    visitor.wait(lambda: run_id(visitor) != parent)
    settled(visitor)
    after = of_run(visitor, run_id(visitor), 40)
    assert after["detached"] == [t == 6 for t in range(1, 13)]
    assert after["hidden"] == before["hidden"]
    assert result(visitor) == 0
    assert "counts as 0" in visitor.text(f"{PANEL} [data-part=through_h]")
    flowed = plain(visitor.text(f"{PANEL} [data-part=through_h] dd").split("\n")[0])
    assert flowed == pytest.approx(before["grad_hidden"][4][0][1])
    assert visitor.page.locator("[data-track=graph] [data-cut='6']").count() == 1
    visitor.page.click(f"{PANEL} .cut")
    visitor.wait(lambda: visitor.page.locator("[data-cut]").count() == 0)
    settled(visitor)
    assert result(visitor) == before["grad_hidden"][4][0][1]
