"""x_t, y_t and p_t over time; the gap between y_t and p_t is the error e_t."""

from typing import NamedTuple

import numpy as np

from ...engine.arrays import Mask
from ..base import Score, Template, empty, layout, number_axis, scatter, y_axis
from ..facts import reads_and_answers, series_rows
from ..meta import Ask, Meta
from ..track import track
from ..units import Block, blocks

SPACE = "␣"
# Pixels of the rows of columns: of a target, of what is only read, and of many of these together.
TARGET_ROW, INPUT_ROW, LEAST_ROW, INPUT_ROWS = 72, 28, 8, 168
ROW_GAP = 6


@track("series", 2, shown=True, drawing="sequences")
def figure(score: Score) -> Template:
    """Lines for one answer at a step; for several, a row for each, the right one ringed.

    A series of several columns has lines in a row for each of them. Empty for a trace whose steps
    with an input or an output are none or have gaps between them.
    """
    if not (_has_span(score.has_input) and _has_span(score.has_output)):
        return empty(score)
    figure = _drawn(score)
    answered = _span(score.has_output)
    meta: Meta = figure["meta"]
    meta["tooltip"], meta["table"] = reads_and_answers(score), series_rows(score)
    meta["asks"] = [
        *_rows_ask(score, answered),
        {"what": "outputs", "first": answered.first, "last": answered.last},
        {"what": "inputs", "first": 1, "last": score.steps},
    ]
    of_step = ("inputs", "targets", "errors", "grad_logits")
    meta["marks"] = {**dict.fromkeys(of_step), "outputs": "outputs"}
    return figure


def _drawn(score: Score) -> Template:
    if score.output_columns:
        return _columns(score)
    return _rows(score) if score.model.output_size > 1 else _lines(score)


def _rows(score: Score) -> Template:
    outputs, answered = score.model.output_size, _span(score.has_output)
    shares = score.model.output_activation in ("sigmoid", "softmax")
    scale, lowest = ("$gate", 0) if shares else ("$activation", -1)  # as the graph's nodes have
    block = Block("outputs", "y", scale, (lowest, 1), rows=outputs)
    figure = blocks(score, [block], 6 + max(60, min(150, 12 * outputs)))
    figure["data"][0] |= {
        "x0": answered.first,
        "z": f"@outputs[{answered.first - 1}:{answered.last},b]",
    }
    figure["data"].append(
        scatter(
            name="p",
            mode="markers",
            cliponaxis=False,
            x0=1,
            dx=1,
            y="@summary.target_unit[:,b]",
            marker={
                "size": 9,
                "symbol": "square-open",
                "color": "$p",
                "line": {"color": "$p", "width": 2},
            },
        )
    )
    names = [" ".join(name.split()) or SPACE for name in score.output_names]
    figure["meta"] |= {"labels": names, "legend": ["p"]}
    return figure


def _lines(score: Score) -> Template:
    """On the scaled axis, which always holds the whole series.

    A step without input has no x, one without output no y and no p.
    """
    few = score.steps <= 30
    read, answered = _span(score.has_input), _span(score.has_output)
    # Words are read where the ruler is.
    inputs = [] if score.input_names else range(score.model.input_size)
    return {
        "data": [
            *(_inputs(few, read, feature, "dot" if feature else "solid") for feature in inputs),
            _targets(few, answered),
            _outputs(few, answered),
        ],
        "layout": layout(
            score.steps,
            118,
            number_axis(autorange=True, autorangeoptions={"include": [*score.extremes]}, nticks=4),
            (6, 6),
        ),
        "meta": {"legend": [*(["x"] if inputs else []), "y", "p", "e"]},
    }


def _columns(score: Score) -> Template:
    """Rows of lines: each target with its own past, if that is read; then what else is read."""
    few, read, answered = score.steps <= 30, _span(score.has_input), _span(score.has_output)
    names, targets = _row_names(score), score.model.output_size
    others = len(names) - targets
    each = max(LEAST_ROW, min(INPUT_ROW, INPUT_ROWS / max(others, 1)))
    heights = [TARGET_ROW] * targets + [each] * others
    inner = sum(heights) + ROW_GAP * (len(names) - 1)
    figure: Template = {
        "data": [],
        "layout": layout(score.steps, round(inner) + 6, {}),
        "meta": {"labels": names, "places": [], "legend": ["x", "y", "p", "e"]},
    }
    top = 0.0
    for row, (name, height) in enumerate(zip(names, heights, strict=True)):
        axis = y_axis(row)
        figure["layout"][axis.replace("y", "yaxis")] = {
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "fixedrange": True,
            "autorange": True,
            "autorangeoptions": {"include": [*score.column_extremes[name]]},
            "domain": [max(0.0, 1 - (top + height) / inner), 1 - top / inner],
        }
        lines = [
            _inputs(few, read, feature, "solid")
            for feature, column in enumerate(score.input_columns)
            if column == name
        ]
        if row < targets:
            lines += [_targets(few, answered, row), _outputs(few, answered, row)]
        figure["data"] += [one | {"yaxis": axis} for one in lines]
        figure["meta"]["places"].append((top + height / 2) / inner)
        top += height + ROW_GAP
    return figure


def _rows_ask(score: Score, answered: "Span") -> list[Ask]:
    """What the rows of columns ask: the answer where there is one, else what is read."""
    names = _row_names(score)
    outputs = [
        Ask(what="outputs", first=answered.first, last=answered.last, unit=row + 1, row=row)
        for row in range(len(score.output_columns))
    ]
    inputs = [
        Ask(what="inputs", first=1, last=score.steps, unit=unit, row=names.index(name))
        for unit, name in enumerate(score.input_columns, start=1)
    ]
    return [*outputs, *inputs]


def _row_names(score: Score) -> list[str]:
    others = [name for name in score.input_columns if name not in score.output_columns]
    return [*score.output_columns, *others]


class Span(NamedTuple):
    """The steps first … last, from 1, without gaps between them."""

    first: int
    last: int

    def of(self, name: str, feature: int = 0) -> str:
        """The reference to the numbers of these steps."""
        return f"@{name}[{self.first - 1}:{self.last},b,{feature}]"


def _has_span(mask: Mask) -> bool:
    steps = np.flatnonzero(mask)
    return bool(steps.size) and int(steps[-1] - steps[0]) + 1 == steps.size


def _span(mask: Mask) -> Span:
    steps = np.flatnonzero(mask) + 1
    return Span(int(steps[0]), int(steps[-1]))


def _named(symbol: str, feature: int) -> str:
    return symbol if feature == 0 else f"{symbol}[{feature + 1}]"


def _inputs(few: bool, steps: Span, feature: int, dash: str) -> Template:
    return scatter(
        name=_named("x", feature),
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("inputs", feature),
        line={"color": "$x", "width": 1.5, "dash": dash},
        marker={"color": "$x", "size": 6 if few else 4, "symbol": "circle"},
    )


def _targets(few: bool, steps: Span, feature: int = 0) -> Template:
    return scatter(
        name=_named("p", feature),
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("targets", feature),
        line={"color": "$p", "width": 1.5, "dash": "dot"},
        marker={
            "color": "$paper",
            "size": 9 if few else 6,
            "symbol": "square",
            "line": {"color": "$p", "width": 2},
        },
    )


def _outputs(few: bool, steps: Span, feature: int = 0) -> Template:
    """The bar from y_t, of the length of e_t, ends at p_t."""
    return scatter(
        name=_named("y", feature),
        mode="lines+markers",
        cliponaxis=False,
        x0=steps.first,
        dx=1,
        y=steps.of("outputs", feature),
        line={"color": "$y", "width": 2},
        marker={"color": "$y", "size": 8 if few else 6, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0] * (steps.last - steps.first + 1),
            "arrayminus": steps.of("errors", feature),
            "color": "$accent",
            "thickness": 5 if few else 3,
            "width": 0,
        },
    )
