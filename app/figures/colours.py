"""What "$name" means in a template, in the light theme: for notebooks, exports and tests.

The page has its own two tables, light and dark, in theme.js and the style sheet.
"""

Colorscale = list[list[float | str]]


def _spread(*colours: str) -> Colorscale:
    return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


SCALES: dict[str, Colorscale] = {
    "activation": _spread("#2166ac", "#7fb2d6", "#f7f6f3", "#f0a183", "#b2182b"),
    "gate": _spread("#f7f6f3", "#f0a183", "#b2182b"),
    "gradient": _spread("#542788", "#a294c6", "#f7f6f3", "#f0b060", "#b35806"),
    "norm": _spread("#f7f6f3", "#c9b9a0", "#8c6d46", "#4a3418"),
}

COLOURS: dict[str, str] = {
    "ink": "#17191e",
    "muted": "#595f68",
    "paper": "#ffffff",
    "panel": "#f6f6f3",
    "line": "#dddcd6",
    "accent": "#2b5270",
    "W_x": "#00866b",
    "W_h": "#b3226f",
    "W_y": "#8f6b00",
    "x": "#00866b",
    "y": "#8f6b00",
    "p": "#17191e",
}


def resolve(name: str) -> str | Colorscale:
    """The colour or colorscale called `name` (without "$")."""
    if name in SCALES:
        return SCALES[name]
    if name in COLOURS:
        return COLOURS[name]
    raise KeyError(f"There is no colour called {name!r}.")
