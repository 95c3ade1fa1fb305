"""Where the nodes and edges of the graph lie, unrolled over time and compressed into one cell.

A point is [column, row] or [column, row, dx, dy] with an offset in pixels, because a loop or a
bulge must keep its shape however wide a column is. Every edge has as many points in both layouts,
so unrolling is one interpolation from point to point.

Two directions are two rows of states: the edges of one pass the states of the other in a bow.
"""

from collections.abc import Iterable
from itertools import pairwise

from ..engine.bidirectional import SUFFIX
from ..engine.feedback import fed_steps
from .base import COLUMN_WIDTH, Score
from .meta import EdgePaths, NodePlaces, Point

Path = list[Point]

ROWS = {"x": 0.0, "h": 1.0, "y": 2.0, "p": 2.74}
TWO_ROWS = {"x": 0.0, "h": 1.0, "h_reverse": 1.84, "y": 2.84, "p": 3.58}
ROW_HEIGHT = 64  # in pixels
BEND = 13  # points of a bent edge
LOOP = (118.0, 62.0)  # the control point of the loop, in pixels from the cell
OUTER_LOOP = (196.0, 110.0)  # of what a cell hands on beside it
LANE = 11.0  # pixels from the state's edge to what is handed on beside it
SAG = 46.0  # the control point of a gradient's arc, in pixels off the straight line
BOW = 0.43  # of a column
TIGHT_BOW = 36.0  # of the compressed cell, in pixels
BACK = (-96.0, 0.5)  # the loop from y to x: reach in pixels; unrolled, its bend in columns

SHARES = [i / (BEND - 1) for i in range(BEND)]


def rows(score: Score) -> dict[str, float]:
    """The height of each kind of node."""
    return TWO_ROWS if score.model.bidirectional else ROWS


def fed(score: Score) -> list[int]:
    """The steps that read what the step before has put out, or should have."""
    if score.feedback == "none":
        return []
    return [t for t, has in enumerate(fed_steps(score.has_input, score.has_output), 1) if has]


def columns(score: Score) -> dict[str, list[int]]:
    """Which timesteps have a node of each kind. h_0 is a node, too."""
    steps = range(1, score.steps + 1)
    outputs = [t for t in steps if score.has_output[t - 1]]
    reads = {t for t in steps if score.has_input[t - 1]} | set(fed(score))
    times = {"x": sorted(reads), "h": [0, *steps]}
    if score.model.bidirectional:
        times["h_reverse"] = [*steps]
    return {**times, "y": outputs, "p": outputs}


def centre(score: Score) -> float:
    """The column that the compressed cell stands in."""
    return score.steps / 2


def nodes(score: Score) -> dict[str, NodePlaces]:
    """Positions of the nodes of each kind in both layouts."""
    middle, heights = centre(score), rows(score)
    return {
        kind: {
            "unrolled": [[t, heights[kind]] for t in times],
            "compressed": [[middle, heights[kind]] for _ in times],
        }
        for kind, times in columns(score).items()
    }


def lanes(score: Score) -> list[str]:
    """What a cell hands to its next step without a weight, such as c."""
    wires = score.model.new_cell().graph.edges
    return [wire.source for wire in wires if wire.delay and wire.weight is None]


def edges(score: Score) -> dict[str, EdgePaths]:
    """EdgePaths of the edges of each weight, of what goes without one, and of the error."""
    times, two = columns(score), score.model.bidirectional
    found = {
        "W_x": _upright(score, times["x"], "x", "h"),
        "W_y": _upright(score, times["y"], "h", "y", BOW if two else 0.0),
        "e": _upright(score, times["y"], "p", "y"),
    }
    found |= _through_time(score, "", range(score.steps), 1)
    if two:
        found["W_x_reverse"] = _upright(score, times["x"], "x", "h_reverse", -BOW)
        found["W_y_reverse"] = _upright(score, times["y"], "h_reverse", "y")
        # What the reversed one begins with is off screen.
        found |= _through_time(score, SUFFIX, range(2, score.steps + 2), -1)
    if fed(score):
        found["feedback"] = _back(score)
    return found


def _through_time(score: Score, end: str, starts: Iterable[int], step: int) -> dict[str, EdgePaths]:
    """What a direction hands from step to step: by its weight, and beside that without one."""
    carrier, found = score.model.new_cell().carrier, {}
    if carrier is not None:
        found[carrier + end] = _state_edges(score, f"h{end}", starts, step, LOOP)
    beside = (OUTER_LOOP, LANE) if carrier else (LOOP,)
    for name in lanes(score):
        found[f"lane_{name}{end}"] = _state_edges(score, f"h{end}", starts, step, *beside)
    return found


def _upright(score: Score, times: list[int], start: str, end: str, bow: float = 0.0) -> EdgePaths:
    """One upright edge a timestep, in a bow where something stands between."""
    heights, middle = rows(score), centre(score)
    low, high = heights[start], heights[end]
    if bow == 0:
        return {
            "unrolled": [[[t, low], [t, high]] for t in times],
            "compressed": [[[middle, low], [middle, high]] for _ in times],
        }
    bends = [4 * share * (1 - share) for share in SHARES]
    way = [(low + share * (high - low), bend) for share, bend in zip(SHARES, bends, strict=True)]
    tight = TIGHT_BOW if bow > 0 else -TIGHT_BOW
    return {
        "unrolled": [[[t + round(bow * bend, 4), y, 0, 0] for y, bend in way] for t in times],
        "compressed": [[[middle, y, round(tight * bend, 2), 0] for y, bend in way]] * len(times),
    }


def _state_edges(
    score: Score,
    kind: str,
    starts: Iterable[int],
    step: int,
    control: tuple[float, float],
    beside: float = 0.0,
) -> EdgePaths:
    """From state to state: straight over time, all of them the one loop of the compressed cell."""
    row, (reach, spread) = rows(score)[kind], control
    offset = [0.0, beside] if beside else []
    loop = [[centre(score), row, *_bezier(share, step * reach, spread)] for share in SHARES]
    return {
        "unrolled": [
            [[min(start + step * share, score.steps + 0.5), row, *offset] for share in SHARES]
            for start in starts
        ],
        "compressed": [loop] * score.steps,
    }


def _bezier(share: float, reach: float, spread: float) -> tuple[float, float]:
    """A drop: out of the cell to the upper right, back into it from the lower right."""
    weight_out, weight_back = 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share)
    return (
        round(reach * (weight_out + weight_back), 2),
        round(spread * (weight_out - weight_back), 2),
    )


def _back(score: Score) -> EdgePaths:
    """From y_{t-1}, or from p_{t-1} that teaches, down between the columns to x_t."""
    heights, times, middle = rows(score), fed(score), centre(score)
    top = heights["p" if score.feedback == "teacher" else "y"]
    reach, bend = BACK
    ways = [
        (
            3 * s * (1 - s) ** 2 * bend + 3 * s**2 * (1 - s) * (1 - bend) + s**3,
            top * (1 - s) ** 2 * (1 + 2 * s),
            round(reach * 4 * s * (1 - s), 2),
        )
        for s in SHARES
    ]
    return {
        "unrolled": [[[round(t - 1 + x, 4), round(y, 4), 0, 0] for x, y, _ in ways] for t in times],
        "compressed": [[[middle, round(y, 4), dx, 0] for _, y, dx in ways]] * len(times),
    }


def flow(score: Score) -> dict[str, EdgePaths]:
    """The way of the gradient: from y_t down to h_t, and from state to state, as arcs."""
    found = {"state": _state_arcs(score, "h", 1), "error": _error_arcs(score, "h", 1)}
    if score.model.bidirectional:
        found["state_reverse"] = _state_arcs(score, "h_reverse", -1)
        found["error_reverse"] = _error_arcs(score, "h_reverse", -1)
    return found


def _state_arcs(score: Score, kind: str, step: int) -> EdgePaths:
    """Against the state's own edges: under them, those of the reversed direction over them."""
    row, loop_reach = rows(score)[kind], step * LOOP[0]
    sag = [round(2 * share * (1 - share) * SAG, 2) for share in SHARES]
    loop = [[centre(score), row, *_bezier(1 - share, loop_reach, LOOP[1])] for share in SHARES]
    return {
        "unrolled": [
            [
                [min(t - step * share, score.steps + 0.5), row, 0, -step * drop]
                for share, drop in zip(SHARES, sag, strict=True)
            ]
            for t in score.times
        ],
        "compressed": [loop] * score.steps,
    }


def _error_arcs(score: Score, kind: str, side: int) -> EdgePaths:
    heights, middle, outputs = rows(score), centre(score), columns(score)["y"]
    high, fall = heights["y"], heights["y"] - heights[kind]
    wide = fall > 1.2  # past the states of the other direction
    down = [
        (high - share * fall, round(2 * share * (1 - share) * SAG * (1.35 if wide else 0.75), 2))
        for share in SHARES
    ]
    return {
        "unrolled": [[[t, y, side * dx, 0] for y, dx in down] for t in outputs],
        "compressed": [[[middle, y, -side * dx, 0] for y, dx in down]] * len(outputs),
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
