"""A series of several columns: each has its name, its row, its unit and its question."""

from typing import Any

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser

NAMES = ["Rain", "Warmest", "Coldest", "Wind"]
UNITS = ["mm", "°C", "°C", "m/s"]
QUERY = "?task=weather&updates=100&update=60&k=6&tracks=graph,series,hidden"


def names_of_nodes(visitor: Visitor, kind: str) -> list[str]:
    lines: list[str] = visitor.page.evaluate(
        """kind => {
            const plot = document.querySelector('[data-track=graph] .nodes');
            return plot.data.find(({ name }) => name === kind).text;
        }""",
        kind,
    )
    return lines


def test_every_column_that_is_read_has_a_row_with_its_name(visitor: Visitor) -> None:
    visitor.open(QUERY)
    labels = visitor.page.locator("[data-track=series] .track-gutter span").all_inner_texts()
    assert labels == ["Warmest", "Rain", "Coldest", "Wind"]  # the target first
    frame = visitor.frame(60)
    drawn = {line["name"]: line["y"] for line in visitor.plotted("series")}
    for i, name in enumerate(["x", "x[2]", "x[3]", "x[4]"]):
        assert drawn[name] == [step[0][i] for step in frame["inputs"]]
    assert [line.split("<br>")[1] for line in names_of_nodes(visitor, "x")] == ["ℝ⁴"] * 6


def test_a_step_is_told_by_columns_in_their_units(visitor: Visitor) -> None:
    visitor.open(QUERY)
    run, frame = visitor.run(), visitor.frame(60)
    columns = run["task"]["series"]["inputs"]
    plot = visitor.page.locator("[data-track=series] .track-plot")
    box = plot.bounding_box()
    assert box
    x = box["x"] + 56 + (box["width"] - 70) * 2.5 / 7  # step 2 of 0 … 6
    visitor.page.mouse.move(x, box["y"] + box["height"] - 12)
    visitor.page.wait_for_selector(".tip:not([hidden])")
    told = visitor.text(".tip")
    for i, (name, unit, column) in enumerate(zip(NAMES, UNITS, columns, strict=True)):
        value = frame["inputs"][1][0][i] * column["scale"] + column["offset"]
        assert f"x₂[{i + 1}] {name}" in told
        assert f"{abs(value):.1f}"[:-1] in told
        assert unit in told
    # The lowest row is the wind's, and is what is asked there.
    visitor.page.mouse.click(x, box["y"] + box["height"] - 12)
    visitor.page.wait_for_selector("#inspector .column:not(:empty)")
    assert visitor.text("#inspector .column").startswith("Wind: ")
    assert visitor.page.locator("#inspector .edit").inner_text().startswith("What if x_2[4] =")


def test_the_error_is_in_the_unit_of_the_target(visitor: Visitor) -> None:
    visitor.open(QUERY)
    frame: dict[str, Any] = visitor.frame(60)
    assert visitor.text("#results caption") == "Typical error (RMSE), in °C"
    cells = visitor.page.locator("#results [data-key=network] td").all_inner_texts()
    assert float(cells[1]) == pytest.approx(frame["held_out_metric"], rel=0.01)
