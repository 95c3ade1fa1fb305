"""What "$name" means in a template, in the light theme: for notebooks, exports and tests.

The page has its own two tables, light and dark, in theme.js and the style sheet.
"""

Colorscale = list[list[float | str]]


def _spread(*colours: str) -> Colorscale:
    return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


SCALES: dict[str, Colorscale] = {
    "activation": _spread("#2166ac", "#7fb2d6", "#f7f6f3", "#f0a183", "#b2182b"),
    "gradient": _spread("#542788", "#a294c6", "#f7f6f3", "#f0b060", "#b35806"),
    "norm": _spread("#f7f6f3", "#c9b9a0", "#8c6d46", "#4a3418"),
}

COLOURS: dict[str, str] = {
    "ink": "#1b1f24",
    "muted": "#5b6470",
    "paper": "#ffffff",
    "panel": "#f5f5f2",
    "line": "#dcdcd6",
    "accent": "#0b63c5",
    "W_x": "#0b7a5e",
    "W_h": "#a8327d",
    "W_y": "#8a6100",
    "x": "#1b1f24",
    "y": "#0b63c5",
    "p": "#b2182b",
}


def resolve(name: str) -> str | Colorscale:
    """The colour or colorscale called `name` (without "$")."""
    if name in SCALES:
        return SCALES[name]
    if name in COLOURS:
        return COLOURS[name]
    raise KeyError(f"There is no colour called {name!r}.")
