"""The held-out years: what was, what the network says one step ahead, what "as last" says."""

from collections.abc import Sequence

from ..tasks import SeriesTask, Task
from .base import QUIET, Template, Trace, number_axis, scatter, y_axis
from .labels import labelled
from .words import as_words

ROW, ROWS, TITLE = 96, 480, 16  # pixels of each of several targets, of all, of a target's name


def figure(task: Task) -> Template:
    """Lines over the labels of the held-out values, in original units; a row for each target."""
    assert isinstance(task, SeriesTask)  # no other task has this picture
    start, count = task.train_length, task.output_size
    places, axis_labels = labelled(task.labels[start:], start)
    inner = 110 if count == 1 else min(ROW * count, ROWS)
    figure: Template = {
        "data": [],
        "layout": {
            "height": inner + 30,
            "margin": {"l": 40, "r": 8, "t": 6, "b": 24, "pad": 0},
            "xaxis": {
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickangle": 0,
                "ticklabeloverflow": "allow",
                "tickfont": {"size": 11, "color": "$muted"},
                **axis_labels,
            },
            **QUIET,
        },
    }
    for row, column in enumerate(task.predicted):
        axis, values = y_axis(row), column.values.tolist()
        lines = _lines(values, start, places, f",{row}" if count > 1 else "")
        figure["data"] += [line | {"yaxis": axis} for line in lines]
        figure["layout"][axis.replace("y", "yaxis")] = number_axis(
            fixedrange=True,
            autorange=True,
            autorangeoptions={"include": [min(values), max(values)]},
            nticks=5 if count == 1 else 3,
        )
    if count > 1:
        _stack(figure["layout"], [column.name for column in task.predicted], inner)
    return figure


def _stack(layout: Template, names: list[str], inner: int) -> None:
    """Put the rows one under the other, each below its name."""
    count = len(names)
    layout["xaxis"]["anchor"] = y_axis(count - 1)
    layout["annotations"] = [_name(name, 1 - row / count) for row, name in enumerate(names)]
    for row in range(count):
        ends = (
            1 - (row + 1) / count + 4 / inner * (row + 1 < count),
            1 - row / count - TITLE / inner,
        )
        layout[y_axis(row).replace("y", "yaxis")]["domain"] = [*ends]


def _name(text: str, y: float) -> Trace:
    """What a row shows, at its upper edge: the page says it in its own words, if it has any."""
    return {
        "text": as_words(text),
        "x": 0,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 11},
    }


def _lines(
    values: list[float], start: int, places: Sequence[int | str], column: str
) -> list[Trace]:
    lines = [
        ("baseline", values[start - 1 : -1], "$muted", 1, "dot"),
        ("truth", values[start:], "$p", 1.5, "solid"),
        ("network", f"@picture.predictions[{start}:{column}]", "$y", 2.5, "solid"),
    ]
    return [
        scatter(
            name=name,
            mode="lines",
            x=places,
            y=y,
            line={"color": colour, "width": width, "dash": dash},
        )
        for name, y, colour, width, dash in lines
    ]
