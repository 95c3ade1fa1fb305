"""Data of a reader's own: brought along, looked at, decided about, learned."""

import json
from collections.abc import Callable
from math import sin
from typing import Any

import pytest
from playwright.sync_api import Locator, Route

from ..conftest import Visitor

pytestmark = pytest.mark.browser

TABLE = "\n".join(["when;height", *(f"{i};{sin(i / 4) + 2:.2f}" for i in range(80))])


@pytest.fixture
def dialog(visitor: Visitor) -> Locator:
    """The dialog, open."""
    return opened(visitor)


def opened(visitor: Visitor, query: str = "") -> Locator:
    visitor.open(query)
    visitor.page.click("button.own-data")
    found = visitor.page.locator("#own-data")
    found.wait_for()
    return found


def paste(dialog: Locator, text: str) -> None:
    dialog.locator("textarea").fill(text)


def learn(visitor: Visitor, dialog: Locator) -> None:
    button = dialog.locator("button[type=submit]")
    visitor.wait(button.is_enabled)
    button.click()
    visitor.wait(lambda: "&data=" in visitor.page.url)
    visitor.settle()


def role(dialog: Locator, column: str) -> Locator:
    return dialog.get_by_role("combobox", name=f"What column {column} is for")


def test_a_table_is_shown_before_it_is_learned(visitor: Visitor, dialog: Locator) -> None:
    paste(dialog, f"{TABLE}\n80;three")
    problem = dialog.locator("#own-pasted ~ .refusal")
    visitor.wait(lambda: "“three”" in problem.inner_text())
    assert dialog.locator("button[type=submit]").is_disabled()
    paste(dialog, "")
    visitor.wait(lambda: problem.inner_text() == "")
    paste(dialog, TABLE)
    visitor.wait(lambda: "80 rows" in dialog.locator(".own-facts").inner_text())
    rows = dialog.locator("tbody tr")
    first, last = rows.nth(0).inner_text().split(), rows.last.inner_text().split()
    assert [first[:2], last[:2]] == [["1", "0"], ["80", "79"]]
    assert role(dialog, "height").input_value() == "both"
    assert "last 16 held out" in dialog.locator("figcaption").inner_text()
    assert dialog.locator(".own-panel path").get_attribute("d").count("L") == 79  # type: ignore[union-attr]
    learn(visitor, dialog)
    assert "80 rows" in visitor.text("#notice")
    assert visitor.run()["task"]["series"]["values"][:2] == [2.0, 2.25]
    visitor.page.reload()
    visitor.settle()
    assert visitor.run()["config"]["task"]["name"] == "own_series"


def test_a_file_is_dropped_and_taken_away_again(visitor: Visitor, dialog: Locator) -> None:
    drop(dialog, "höhe.csv", TABLE.encode("utf-8"))
    visitor.wait(lambda: "80 rows" in dialog.locator(".own-facts").inner_text())
    assert dialog.locator(".own-file bdi").inner_text() == "höhe.csv"
    dialog.get_by_role("button", name="Remove this file").click()
    assert dialog.locator(".own-file").is_hidden()
    assert dialog.locator(".own-shown").is_hidden()
    assert dialog.locator(".own-pick").evaluate("button => button === document.activeElement")


def drop(dialog: Locator, name: str, data: bytes) -> None:
    dialog.evaluate(
        """(dialog, [name, bytes]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
            for (const type of ["dragover", "drop"]) {
                const how = { dataTransfer, bubbles: true, cancelable: true };
                dialog.querySelector(".own-drop").dispatchEvent(new DragEvent(type, how));
            }
        }""",
        [name, list(data)],
    )


@pytest.mark.thorough
def test_a_file_that_is_too_large_is_not_sent(visitor: Visitor, dialog: Locator) -> None:
    limit = visitor.api.get("/api/limits").json()["dataset_bytes"]
    buffer = b"1\n" * (limit // 2 + 1)
    file = {"name": "long.csv", "mimeType": "text/csv", "buffer": buffer}
    dialog.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    problem = dialog.locator(".own-drop + .refusal")
    visitor.wait(lambda: str(len(buffer)) in problem.inner_text())


def test_an_example_can_be_tried(visitor: Visitor, dialog: Locator) -> None:
    dialog.get_by_role("button", name="air passengers").click()
    visitor.wait(lambda: "144 rows" in dialog.locator(".own-facts").inner_text())
    assert dialog.locator("textarea").input_value().startswith("month,passengers\n1949-01,112")
    assert role(dialog, "month").input_value() == "when"
    dialog.get_by_role("radio", name="Text").check()
    dialog.get_by_role("button", name="Alice in Wonderland").click()
    visitor.wait(lambda: "alice was beginning" in dialog.locator(".own-text").inner_text())
    learn(visitor, dialog)
    assert visitor.run()["config"]["task"]["name"] == "own_text"


def test_labelled_sequences_are_learned(visitor: Visitor, dialog: Locator) -> None:
    dialog.get_by_role("radio", name="Labelled").check()
    dialog.get_by_role("button", name="words of four languages").click()
    classes = dialog.locator(".own-classes tr")
    visitor.wait(lambda: classes.count() == 4)
    assert classes.first.inner_text().split()[1] == "240"
    assert role(dialog, "language").input_value() == "label"
    assert role(dialog, "word").input_value() == "read"
    learn(visitor, dialog)
    assert visitor.run()["config"]["task"]["name"] == "own_labelled"


PREVIEW: dict[str, Any] = {
    "rows": 3,
    "separator": "semicolons",
    "encoding": "cp1252",
    "header": True,
    "columns": [
        {"name": "Tag", "kind": "date", "format": "DD.MM.YYYY", "missing": 0},
        {"name": "Wert", "kind": "number", "format": None, "missing": 1},
        {"name": "<b>Last</b>", "kind": "number", "format": "1.234,5", "missing": 0},
    ],
    "head": [["01.03.2021", "1.109", "7"], ["02.03.2021", "", "8"], ["03.03.2021", "1.2", "9"]],
    "tail": [["02.03.2021", "", "8"], ["03.03.2021", "1.2", "9"]],
    "series": None,
    "text": None,
    "labelled": None,
    "choices": {"date": "Tag", "targets": ["Wert"], "inputs": ["Wert"]},
    "questions": [],
    "notes": [["missing", 1]],
    "report": "",
}
QUESTION = {
    "choice": "decimal",
    "column": "Wert",
    "text": "1.109",
    "values": ["point", "comma"],
    "readings": ["1.109", "1109"],
}


def answering(visitor: Visitor, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> list[Any]:
    """Previews are answered by the function; what was asked."""
    asked: list[Any] = []

    def reply(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or ""))
        route.fulfill(json={**PREVIEW, **answer(asked[-1].get("choices", {}))})

    visitor.page.route("**/api/datasets/preview", reply)
    return asked


def test_an_open_question_is_asked_and_can_be_answered_by_keys(visitor: Visitor) -> None:
    dialog = opened(visitor)
    answering(visitor, lambda given: {"questions": [] if given else [QUESTION]})
    paste(dialog, "x")
    question = dialog.get_by_role("group", name="“1.109” in column Wert can be read in two ways")
    question.wait_for()
    go, status = dialog.locator("button[type=submit]"), dialog.locator(".own-status")
    assert go.is_disabled()
    assert "Still to be answered: 1" in status.inner_text()
    question.get_by_role("radio").first.focus()
    visitor.page.keyboard.press("ArrowDown")
    visitor.wait(go.is_enabled)
    assert question.get_by_role("radio", name="1109").is_checked()
    assert visitor.page.evaluate("document.activeElement.type") == "radio"
    dialog.get_by_role("button", name="As found, without my choices").click()
    visitor.wait(go.is_disabled)
    assert not question.get_by_role("radio", name="1109").is_checked()


def test_another_role_asks_for_another_preview(visitor: Visitor) -> None:
    dialog = opened(visitor)
    asked = answering(visitor, lambda given: {"choices": PREVIEW["choices"] | given})
    paste(dialog, "x")
    select = role(dialog, "<b>Last</b>")
    select.wait_for()
    assert dialog.locator("tbody tr").count() == 3
    assert "1.234,5" in dialog.locator("thead").inner_text()
    select.focus()
    select.select_option("read")
    visitor.wait(lambda: len(asked) == 2)
    parts = {"targets": ["Wert"], "inputs": ["Wert", "<b>Last</b>"]}
    assert asked[1]["choices"] == parts
    visitor.wait(dialog.locator("button[type=submit]").is_enabled)
    assert select.evaluate("select => select === document.activeElement")
    role(dialog, "Wert").select_option("when")
    visitor.wait(lambda: len(asked) == 3)
    assert asked[2]["choices"] == {"date": "Wert", "targets": [], "inputs": ["<b>Last</b>"]}
    assert role(dialog, "Tag").input_value() == "unused"


def test_the_dialog_speaks_chinese_and_closes_by_escape(visitor: Visitor) -> None:
    dialog = opened(visitor, "?lang=zh-Hans")
    paste(dialog, TABLE)
    visitor.wait(lambda: "80 行" in dialog.locator(".own-facts").inner_text())
    assert "最后 16 个值为留出集" in dialog.locator("figcaption").inner_text()
    assert not [word for word in dialog.inner_text().split() if word.startswith("data.")]
    visitor.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert visitor.page.evaluate("document.activeElement.className") == "own-data"
    visitor.page.click("button.own-data")
    assert dialog.locator("textarea").input_value() == TABLE


def test_how_cells_are_read_can_be_said(visitor: Visitor) -> None:
    dialog = opened(visitor)
    line = {"name": "Wert", "rows": [0, 1], "labels": ["1", "2"], "values": [1, 2]}
    series = {"label_name": "Tag", "count": 2, "train_length": 1, "lines": [line]}
    trend = PREVIEW["choices"] | {"differences": True}
    asked = answering(visitor, lambda given: {"series": series, "choices": trend | given})
    paste(dialog, "x")
    changes = dialog.get_by_role("switch")
    changes.wait_for()
    assert changes.is_checked()
    changes.uncheck()
    dialog.get_by_text("How cells are read").click()
    dialog.get_by_label("Numbers").select_option("a comma before the decimals")
    dialog.get_by_label("Dates").select_option("the day first")
    missing = dialog.get_by_label("Signs for “no value”")
    missing.fill("-9999; no data ;")
    missing.press("Tab")
    wanted = {"differences": False, "decimal": "comma", "day_first": True}
    wanted["missing"] = ["-9999", "no data"]
    visitor.wait(lambda: asked[-1]["choices"] == wanted)
    dialog.get_by_label("Dates").select_option("as found")
    visitor.wait(lambda: "day_first" not in asked[-1]["choices"])
