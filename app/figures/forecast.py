"""The held-out years: what was, what the network says one step ahead, what "as last" says."""

from ..tasks import SeriesTask, Task
from .base import QUIET, Template, number_axis, scatter
from .words import as_words


def figure(task: Task) -> Template:
    """Lines over the labels of the held-out values, in original units."""
    assert isinstance(task, SeriesTask)  # no other task has this picture
    start = task.train_length
    labels = [int(one) if one.isdecimal() else as_words(one) for one in task.labels[start:]]
    values = task.values[:, 0].tolist()
    truth, last = values[start:], values[start - 1 : -1]
    low, high = min(values), max(values)
    return {
        "data": [
            _line("baseline", labels, last, "$muted", 1, "dot"),
            _line("truth", labels, truth, "$p", 1.5, "solid"),
            _line("network", labels, f"@picture.predictions[{start}:]", "$y", 2.5, "solid"),
        ],
        "layout": {
            "height": 140,
            "margin": {"l": 40, "r": 8, "t": 6, "b": 24, "pad": 0},
            "xaxis": {
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "nticks": 6 if len(str(labels[0])) <= 4 else 3,
                "tickangle": 0,
                "ticklabeloverflow": "allow",
                "tickfont": {"size": 11, "color": "$muted"},
                "range": [labels[0], labels[-1]],
            },
            "yaxis": number_axis(
                fixedrange=True, autorange=True, autorangeoptions={"include": [low, high]}, nticks=5
            ),
            **QUIET,
        },
    }


def _line(name: str, x: object, y: object, colour: str, width: float, dash: str) -> Template:
    line = {"color": colour, "width": width, "dash": dash}
    return scatter(name=name, mode="lines", x=x, y=y, line=line)
