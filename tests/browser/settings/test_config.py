"""The settings: every control makes the run that it says, and a link opens it again."""

from typing import Any

import pytest

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser

TYPES = ["one_to_one", "one_to_many", "many_to_one", "many_to_many", "encoder_decoder"]
CHOICES: list[tuple[str, str, str, Any]] = [  # query before, control, value, path
    ("", "cell", "lstm", ["cell"]),
    ("", "out", "relu", ["output_activation"]),
    ("", "schedule", "chunks", ["schedule", "name"]),
    ("", "init", "orthogonal", ["initializer", "name"]),
    ("?type=encoder_decoder", "feedback", "teacher", ["feedback"]),
]
NUMBERS: list[tuple[str, str, str, float, list[str]]] = [
    ("", "batch", "4", 4, ["batch_size"]),
    ("?cell=lstm", "forget", "2.5", 2.5, ["initializer", "forget_bias"]),
    ("?cell=gru", "zbias", "-1", -1, ["initializer", "update_bias"]),
]


def at(config: Any, path: list[str]) -> Any:
    for name in path:
        config = config[name]
    return config


def unfold(visitor: Visitor) -> None:
    visitor.page.evaluate("document.querySelectorAll('#config .group').forEach(g => g.open = true)")


@pytest.mark.parametrize(
    ("before", "name", "value", "path"), sparing(CHOICES, lambda one: one[1] == "feedback")
)
def test_a_choice_makes_its_run(
    visitor: Visitor, before: str, name: str, value: str, path: list[str]
) -> None:
    visitor.open(before)
    unfold(visitor)
    visitor.page.select_option(f"#field-{name}", value)
    visitor.wait(lambda: f"{name}={value}" in visitor.page.url)
    assert at(visitor.run()["config"], path) == value
    visitor.page.reload()
    visitor.wait(lambda: visitor.page.locator(f"#field-{name}").input_value() == value)


@pytest.mark.parametrize(
    ("before", "name", "text", "value", "path"), sparing(NUMBERS, lambda one: one[1] == "forget")
)
def test_a_number_makes_its_run(
    visitor: Visitor, before: str, name: str, text: str, value: float, path: list[str]
) -> None:
    visitor.open(before)
    unfold(visitor)
    visitor.page.fill(f"#field-{name}", text)
    visitor.wait(lambda: f"{name}={text}" in visitor.page.url)
    assert at(visitor.run()["config"], path) == value


@pytest.mark.thorough
def test_both_directions_make_their_run(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.locator("#field-bi").click()
    visitor.wait(lambda: "bi=1" in visitor.page.url)
    assert visitor.run()["config"]["bidirectional"] is True


def test_a_type_is_chosen_by_its_picture_and_mends_what_cannot_stay(visitor: Visitor) -> None:
    visitor.open("?carry=1")
    for kind in TYPES:
        visitor.page.check(f"#field-type input[value={kind}]", force=True)
        usual = kind == "many_to_one"
        visitor.wait(
            lambda kind=kind, usual=usual: (  # type: ignore[misc]
                "type=" not in visitor.page.url if usual else f"type={kind}" in visitor.page.url
            )
        )
        visitor.settle()
        config = visitor.run()["config"]
        assert config["sequence_type"] == kind
        assert config["schedule"] == {
            "name": "sliding_window",
            "k": 1 if kind == "one_to_one" else 12,
            "k1": None,
            "carry_state": False,
        }
        assert visitor.page.is_disabled("#field-k") == (kind == "one_to_one")
        carries = kind in ("many_to_one", "many_to_many")
        assert visitor.page.is_disabled("#field-carry") != carries
        assert visitor.page.locator("#field-feedback").is_visible() == (
            kind in ("one_to_many", "encoder_decoder")
        )


def test_a_schedule_that_no_name_says_has_a_k1(visitor: Visitor) -> None:
    visitor.open("?type=many_to_many&tracks=hidden,flow&cut=3")
    page = visitor.page
    k1 = page.locator("#field-k1")
    assert not k1.is_visible()
    page.select_option("#field-schedule", "tbptt")
    visitor.wait(k1.is_visible)
    assert k1.input_value() == "6"  # half of k
    k1.fill("5")
    visitor.wait(lambda: "schedule=tbptt&k1=5" in page.url)
    visitor.settle()
    run = visitor.run()
    schedule = {"name": "tbptt", "k": 12, "k1": 5, "carry_state": False}
    assert run["config"]["schedule"] == schedule
    assert "k₁ = 5" in visitor.text(".runs-label").replace("\xa0", " ")
    starts = [visitor.frame(update)["window_start"] for update in (1, 2, 3)]
    assert starts == [0, 5, 10]
    assert page.get_by_label("How the gradient is truncated").input_value() == "tbptt"
    frame = visitor.api.get(f"/api/runs/{run['id']}/frames/1?fields=truncations").json()
    kept = frame["truncations"]["tbptt"]["kept_by_lag"]
    assert visitor.trace("flow", "kept lags")["y"] == kept[2]


def test_only_what_means_something_is_shown(visitor: Visitor) -> None:
    visitor.open("?cell=gru")
    unfold(visitor)
    shown = {name: visitor.page.locator(f"#field-{name}") for name in ("f", "forget", "zbias")}
    assert {n: field.is_visible() for n, field in shown.items()} == {
        "f": False,
        "forget": False,
        "zbias": True,
    }
    assert not visitor.page.locator(".activation-plot").is_visible()


def test_a_refusal_stands_beside_its_control_and_opens_its_group(visitor: Visitor) -> None:
    visitor.open()
    unfold(visitor)
    visitor.page.fill("#field-gain", "0")
    refusal = visitor.page.locator("#field-gain-refusal")
    visitor.wait(refusal.is_visible)
    assert refusal.inner_text() == "Initial gain must be a number above 0 and up to 100."


@pytest.mark.thorough
def test_the_marks_on_f_are_the_frames_numbers(visitor: Visitor) -> None:
    visitor.open()
    frame = visitor.frame(1)
    marks = visitor.page.locator(".activation circle.f")
    assert marks.count() == 8
    low, high = -1.1, 1.1
    for i, value in enumerate(frame["hidden"][-1][0]):
        y = float(marks.nth(i).get_attribute("cy") or "nan")
        assert y == pytest.approx(80 - (value - low) / (high - low) * 76)
