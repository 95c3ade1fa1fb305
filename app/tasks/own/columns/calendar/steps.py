"""Steps of time: from which one to the next all dates of a series go."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .dates import Moments

MOST_INSERTED = 0.1  # of the rows
FEWEST = 3  # dates that make a step
FEWEST_WEEKS = 3  # that show which days have no dates


class Step(NamedTuple):
    """A step of time, as an offset of pandas, and how many dates lack between the others."""

    offset: Any  # of pandas, whose types are not looked into
    lacking: int
    working_days: bool = False  # whether it steps over weekends
    holidays: int = 0  # working days without a date, which are no gaps


def step_of(moments: Moments) -> Step | None:
    """The step of dates (n,), each later than the one before; None if they are not even.

    Up to a tenth of the dates may lack.
    """
    if len(moments) < FEWEST:
        return None
    return _months(moments) or _even(moments) or _working_days(moments)


def following(last: np.datetime64, step: Step, count: int) -> list[pd.Timestamp]:
    """The dates after the last one, as far as years have four digits."""
    date, dates = pd.Timestamp(last), []
    for _ in range(count):
        try:
            date += step.offset
            date.to_pydatetime()
        except (ValueError, OverflowError):
            break
        dates.append(date)
    return dates


def every(moments: Moments, step: Step) -> Moments:
    """All dates from the first to the last one, in steps."""
    dates: Moments = pd.date_range(moments[0], moments[-1], freq=step.offset).to_numpy(
        "datetime64[us]"
    )
    return dates


def _lacking(steps: np.ndarray) -> tuple[int, int] | None:
    """The usual one of whole steps (n − 1,), and how many of it lack; None if they are not even."""
    usual = int(np.median(steps))
    if usual < 1 or (steps % usual).any():
        return None
    lacking = int(steps.sum()) // usual - len(steps)
    return (usual, lacking) if lacking <= MOST_INSERTED * (len(steps) + 1) else None


def _months(moments: Moments) -> Step | None:
    """Months, or years: one and the same day of each, the last, the last or first working one."""
    dates = pd.DatetimeIndex(moments)
    if len(set(moments - dates.normalize().to_numpy("datetime64[us]"))) > 1:
        return None
    found = _lacking(np.diff(moments.astype("datetime64[M]").astype(int)))
    if not found:
        return None
    months, lacking = found
    if (dates.day == dates.day[0]).all():
        return Step(pd.DateOffset(months=months), lacking)
    if dates.is_month_end.all():
        return Step(pd.offsets.MonthEnd(months), lacking)
    for working in (pd.offsets.BMonthEnd, pd.offsets.BMonthBegin):
        if all(map(working().is_on_offset, dates)):
            return Step(working(months), lacking)
    return None


def _even(moments: Moments) -> Step | None:
    """So many seconds, or days."""
    found = _lacking(np.diff(moments).astype(np.int64))
    return Step(pd.Timedelta(found[0], "us"), found[1]) if found else None


def _working_days(moments: Moments) -> Step | None:
    """Days of the week that have dates, as Monday to Friday; those without are no gaps.

    What else lacks is taken for holidays, which are none either.
    """
    dates = moments.astype("datetime64[D]")
    times = moments - dates
    weekdays = set(pd.DatetimeIndex(dates).day_of_week)
    mask = "".join("1" if day in weekdays else "0" for day in range(7))
    weekend = "0" * (7 - len(weekdays))
    if not 1 <= len(weekend) <= 3 or weekend not in mask * 2 or (times != times[0]).any():
        return None
    found = _lacking(np.busday_count(dates[:-1], dates[1:], weekmask=mask))
    if not found or found[0] != 1 or dates[-1] - dates[0] < FEWEST_WEEKS * np.timedelta64(7, "D"):
        return None
    return Step(
        pd.offsets.CustomBusinessDay(weekmask=mask), 0, working_days=True, holidays=found[1]
    )
