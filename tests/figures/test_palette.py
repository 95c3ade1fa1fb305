"""A colour stands once, in the palette: from there figures, the page and what is saved have it."""

import re
from pathlib import Path

import pytest
from unrolled.figures import bind
from unrolled.figures.palette import COLOURS, PALETTE, SCALES, custom_properties

ROOT = Path(__file__).parents[2]
HEX = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
CALLED = re.compile(r"\b(?:rgb|hsl|oklch)a?\(\s*[\d.]")  # with numbers, not with what is computed
# The palette; black and white, whichever is read better on a ground.
FREE = {"app/figures/palette.py", "static/js/draw/colours.js"}
KINDS = {".py", ".html", ".css", ".js"}
SOURCES = [
    path.relative_to(ROOT)
    for folder in ("app", "templates", "static/css", "static/js")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in KINDS
]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_colour_stands_in_the_palette_alone(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    found = HEX.findall(text) + CALLED.findall(text.replace("rgba(0,0,0,0)", ""))
    assert found == [] or path.as_posix() in FREE


def test_each_theme_has_all_colours_and_scales() -> None:
    assert len(COLOURS) == 23
    assert [len(PALETTE[theme]) for theme in PALETTE] == [27, 27]
    assert PALETTE["light"]["ink"] == "#17191e"
    assert PALETTE["dark"]["gate"] == [[0, "#17191d"], [0.5, "#963d3c"], [1, "#ff8f80"]]
    assert {len(light) - len(dark) for light, dark in SCALES.values()} == {0}


def test_the_style_sheets_have_them_as_properties() -> None:
    rule = custom_properties()
    assert rule.startswith(":root { --paper: light-dark(#ffffff, #15171b); ")
    sheets = [(ROOT / path).read_text("utf-8") for path in SOURCES if path.suffix == ".css"]
    used = {name for sheet in sheets for name in re.findall(r"var\(--([\w-]+)", sheet)}
    here = {name for sheet in sheets for name in re.findall(r"(?m)^ *--([\w-]+):", sheet)}
    given = set(re.findall(r"--([\w-]+):", rule))
    assert given == COLOURS.keys()
    assert used - here - given == {"indent", "shade"}  # which scripts set


def test_a_figure_is_bound_in_one_theme() -> None:
    template = {"ink": "$ink", "scale": "$gate"}
    assert bind(template, {}) == {
        "ink": "#17191e",
        "scale": [[0, "#f7f6f3"], [0.5, "#f0a183"], [1, "#b2182b"]],
    }
    assert bind(template, {}, theme="dark") == {
        "ink": "#eceef1",
        "scale": [[0, "#17191d"], [0.5, "#963d3c"], [1, "#ff8f80"]],
    }
