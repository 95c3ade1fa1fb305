"""Dates of a column: the readings in which all of its cells are dates."""

import re
from calendar import day_abbr, day_name
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .months import MonthWords, in_english, month_words
from .patterns import IN_DIGITS, UNIX, DateFormat, in_digits, patterns

Moments = npt.NDArray[np.datetime64]  # [us]
CLOCK = re.compile(
    r"(?P<day>.*?[^:\s,T])(?P<joint>[T ]\s*|,\s*|\s+|$)"
    r"(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?P<half>\s*[AaPp]\.?[Mm]\.?)?)?(?P<zone>\s*(?:Z|[A-Z]{3,4}|[+-]\d{2}(?::?\d{2})?))?"
)
LONGEST = 50  # characters
SAMPLE = 30  # cells by which a column is judged that has none
MOST_UNREAD = 0.2  # of the cells of a column that looks like dates
YEARS = (1500, 2200)  # of a number that may be a date
LATEST = 2040  # of two digits: later ones are of the century before


class Dates(NamedTuple):
    """A reading of n cells: when each of them is, as the clock there shows it."""

    moments: Moments  # (n,), NaT where there is no such date
    form: DateFormat
    zones: list[str]  # (n,) as they are written: Z, +01:00, or ""

    @property
    def readable(self) -> bool:
        """Whether all cells are dates."""
        return not np.isnat(self.moments).any()


class Cell(NamedTuple):
    """A cell taken apart: the day, and what follows it."""

    day: str
    joint: str
    time: re.Match[str] | None
    zone: str


def date_readings(cells: Sequence[str]) -> list[Dates]:
    """Each reading in which nearly all cells are dates; those of all of them, if there are any."""
    if len(cells) > 2 * SAMPLE and not date_readings(cells[:: len(cells) // SAMPLE]):
        return []
    parts = [_taken_apart(in_digits(cell)) for cell in cells]
    if not parts or parts[0] is None:
        return []
    known = [part for part in parts if part is not None]
    words = month_words([_without_weekday(part.day) for part in known])
    days = [_plain(part.day, words) if part else "" for part in parts]
    first = next((part for part in known if part.time), known[0])
    clock = _clock(first)
    seconds = [_seconds(part) for part in parts]
    if sum(one is not None for one in seconds) < len(cells) * (1 - MOST_UNREAD):
        return []
    found = []
    for pattern in patterns(days[0]):
        moments = _moments(days, pattern, seconds) if pattern else _without_days(seconds)
        if np.isnat(moments).mean() <= MOST_UNREAD:
            form = DateFormat(pattern, first.joint if clock[0] else "", *clock, words)
            form = form._replace(numerals=in_digits(cells[0]) != cells[0])
            zones = [part.zone if part else "" for part in parts]
            found.append(Dates(moments, _padded(form, moments, cells), zones))
            if pattern in IN_DIGITS:
                break
    whole = {one.form.pattern: one for one in found if one.readable}
    for day in ("%d.%m.%Y", "%d.%m.%y"):  # with points the day comes first, if it can
        if day in whole:
            whole.pop(f"%m.%d.{day[-2:]}", None)
    return list(whole.values()) or found


def _taken_apart(cell: str) -> Cell | None:
    found = CLOCK.fullmatch(cell) if len(cell) <= LONGEST else None
    if not found:
        return None
    if found["time"]:
        return Cell(found["day"], found["joint"], found, found["zone"] or "")
    alone = CLOCK.fullmatch(f"x {cell}")
    if alone and alone["time"] and not alone["zone"]:
        return Cell("", "", alone, "")
    return Cell(cell, "", None, "")  # a zone, or a blank, without a time is part of the day


def _without_weekday(day: str) -> str:
    first = re.match("[A-Za-z]+", day)
    if first and first[0].title() in (*day_name, *day_abbr):
        return day[first.end() :].lstrip()
    return day


def _plain(day: str, words: MonthWords | None) -> str:
    """A day as strptime reads it: months in English, and without the st of 1st."""
    if words:
        rest = _without_weekday(day)
        day = day.removesuffix(rest) + in_english(rest, words)
    return re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", day)


def _clock(first: Cell) -> tuple[str, int]:
    """How the time of day is written, and how many digits a second has."""
    if not first.time:
        return "", 0
    half = first.time["half"]
    seconds = ":%S" if first.time["second"] else ""
    clock = (
        f"{'%I' if half else '%H'}:%M{seconds}{re.sub('[A-Za-z.]+', '%p', half) if half else ''}"
    )
    return clock, len(first.time["part"] or "")


def _seconds(part: Cell | None) -> float | None:
    """After midnight; None where there is no such time."""
    if part is None:
        return None
    time = part.time
    if time is None:
        return 0.0
    hour, minute, second = (int(time[name] or 0) for name in ("hour", "minute", "second"))
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if "p" in time["half"].lower() else 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second):
        return None
    return hour * 3600 + minute * 60 + second + float(f"0.{time['part'] or 0}")


def _moments(days: Sequence[str], pattern: str, seconds: Sequence[float | None]) -> Moments:
    """When the days are (n,), NaT for those that are not written in the pattern."""
    length = IN_DIGITS.get(pattern)
    texts = pd.Series(days, dtype="str")
    if pattern in UNIX:
        numbers = pd.to_numeric(texts.where(texts.str.len() == length), errors="coerce")
        unix: Moments = pd.to_datetime(numbers / UNIX[pattern], unit="s").to_numpy("datetime64[us]")
        return unix
    form = pattern
    if "%q" in pattern:
        quarter = r"(?<=Q)[1-4]|[1-4](?=季度)"
        texts = texts.str.replace(quarter, lambda one: str(int(one[0]) * 3 - 2), regex=True)
        form = pattern.replace("%q", "%m")
    if "%V" in pattern and "%u" not in pattern:
        texts, form = texts + "-1", f"{pattern}-%u"
    parsed = pd.to_datetime(texts, format=form, errors="coerce")
    if length:
        parsed = parsed.where(texts.str.len() == length)
        parsed = parsed.where(parsed.dt.year.between(*YEARS))
    if "%y" in pattern:
        century = pd.DateOffset(years=100)
        parsed = parsed.where(~(parsed.dt.year > LATEST), parsed - century)
    moments: Moments = parsed.to_numpy("datetime64[us]") + _times(seconds)
    return moments


def _times(seconds: Sequence[float | None]) -> npt.NDArray[np.timedelta64]:
    """Times of day (n,) [us], NaT for those that there are none of."""
    parts = [np.timedelta64("NaT") if one is None else round(one * 1e6) for one in seconds]
    return np.array(parts, "timedelta64[us]")


def _without_days(seconds: Sequence[float | None]) -> Moments:
    """Times of day (n,) one after the other: a midnight between two of them is a day."""
    times = np.array([np.nan if one is None else one for one in seconds])
    steps = np.diff(times)
    backwards = (steps < 0).sum() > (steps > 0).sum()
    passed = np.concatenate([[0], np.cumsum(steps > 0 if backwards else steps < 0)])
    days = passed[-1] - passed if backwards else passed
    moments: Moments = pd.to_datetime(days * 86_400 + times, unit="s").to_numpy("datetime64[us]")
    return moments


def _padded(form: DateFormat, moments: Moments, cells: Sequence[str]) -> DateFormat:
    """The format with 03.04. or 3.4., whichever writes more of the cells as they are."""
    some = [
        (moment, cell)
        for moment, cell in zip(moments[:100].tolist(), cells, strict=False)
        if isinstance(moment, datetime)
    ]
    forms = [form, form._replace(padded=False)]
    return max(forms, key=lambda one: sum(cell.startswith(one.written(m)) for m, cell in some))
