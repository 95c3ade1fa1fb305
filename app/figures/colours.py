"""What "$name" means in a template, in each theme: for notebooks, exports and tests.

The page has the same in theme.js and the style sheet.
"""

from typing import Literal

Theme = Literal["light", "dark"]
Colorscale = list[list[float | str]]
THEMES: tuple[Theme, ...] = ("light", "dark")


def _spread(*colours: str) -> Colorscale:
    return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


SCALES: dict[Theme, dict[str, Colorscale]] = {
    "light": {
        "activation": _spread("#2166ac", "#7fb2d6", "#f7f6f3", "#f0a183", "#b2182b"),
        "gate": _spread("#f7f6f3", "#f0a183", "#b2182b"),
        "gradient": _spread("#542788", "#a294c6", "#f7f6f3", "#f0b060", "#b35806"),
        "norm": _spread("#f7f6f3", "#c9b9a0", "#8c6d46", "#4a3418"),
    },
    "dark": {
        "activation": _spread("#7cc0ff", "#2f6394", "#17191d", "#963d3c", "#ff8f80"),
        "gate": _spread("#17191d", "#963d3c", "#ff8f80"),
        "gradient": _spread("#cdb0ff", "#6a4f9e", "#17191d", "#96591d", "#ffb861"),
        "norm": _spread("#17191d", "#54452f", "#a98a5b", "#f0d9b0"),
    },
}

COLOURS: dict[str, dict[Theme, str]] = {
    "ink": {"light": "#17191e", "dark": "#eceef1"},
    "muted": {"light": "#595f68", "dark": "#a6adb7"},
    "paper": {"light": "#ffffff", "dark": "#15171b"},
    "panel": {"light": "#f6f6f3", "dark": "#1c1f24"},
    "line": {"light": "#dddcd6", "dark": "#363b43"},
    "accent": {"light": "#2b5270", "dark": "#a9cbe8"},
    "W_x": {"light": "#00866b", "dark": "#35c7a2"},
    "W_h": {"light": "#b3226f", "dark": "#f58ac2"},
    "W_y": {"light": "#8f6b00", "dark": "#e5bf4a"},
    "x": {"light": "#00866b", "dark": "#35c7a2"},
    "y": {"light": "#8f6b00", "dark": "#e5bf4a"},
    "p": {"light": "#17191e", "dark": "#eceef1"},
}


def resolve(name: str, theme: Theme = "light") -> str | Colorscale:
    """The colour or colorscale called `name` (without "$")."""
    if name in COLOURS:
        return COLOURS[name][theme]
    if name in SCALES[theme]:
        return SCALES[theme][name]
    raise KeyError(f"There is no colour called {name!r}.")
