"""The style sheets of a page, in cascade layers: which of two rules holds is a matter of the layer
before it is one of the selector."""

from collections.abc import Iterable
from pathlib import Path

from ...figures.palette import custom_properties

VIEWS = "views"
LAYERS = ("vendor", "base", "layout", "draw", VIEWS)  # what comes later holds
PAGE = ("pico.min.css", "katex/katex.min.css")
DOCS = ("swagger-ui.css",)
LATE = ("own-data",)  # rooms whose scripts fetch their sheets when they are first opened


def layer_of(sheet: Path) -> str:
    """The layer of a sheet, by the room in which it stands (as a path from static/css)."""
    return sheet.parts[0] if sheet.parts[0] in LAYERS else VIEWS


def style(static: Path, vendored: Iterable[str], docs: bool = False) -> str:
    """What the page's `<style>` says: its layers, their sheets, the palette.

    An import puts a sheet into a layer, which a link cannot; as these stand in the page itself, the
    browser asks for all sheets at once.
    """
    css = static / "css"
    rooms = [path.relative_to(css) for path in sorted(css.rglob("*.css"))]
    sheets = [(f"vendor/{name}", "vendor") for name in vendored]
    sheets += [
        (f"css/{room.as_posix()}", layer_of(room))
        for room in rooms
        if (room.parts[0] == "docs") is docs and room.parts[0] not in LATE
    ]
    imports = [f'@import url("static/{sheet}") layer({layer});' for sheet, layer in sheets]
    return "\n".join((f"@layer {', '.join(LAYERS)};", *imports, custom_properties()))
