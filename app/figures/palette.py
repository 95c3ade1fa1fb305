"""The palette: each colour of the page, of its figures and of what is saved of them, in two themes.

In a template "$name" is one of these. The page's style sheets have each colour as the property
`--name`, its scripts ask `draw/theme.js`.
"""

from typing import Literal

Theme = Literal["light", "dark"]
Colorscale = list[list[float | str]]
THEMES: tuple[Theme, ...] = ("light", "dark")

# In the light theme, in the dark one.
COLOURS = {
    "paper": ("#ffffff", "#15171b"),
    "panel": ("#f6f6f3", "#1c1f24"),
    "raised": ("#ffffff", "#272b31"),
    "line": ("#dddcd6", "#363b43"),
    "ink": ("#17191e", "#eceef1"),
    "muted": ("#595f68", "#a6adb7"),
    "accent": ("#2b5270", "#a9cbe8"),
    "on-accent": ("#ffffff", "#10202d"),
    "danger": ("#b3261e", "#ff9d94"),
    "held_out": ("#3f7fae", "#6fb0e0"),
    # One hue for each shared weight, apart from the blue–red and purple–orange of the scales and
    # told apart by lightness too; x and y are drawn as what reads and makes them.
    "W_x": ("#00866b", "#35c7a2"),
    "W_h": ("#b3226f", "#f58ac2"),
    "W_y": ("#8f6b00", "#e5bf4a"),
    # Signs of a weight, and the ring whose thickness is a norm.
    "positive": ("#b2182b", "#f4a582"),
    "negative": ("#2166ac", "#67a9cf"),
    "ring": ("#8c6d46", "#8c6d46"),
    # Grooves of sliders, switches that are off; what lies under raised things and over all others.
    "groove": ("#cfcec7", "#454b55"),
    "off": ("#85888d", "#7b828c"),
    "umbra": ("rgb(20 24 30 / 16%)", "rgb(0 0 0 / 55%)"),
    "veil": ("rgb(30 34 40 / 35%)", "rgb(0 0 0 / 60%)"),
}
COLOURS |= {name: COLOURS[one] for name, one in (("x", "W_x"), ("y", "W_y"), ("p", "ink"))}

# From the lowest value to the highest; diverging ones have zero in the middle.
SCALES = {
    "activation": (
        ("#2166ac", "#7fb2d6", "#f7f6f3", "#f0a183", "#b2182b"),
        ("#7cc0ff", "#2f6394", "#17191d", "#963d3c", "#ff8f80"),
    ),
    "gate": (
        ("#f7f6f3", "#f0a183", "#b2182b"),
        ("#17191d", "#963d3c", "#ff8f80"),
    ),
    "gradient": (
        ("#542788", "#a294c6", "#f7f6f3", "#f0b060", "#b35806"),
        ("#cdb0ff", "#6a4f9e", "#17191d", "#96591d", "#ffb861"),
    ),
    "norm": (
        ("#f7f6f3", "#c9b9a0", "#8c6d46", "#4a3418"),
        ("#17191d", "#54452f", "#a98a5b", "#f0d9b0"),
    ),
}


def _spread(colours: tuple[str, ...]) -> Colorscale:
    return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


# A colorscale is pairs of a share from 0 to 1 and the colour there.
PALETTE: dict[Theme, dict[str, str | Colorscale]] = {
    theme: {
        **{name: pair[place] for name, pair in COLOURS.items()},
        **{name: _spread(pair[place]) for name, pair in SCALES.items()},
    }
    for place, theme in enumerate(THEMES)
}


def custom_properties() -> str:
    """A rule of CSS that gives each colour, as the one of the theme that is on, to a property."""
    pairs = (f"--{name}: light-dark({', '.join(pair)});" for name, pair in COLOURS.items())
    return f":root {{ {' '.join(pairs)} }}"
