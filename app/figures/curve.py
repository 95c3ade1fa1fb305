"""What was learnt of y = f(x): the curve of the network on that of the task."""

from ..tasks import Task
from .base import QUIET, Template, number_axis, scatter


def figure(_: Task) -> Template:
    """Over the values of x that are held out."""
    return {
        "data": [
            _line("truth", "@picture.targets", "$p", "dot"),
            _line("network", "@picture.outputs", "$y", "solid"),
        ],
        "layout": {
            "height": 180,
            "margin": {"l": 40, "r": 8, "t": 6, "b": 24, "pad": 0},
            "xaxis": number_axis(fixedrange=True, nticks=6),
            "yaxis": number_axis(fixedrange=True, nticks=5),
            **QUIET,
        },
    }


def _line(name: str, y: str, colour: str, dash: str) -> Template:
    line = {"color": colour, "width": 2.5, "dash": dash}
    return scatter(name=name, mode="lines", x="@picture.inputs", y=y, line=line)
