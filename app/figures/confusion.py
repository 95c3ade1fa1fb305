"""Which answers are taken for which: a row for each right answer, a column for each given one."""

from collections.abc import Sequence

from ..tasks import Task
from .base import QUIET, Template
from .words import as_words

ROW = 34  # pixels
LONGEST, BESIDE = 11, 44  # characters of a name, and of all side by side, for which there is room


def figure(task: Task) -> Template:
    """How often each pair occurs in what is held out, as numbers in cells."""
    names, places = task.output_names, list(range(len(task.output_names)))
    axis = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": 11, "color": "$muted"},
        "ticks": "",
    }
    return {
        "data": [
            {
                "type": "heatmap",
                "name": "counts",
                "z": "@picture.counts",
                "x": places,
                "y": places,
                "xgap": 1,
                "ygap": 1,
                "zmin": 0,
                "colorscale": "$gate",
                "texttemplate": "%{z}",
                "showscale": False,
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "height": 30 + ROW * len(names),
            "margin": {"l": 72, "r": 8, "t": 6, "b": 24, "pad": 0},
            "xaxis": {**axis, **_ticks(names, max(3, BESIDE // len(names))), "tickangle": 0},
            "yaxis": {**axis, **_ticks(names, LONGEST), "autorange": "reversed"},
            **QUIET,
        },
    }


def _ticks(names: Sequence[str], longest: int) -> Template:
    """The names of rows or columns, which may be any text and alike once they are cut."""
    words = [as_words(name, longest) for name in names]
    return {"tickvals": list(range(len(names))), "ticktext": words}
