"""Rows in the order of their dates, evenly spaced: what is not so is mended and told."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from ...notes import Note, counted
from ..cells import Cells
from ..table import AHEAD
from .dates import Dates, Moments
from .headings import TIME, named
from .steps import Step, every, following, step_of

MOST_REPEATED = 0.1  # of the rows of a single series


class Timeline(NamedTuple):
    """Which row of the file stands where, None for one that was put in; n labels, those after."""

    rows: list[int | None]
    labels: list[str]
    ahead: list[str]
    notes: list[Note]


def as_they_are(labels: Cells | None, count: int) -> Timeline:
    """Rows without dates, called by the cells of a column, or by their numbers from 1.

    Numbers that are called a time and go backwards are turned.
    """
    if labels is None:
        names = [str(i + 1) for i in range(count + AHEAD)]
        return Timeline(list(range(count)), names[:count], names[count:], [])
    turned = labels.way < 0 and named(labels.name, TIME)
    rows: list[int | None] = [*range(count)][:: -1 if turned else 1]
    names = labels.cells[:: -1 if turned else 1]
    notes = [Note("turned")] if turned else []
    if not labels.step:
        return Timeline(rows, names, [], notes)
    last, step = labels.first_values[0 if turned else -1], labels.step * (-1 if turned else 1)
    ahead = [f"{last + step * i:.{labels.decimals}f}" for i in range(1, AHEAD + 1)]
    return Timeline(rows, names, ahead, notes)


def in_time(dates: Dates, cells: Sequence[str]) -> Timeline:
    """The rows (n,), the oldest first, with new ones for missing dates; and what was done."""
    moments = _comparable(dates)
    if len(np.unique(moments)) < len(moments):
        return _repeated(moments, cells)
    order = np.argsort(moments)
    notes = _order_noted(order)
    rows, labels = order.tolist(), [cells[row] for row in order]
    moments = moments[order]
    step = step_of(moments)
    if not step:
        return Timeline(rows, labels, [], [*notes, Note("uneven")] if len(rows) > 1 else notes)
    shifts = (dates.moments - _comparable(dates))[order]
    zones = [dates.zones[row] for row in rows]
    ahead = [
        dates.form.written((moment + shifts[-1]).to_pydatetime()) + zones[-1]
        for moment in following(moments[-1], step, AHEAD)
    ]
    if step.working_days:
        notes += [Note("working_days"), *counted(holidays=step.holidays)]
    if not step.lacking:
        return Timeline(rows, labels, ahead, notes)
    notes.append(Note("inserted", step.lacking))
    filled = _filled(moments, rows, step)
    return Timeline(filled, _labels(dates, cells, filled, every(moments, step)), ahead, notes)


def _repeated(moments: Moments, cells: Sequence[str]) -> Timeline:
    """Rows of which some are of one time, turned where they go backwards.

    If they are few all are sorted; else the rows may be of several series, and stay.
    """
    steps = np.diff(moments).astype(np.int64)
    turned = bool((steps <= 0).all() and (steps < 0).any())
    rows = np.arange(len(cells))[:: -1 if turned else 1]
    few = len(np.unique(moments)) >= (1 - MOST_REPEATED) * len(cells)
    order = rows[np.argsort(moments[rows], kind="stable")] if few else rows
    return Timeline(
        order.tolist(),
        [cells[row] for row in order],
        [],
        [*_order_noted(order), Note("repeated")],
    )


def regularity(dates: Dates) -> tuple[bool, bool]:
    """Whether dates are evenly spaced, and whether their rows go one way in time."""
    moments = _comparable(dates)
    steps = np.diff(moments).astype(np.int64)
    one_way = bool((steps > 0).all() or (steps < 0).all())
    unique = np.unique(moments)
    return len(unique) == len(moments) and step_of(unique) is not None, one_way


def _comparable(dates: Dates) -> Moments:
    """Moments of one zone; but dates at one time of day stay what the calendar there says."""
    wall = dates.moments
    if len(set(dates.zones)) < 2 or len(set((wall - wall.astype("datetime64[D]")).tolist())) < 2:
        return wall
    offsets = {zone: _minutes(zone) for zone in set(dates.zones)}
    minutes = np.array([offsets[zone] for zone in dates.zones])
    moments: Moments = wall - minutes.astype("timedelta64[m]")
    return moments


def _minutes(zone: str) -> int:
    """How far a zone such as +01:00 is ahead of Greenwich."""
    digits = "".join(filter(str.isdigit, zone)).ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if "-" in zone else minutes


def _order_noted(order: np.ndarray) -> list[Note]:
    if (np.diff(order) > 0).all():
        return []
    return [Note("turned" if (np.diff(order) < 0).all() else "sorted")]


def _filled(moments: Moments, rows: list[int], step: Step) -> list[int | None]:
    there = dict(zip(moments.tolist(), rows, strict=True))
    return [there.get(moment) for moment in every(moments, step).tolist()]


def _labels(
    dates: Dates, cells: Sequence[str], rows: list[int | None], moments: Moments
) -> list[str]:
    """The cells, and for new rows their dates, in the zone of the row before, written like them."""
    labels, last = [], 0
    wall = _comparable(dates)
    for row, moment in zip(rows, moments, strict=True):
        last = last if row is None else row
        if row is not None:
            labels.append(cells[row])
            continue
        there = (moment + (dates.moments[last] - wall[last])).item()
        assert isinstance(there, datetime)
        labels.append(dates.form.written(there) + dates.zones[last])
    return labels
