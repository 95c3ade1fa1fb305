"""The tasks' pictures hold what the API's frame says; own input gets the API's answer."""

from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser

Json = dict[str, Any]


def open_task(visitor: Visitor, task: str, update: int, query: str = "") -> Json:
    visitor.open(f"?task={task}&update={update}{query}")
    visitor.page.wait_for_selector("#results .picture > *", state="attached")
    return visitor.run()


def squeezed(words: list[str]) -> str:
    return "".join(words).replace(" ", "")


def test_the_table_holds_the_rows_of_the_frame(visitor: Visitor) -> None:
    run = open_task(visitor, "binary_addition", 60)
    visitor.page.wait_for_selector(".answers [data-right]")
    rows = visitor.api.get(f"/api/runs/{run['id']}/frames/60").json()["picture"]["rows"]
    shown = visitor.page.evaluate(
        """[...document.querySelectorAll(".answers tbody tr")].map(row => ({
            texts: [...row.querySelectorAll("td")].map(cell =>
                cell.textContent.replaceAll(" ", "")),
            marks: row.querySelectorAll("mark").length,
            right: row.dataset.right === "true"}))"""
    )
    assert shown == [
        {
            "texts": [
                *(squeezed(row[name]) for name in ("inputs", "targets", "outputs")),
                "✓" if all(row["right"]) else "✗",
            ],
            "marks": row["right"].count(False),
            "right": all(row["right"]),
        }
        for row in rows
    ]
    right = sum(all(row["right"]) for row in rows)
    assert visitor.text("#results .picture-line") == f"{right} of {len(rows)} right"


def test_nothing_is_answered_before_the_update_is_done(visitor: Visitor) -> None:
    open_task(visitor, "binary_addition", 60, "&step=3")
    visitor.page.wait_for_selector(".answers tbody tr")
    assert visitor.page.locator(".answers [data-right], .answers mark").count() == 0
    assert visitor.text(".answers tbody td:nth-child(3)") == "–" * 8


def test_a_roll_has_a_box_for_each_note_and_plays(visitor: Visitor) -> None:
    run = open_task(visitor, "melody", 40)
    visitor.page.wait_for_selector(".roll .network")
    frame = visitor.api.get(f"/api/runs/{run['id']}/frames/40").json()
    title = frame["tokens"]["inputs"][0][0]
    rows = {row["inputs"][0]: row for row in frame["picture"]["rows"]}

    def boxes() -> tuple[int, ...]:
        kinds = (".target", ".network", ".cross")
        return tuple(visitor.page.locator(f".roll {kind}").count() for kind in kinds)

    def notes(title: str) -> tuple[int, ...]:
        row = rows[title]
        return len(row["targets"]), len(row["outputs"]), row["right"].count(False)

    assert boxes() == notes(title)
    other = next(name for name in rows if name != title)
    visitor.page.select_option(".picture select", other)
    visitor.wait(lambda: boxes() == notes(other))
    button = visitor.page.locator(".picture-buttons").first.locator("button").last
    button.click()
    visitor.page.wait_for_selector(".network.sounding")
    button.click()
    assert visitor.page.locator(".sounding").count() == 0


def test_own_input_is_answered_by_the_network_of_the_update(visitor: Visitor) -> None:
    run = open_task(visitor, "binary_addition", 60)
    answer = visitor.page.locator(".own-answer [data-key=answered] .word")

    def words(update: int) -> list[str]:
        asked = {"update": update, "text": "5+9"}
        answer = visitor.api.post(f"/api/runs/{run['id']}/predict", json=asked).json()
        return list(answer["tokens"]["outputs"])

    visitor.page.fill("#own-text", "5+9")
    visitor.wait(lambda: answer.all_inner_texts() == words(60))
    visitor.seek(90)
    visitor.wait(lambda: answer.all_inner_texts() == words(90))
    visitor.page.fill("#own-text", "5 and 9")
    visitor.page.wait_for_selector("#own-text[aria-invalid]")
    assert "5+9" in visitor.text("#own-refusal")


DRAWN = """(() => {
    const { data, layout } = document.querySelector(".picture .js-plotly-plot");
    const lines = data.filter(({ name }) => ["free", "low", "high"].includes(name));
    const drawn = lines.map(({ name, x, y }) => [name, { x: [...x], y: [...y] }]);
    return { ...Object.fromEntries(drawn), range: layout.xaxis.range };
})()"""


@pytest.mark.parametrize(
    ("start", "begins"),
    sparing([("held_out", "training part"), ("now", "1960-12")], lambda one: one[0] == "now"),
)
def test_a_series_runs_free(visitor: Visitor, start: str, begins: str) -> None:
    run = open_task(visitor, "airline", 100)
    choice = visitor.page.locator(".free button")
    choice.nth(1 if start == "held_out" else 2).click()
    asked = {"update": 100, "start": start}
    found = visitor.api.post(f"/api/runs/{run['id']}/forecast", json=asked).json()
    labels, low = found["labels"], found["low"]

    def drawn() -> Json:
        shown: Json = visitor.page.evaluate(DRAWN)
        return shown

    visitor.wait(lambda: drawn().get("free") == {"x": labels, "y": found["values"]})
    band = {name: {"x": labels[: len(low)], "y": found[name]} for name in ("low", "high")}
    assert {name: drawn()[name] for name in band} == band
    assert drawn()["range"][1] == labels[-1] == ("1960-12" if start == "held_out" else "1962-06")
    said = visitor.text(".picture [role=status]")
    assert begins in said
    assert f"({found['count'][0]} tries one step ahead, {found['count'][len(low) - 1]} " in said
    assert visitor.page.locator(".picture [data-key=band]").is_visible()
    choice.first.click()
    visitor.wait(lambda: set(drawn()) == {"range"})
    assert not visitor.page.locator(".picture [data-key=band]").is_visible()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("task", "theme"),
    sparing(
        [("binary_addition", "light"), ("melody", "dark"), ("echo", "dark")],
        lambda one: one[0] == "melody",
    ),
)
def test_axe_finds_nothing(visitor: Visitor, task: str, theme: str) -> None:
    open_task(visitor, task, 40, f"&theme={theme}")
    visitor.settle()
    found = Axe().run(visitor.page, {"include": [["#results"]]}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


@pytest.mark.thorough
def test_a_tune_is_drawn_after_a_first_note(visitor: Visitor) -> None:
    run = open_task(visitor, "melody", 300)
    visitor.page.get_by_text("Let it play by itself").click()
    form = visitor.page.locator(".draw-form")
    form.locator("select").select_option("C4:1")
    form.get_by_label("Notes").fill("9")
    form.get_by_role("button").click()
    asked = {"update": 300, "length": 9, "temperature": 0.7, "seed": 1, "start": ["C4:1"]}
    words = visitor.api.post(f"/api/runs/{run['id']}/sample", json=asked).json()["words"]
    boxes = visitor.page.locator(".folded-picture .roll .network")
    visitor.wait(lambda: boxes.count() == 1 + len(words) == 10)
    lengths = [float(word.split(":")[1]) for word in ("C4:1", *words)]
    widths = boxes.evaluate_all("all => all.map(box => Number(box.getAttribute('width')))")
    assert widths == [8 * length - 1 for length in lengths]
    visitor.page.get_by_role("button", name="play what was drawn").click()
    visitor.page.wait_for_selector(".folded-picture .network.sounding")


@pytest.mark.thorough
def test_the_likeliest_letters_are_listed(visitor: Visitor) -> None:
    run = open_task(visitor, "characters", 300)
    visitor.page.get_by_text("What it expects after each letter").click()
    visitor.page.wait_for_selector(".expected")
    frame = visitor.api.get(f"/api/runs/{run['id']}/frames/300").json()
    names = [name.replace(" ", "␣") for name in run["task"]["output_names"]]
    expected = []
    for shares in (row[0] for row in frame["outputs"]):
        first = sorted(range(len(shares)), key=lambda i: -shares[i])[:3]
        expected.append([f"{names[i]} {shares[i] * 100:.0f} %" for i in first])
    shown = visitor.page.evaluate(
        """[...document.querySelectorAll(".expected")].map(cell =>
            [...cell.children].map(answer => answer.textContent))"""
    )
    assert shown == expected


@pytest.mark.thorough
def test_a_note_sounds_at_its_pitch_and_as_long_as_it_lasts(visitor: Visitor) -> None:
    """Rendered without a device: A4, a quarter note at 120 a minute, after a quarter's rest."""
    visitor.open("?task=melody")
    samples = visitor.page.evaluate(
        """async () => {
            const { schedule } = await import("./static/js/results/pictures/sound.js");
            const context = new OfflineAudioContext(1, 60000, 48000);
            schedule(context, { word: "A4:1", pitch: 69, start: 1, length: 1 });
            return Array.from((await context.startRendering()).getChannelData(0));
        }"""
    )
    heard = [i for i, sample in enumerate(samples) if abs(sample) > 0.01]
    first, last = heard[0] / 48000, heard[-1] / 48000
    assert first == pytest.approx(0.55, abs=0.02)
    assert last == pytest.approx(1.05, abs=0.03)
    rises = sum(one < 0 <= other for one, other in pairwise(samples))
    assert rises / 0.5 == pytest.approx(440, abs=5)
