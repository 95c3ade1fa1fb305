"""Which answers are taken for which: a row for each right answer, a column for each given one."""

from ..tasks import Task
from .base import QUIET, Template
from .words import as_words

ROW = 34  # pixels


def figure(task: Task) -> Template:
    """How often each pair occurs in what is held out, as numbers in cells."""
    names = [as_words(name) for name in task.output_names]
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
                "x": names,
                "y": names,
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
            "xaxis": axis,
            "yaxis": {**axis, "autorange": "reversed"},
            **QUIET,
        },
    }
