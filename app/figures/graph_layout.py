"""Where the nodes and edges of the graph lie, unrolled over time and compressed into one cell.

A point is [column, row] or [column, row, dx, dy] with an offset in pixels, because a loop or a
bulge must keep its shape however wide a column is. Every edge has as many points in both layouts,
so unrolling is one interpolation from point to point.
"""

from itertools import pairwise

from ..runs.experiment import Experiment
from .base import COLUMN_WIDTH

Point = list[float]
Path = list[Point]
Paths = dict[str, list[Path]]  # by layout

ROWS = {"x": 0.0, "h": 1.0, "y": 2.0, "p": 2.74}
ROW_HEIGHT = 64  # in pixels
BEND = 13  # points of a bent edge
LOOP = (118.0, 62.0)  # the control point of the loop, in pixels from the cell
SAG = 46.0  # the control point of a gradient's arc, in pixels off the straight line


def columns(run: Experiment) -> dict[str, list[int]]:
    """Which timesteps have a node of each kind. h_0 is a node, too."""
    steps = range(1, run.k + 1)
    outputs = [t for t in steps if run.has_output[t - 1]]
    return {
        "x": [t for t in steps if run.has_input[t - 1]],
        "h": [0, *steps],
        "y": outputs,
        "p": outputs,
    }


def centre(run: Experiment) -> float:
    """The column that the compressed cell stands in."""
    return run.k / 2


def nodes(run: Experiment) -> dict[str, dict[str, Path]]:
    """Positions of the nodes of each kind in both layouts."""
    middle = centre(run)
    return {
        kind: {
            "unrolled": [[t, ROWS[kind]] for t in times],
            "compressed": [[middle, ROWS[kind]] for _ in times],
        }
        for kind, times in columns(run).items()
    }


def edges(run: Experiment) -> dict[str, Paths]:
    """Paths of the edges of each weight, and of the error between y_t and p_t."""
    times = columns(run)
    straight = {
        "W_x": _straight(run, times["x"], "x", "h"),
        "W_y": _straight(run, times["y"], "h", "y"),
        "e": _straight(run, times["y"], "p", "y"),
    }
    return straight | {"W_h": _state_edges(run)}


def _straight(run: Experiment, times: list[int], start: str, end: str) -> Paths:
    """One upright edge a timestep; compressed they all lie on one another."""
    low, high, middle = ROWS[start], ROWS[end], centre(run)
    return {
        "unrolled": [[[t, low], [t, high]] for t in times],
        "compressed": [[[middle, low], [middle, high]] for _ in times],
    }


def _state_edges(run: Experiment) -> Paths:
    """h_{t-1} to h_t: straight over time, all of them the one loop of the compressed cell."""
    row, shares = ROWS["h"], [i / (BEND - 1) for i in range(BEND)]
    loop = [[centre(run), row, *_bezier(share, *LOOP)] for share in shares]
    return {
        "unrolled": [[[start + share, row] for share in shares] for start in range(run.k)],
        "compressed": [loop] * run.k,
    }


def _bezier(share: float, reach: float, spread: float) -> tuple[float, float]:
    """A drop: out of the cell to the upper right, back into it from the lower right."""
    weight_out, weight_back = 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share)
    return (
        round(reach * (weight_out + weight_back), 2),
        round(spread * (weight_out - weight_back), 2),
    )


def flow(run: Experiment) -> dict[str, Paths]:
    """The way of the gradient: from y_t down to h_t, and from h_t back to h_{t-1}, as arcs."""
    row, shares, middle = ROWS["h"], [i / (BEND - 1) for i in range(BEND)], centre(run)
    sag = [round(2 * share * (1 - share) * SAG, 2) for share in shares]
    down = [(ROWS["y"] - share, drop * 0.75) for share, drop in zip(shares, sag, strict=True)]
    outputs = columns(run)["y"]
    loop = [[middle, row, *_bezier(1 - share, *LOOP)] for share in shares]
    return {
        "state": {
            "unrolled": [
                [[t - share, row, 0, -drop] for share, drop in zip(shares, sag, strict=True)]
                for t in range(1, run.k + 1)
            ],
            "compressed": [loop] * run.k,
        },
        "error": {
            "unrolled": [[[t, y, dx, 0] for y, dx in down] for t in outputs],
            "compressed": [[[middle, y, -dx, 0] for y, dx in down]] * len(outputs),
        },
    }


def flatten(paths: list[Path]) -> tuple[list[float | None], list[float | None]]:
    """x and y of many paths for one line trace, with a gap after each."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for path in paths:
        for x, y in map(in_data, path):
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)
    return xs, ys


def heads(paths: list[Path]) -> list[Path]:
    """The last leg of each path, which its arrow head lies along."""
    return [list(leg) for path in paths for leg in list(pairwise(path))[-1:]]


def in_data(point: Point) -> tuple[float, float]:
    """A point without offset, for a column of the usual width."""
    x, y, *offset = point
    dx, dy = offset or (0.0, 0.0)
    return x + dx / COLUMN_WIDTH, y + dy / ROW_HEIGHT
