"""A track as a standalone figure, for notebooks, slides and files.

On the page a track's title, the numbers of its timesteps, the names of its rows and its scales
stand around the figure: here they are put into it.
"""

from typing import Any

from .base import COLUMN_WIDTH, Score, Template, Trace, time_axis
from .facts import SUBSCRIPTS
from .tracks.norms import DECADES
from .words import as_words

ABOVE, BELOW = 40, 38  # pixels for the title, and for the numbers of the timesteps
SCALE_WIDTH = 66
NARROWEST, WIDEST = 420, 1400
LETTER = 7.0  # pixels
MOST_TIMES = 20
LABEL_ROOM = 13.0  # pixels of height that a row's name needs
NO_MARGIN = {"l": 4, "r": 4, "t": 4, "b": 4}  # of a track that has nothing to draw


def standalone(template: Template, score: Score, title: str) -> Template:
    """A template that says by itself what it shows; its arrays and colours are still names."""
    before, meta = {"margin": NO_MARGIN, **template["layout"]}, template.get("meta", {})
    on_time = before.get("xaxis") == time_axis(score.steps)
    scales = [*meta.get("scales", ())] if on_time else []
    names = _row_names(meta, before)
    left = max(before["margin"]["l"], 14 + LETTER * max((len(n) for _, n in names), default=0))
    # Room for as many scales as any track of the network has, so that the columns of all line up.
    room = SCALE_WIDTH * (1 if len(score.model.new_cell().gates) == 1 else 2)
    right = before["margin"]["r"] + room * on_time
    top, bottom = before["margin"]["t"] + ABOVE, before["margin"]["b"] + BELOW * on_time
    width = left + right + COLUMN_WIDTH * (score.steps + 1) if on_time else NARROWEST
    width = round(min(WIDEST, max(NARROWEST, width)))
    inner = width - left - right
    layout = {
        **before,
        "title": {"text": title, "x": 0.0, "xanchor": "left", "pad": {"l": 12, "t": 10}, "y": 1.0}
        | {"yanchor": "top", "font": {"size": 15}},
        "height": before["height"] + ABOVE + BELOW * on_time,
        "width": width,
        "margin": {"l": round(left), "r": right, "t": top, "b": bottom, "pad": 0},
        "annotations": [*before.get("annotations", ()), *(_row_name(*one) for one in names)],
        "paper_bgcolor": "$paper",
        "template": {},  # else Plotly's own look comes in where Python shows it
        "showlegend": True,
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
    }
    if on_time:
        layout["xaxis"] = {**before["xaxis"], **_times(score.steps)}
    data = _keyed(template["data"], meta.get("legend"), on_time)
    weights = {
        name: one | {"data": _scaled(one["data"], one["meta"]["scales"], inner)}
        for name, one in meta.get("weights", {}).items()
    }
    schedules = {
        name: trace | {"showlegend": False} for name, trace in meta.get("schedules", {}).items()
    }
    chosen = {"needs": meta.get("needs", []), "weights": weights, "schedules": schedules}
    chosen |= {"weight": meta["weight"]} if weights else {}
    return {"data": _scaled(data, scales, inner), "layout": layout, "meta": chosen}


def _times(steps: int) -> Trace:
    """Numbers under the columns, of many not all."""
    every = -(-steps // MOST_TIMES)
    shown = list(range(1, steps + 1, every))
    return {
        "visible": True,
        "tickvals": shown,
        "ticktext": [str(t) for t in shown],
        "tickfont": {"size": 11, "color": "$muted"},
        "title": {"text": "t", "font": {"size": 12}, "standoff": 4},
        "showgrid": False,
        "zeroline": False,
        "anchor": "free",
        "position": 0,
    }


def _row_names(meta: dict[str, Any], layout: Template) -> list[tuple[float, str]]:
    """Where the middle of a row or block lies, from the upper edge (0) to the lower (1)."""
    margin = layout["margin"]
    inner = layout["height"] - margin["t"] - margin["b"]
    names: list[tuple[float, str]] = []
    blocks = meta.get("blocks", ())
    for block in blocks:
        rows, symbol = block["rows"], block["symbol"]
        if meta.get("labels"):
            break
        if len(blocks) > 1:
            names.append((block["top"] + block["height"] / 2, symbol))
            continue
        every = _every(inner * block["height"] / rows)
        shown = [unit for unit in range(1, rows + 1) if (unit - 1) % every == 0]
        names += [
            (block["top"] + (unit - 0.5) / rows * block["height"], f"{symbol}[{unit}]")
            for unit in shown
        ]
    texts = meta.get("labels") or [f"L{tau}".translate(SUBSCRIPTS) for tau in meta.get("rows", ())]
    low, high = layout.get("yaxis", {}).get("domain", (0.0, 1.0))
    share = high - low
    every = _every(inner * share / max(len(texts), 1))
    if "places" in meta:
        return [*names, *zip(meta["places"], texts, strict=True)]
    middles = [(1 - high) + (i + 0.5) / len(texts) * share for i in range(len(texts))]
    return names + [*zip(middles, texts, strict=True)][::-1][::every]


def _every(row: float) -> int:
    """Every how manyth of rows that are so many pixels high has room for a name."""
    return max(1, -int(-LABEL_ROOM // row))


def _row_name(middle: float, text: str) -> Trace:
    return {
        "text": as_words(text),
        "x": 0,
        "xref": "paper",
        "xanchor": "right",
        "xshift": -6,
        "y": 1 - middle,
        "yref": "paper",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 11, "color": "$muted"},
    }


def _keyed(data: list[Trace], signs: list[str] | None, on_time: bool) -> list[Trace]:
    """With the lines in the key that the track explains; all, where no axis is shared."""

    def is_named(trace: Trace) -> bool:
        return trace["name"] in signs if signs is not None else not on_time

    return [
        trace if trace["type"] == "heatmap" else trace | {"showlegend": is_named(trace)}
        for trace in data
    ]


def _scaled(data: list[Trace], scales: list[Template], inner: float) -> list[Trace]:
    """With a bar for each colorscale, at its first heatmap; columns take `inner` pixels."""
    found = list(data)
    for number, scale in enumerate(scales):
        for i, trace in enumerate(found):
            limits = [trace.get("zmin"), trace.get("zmax")]
            powers = limits == list(DECADES)
            if trace.get("colorscale") == scale["scale"] and (powers or limits == scale["limits"]):
                found[i] = trace | {
                    "showscale": True,
                    "colorbar": _bar(number * SCALE_WIDTH / inner, scale, powers),
                }
                break
    return found


def _bar(beside: float, scale: Template, powers: bool) -> Trace:
    exponents = {"tickprefix": "10<sup>", "ticksuffix": "</sup>"} if powers else {}
    return {
        "thickness": 9,
        "len": 1,
        "outlinewidth": 0,
        "nticks": 4,
        "tickfont": {"size": 11, "color": "$muted"},
        "title": {"text": scale["symbol"], "font": {"size": 11}},
        "x": 1 + beside,  # by padding instead it would push the columns
        "xref": "paper",
        "xpad": 8,
        **exponents,
    }
