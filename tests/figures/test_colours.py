"""A colour is the same wherever a figure is drawn: here, and by the page."""

import re
from pathlib import Path

import pytest
from unrolled.figures import bind
from unrolled.figures.colours import COLOURS, SCALES, THEMES, Theme

STATIC = Path(__file__).parents[2] / "static"


@pytest.mark.parametrize("theme", THEMES)
def test_colorscales_are_the_pages(theme: Theme) -> None:
    script = (STATIC / "js" / "draw" / "theme.js").read_text("utf-8")
    (block,) = re.findall(rf"^  {theme}: {{(.*?)^  }}", script, re.M | re.S)
    lists = dict(re.findall(r"(\w+): \[(.*?)\]", block))
    page = {name: re.findall(r"#\w+", colours) for name, colours in lists.items()}
    here = {name: [colour for _, colour in scale] for name, scale in SCALES[theme].items()}
    assert here == page


def test_colours_are_the_style_sheets() -> None:
    sheet = (STATIC / "css" / "base" / "elements.css").read_text("utf-8")
    pairs = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", sheet)
    page = {name: {"light": light, "dark": dark} for name, light, dark in pairs}
    assert len(COLOURS) == 12
    assert {name: page[name] for name in COLOURS} == COLOURS


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
