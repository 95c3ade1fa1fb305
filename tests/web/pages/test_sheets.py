"""Style sheets: each in a room of the page and in a layer, which the page names once."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from unrolled.figures.palette import custom_properties
from unrolled.web.pages.sheets import LATE, LAYERS, layer_of

STATIC = Path(__file__).parents[3] / "static"
CSS = STATIC / "css"
SHEETS = [path.relative_to(CSS) for path in sorted(CSS.rglob("*.css"))]
MAX_LINES = 300
IMPORT = re.compile(r'@import url\("static/([^"]+)"\) layer\((\w+)\);')


def style(client: TestClient, page: str) -> list[str]:
    text = client.get(page).text
    assert 'rel="stylesheet"' not in text
    (found,) = re.findall(r"<style>\n(.*?)\n *</style>", text, re.DOTALL)
    return str(found).splitlines()


def test_every_sheet_is_in_a_layer_of_its_room(client: TestClient) -> None:
    order, *imports, palette = style(client, "/")
    assert order == "@layer vendor, base, layout, draw, views;"
    assert palette == custom_properties()
    found: dict[str, str] = dict(IMPORT.findall("\n".join(imports)))
    assert len(found) == len(imports)
    vendored = {"vendor/pico.min.css": "vendor", "vendor/katex/katex.min.css": "vendor"}
    own = {
        f"css/{sheet}": layer_of(sheet) for sheet in SHEETS if sheet.parts[0] not in ("docs", *LATE)
    }
    assert found == vendored | own
    assert set(found.values()) == set(LAYERS)


def test_the_docs_keep_swaggers_look_under_their_own_line(client: TestClient) -> None:
    _, *imports, palette = style(client, "/docs")
    assert palette == custom_properties()
    assert [IMPORT.findall(one) for one in imports] == [
        [("vendor/swagger-ui.css", "vendor")],
        [("css/docs/docs.css", "views")],
    ]


def test_sheets_that_come_late_are_those_of_their_room() -> None:
    script = (STATIC / "js" / "own-data" / "dialog.js").read_text("utf-8")
    (names,) = re.findall(r"const SHEETS = (\[.*?\]);", script)
    assert sorted(json.loads(names)) == [sheet.stem for sheet in SHEETS if sheet.parts[0] in LATE]


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_a_sheet_is_short_and_stands_in_a_room_of_the_page(sheet: Path) -> None:
    text = (CSS / sheet).read_text("utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    assert (STATIC / "js" / sheet.parent).is_dir() or sheet.parts[0] in ("base", "layout")
    # Where a rule holds is a matter of its layer.
    assert not re.search(r"!important|@layer|@import", text)
