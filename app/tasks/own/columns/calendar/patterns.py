"""Patterns of dates as files write them, and dates written in one of them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from .months import WORD, MonthWords

DAYS = (
    *(f"%Y{sign}%m{sign}%d" for sign in ("-", "/", ".", " ")),
    *(f"%d{sign}%m{sign}%{year}" for year in "Yy" for sign in (".", "/", "-", " ")),
    *(f"%m{sign}%d{sign}%{year}" for year in "Yy" for sign in (".", "/", "-", " ")),
    *(f"%y{sign}%m{sign}%d" for sign in ("-", "/", ".")),
    *("%Y年%m月%d日", "%Y/%m/%d/"),
)
DAYS_IN_WORDS = (
    *(f"%d{sign}%b{sign}%{year}" for year in "Yy" for sign in (" ", "-", "/", ".", "")),
    *("%d. %b %Y", "%d. %b %y", "%d %b, %Y", "%b %d, %Y", "%b %d %Y", "%b-%d-%Y"),
    *(f"%Y{sign}%b{sign}%d" for sign in ("-", " ", "/", "")),
)
MONTHS = (
    *("%Y-%m", "%Y/%m", "%m/%Y", "%m-%Y", "%YM%m", "%Y-M%m", "%Y年%m月", "%Y年"),
    *(f"%b{sign}%{year}" for year in "Yy" for sign in (" ", "-", "/", ".", "")),
    *("%b, %Y", "%b '%y", "%b-'%y", *(f"%Y{sign}%b" for sign in (" ", "-", "/", ""))),
)
QUARTERS = tuple(
    pattern
    for sign in ("", "-", " ", "/", "_", ":")
    for pattern in (f"%Y{sign}Q%q", f"Q%q{sign}%Y", "%Y年第%q季度", "%Y年%q季度", "%Y年Q%q")
)
NUMERALS = "一二三四"  # of a quarter: 第一季度
WEEKS = (
    *("%G-W%V", "%GW%V", "%G W%V", "%G/W%V", "W%V %G", "W%V-%G", "%G-W%V-%u", "%GW%V%u"),
    *("KW %V %G", "KW%V %G", "%G KW %V", "%G-KW%V", "KW %V/%G"),
)
# What looks like a number, and how long it is.
IN_DIGITS = {
    **{"%Y": 4, "%Y%m": 6, "%Y.%m": 7, "%m.%Y": 7, "%Y%m%d": 8},
    **{"%Y%m%d%H": 10, "%Y%m%d%H%M": 12, "%Y%m%d%H%M%S": 14, "%s": 10, "%s%f": 13},
}
UNIX = {"%s": 1, "%s%f": 1000}  # a second
UNIX_START = datetime(1970, 1, 1)
COMPACT = (
    *("%Y%m%dT%H%M%S", "%Y%m%dT%H%M", "%Y%m%d %H%M", "%Y%m%d %H%M%S", "%Y-%m-%d %H"),
    "%Y-%m-%dT%H",
)
ALL = (
    *DAYS,
    *(f"{day}{rest}" for day in ("", "%a ", "%a, ", "%A ", "%A, ") for rest in DAYS_IN_WORDS),
    *(f"{day}{rest}" for day in ("%a ", "%A ", "%a, ", "%A, ") for rest in DAYS),
    *(*MONTHS, *QUARTERS, *WEEKS, *COMPACT),
)

LETTERS = {
    **{"%Y": "YYYY", "%G": "YYYY", "%y": "YY", "%m": "MM", "%d": "DD", "%b": "MMM", "%q": "Q"},
    **{"%V": "WW", "%u": "D", "%a": "ddd", "%A": "dddd", "%s": "Unix", "%f": "", "%H": "hh"},
    **{"%I": "hh", "%M": "mm", "%S": "ss", "%p": "AM"},
}
LONG = ("%y", "%M", "%S")  # always of two digits


class DateFormat(NamedTuple):
    """How a column writes its dates: the day, then the time of day, then the zone."""

    pattern: str
    joint: str = ""  # between the day and its time
    clock: str = ""  # %H:%M, %H:%M:%S or %I:%M %p …
    fraction: int = 0  # digits of a second
    words: MonthWords | None = None
    padded: bool = True  # 03.04. or 3.4.
    numerals: bool = False  # 第一季度 or 第1季度

    @property
    def sample(self) -> str:
        """What it looks like: DD.MM.YYYY."""
        names = dict(LETTERS)
        if not self.padded:
            names |= {token: names[token][0] for token in ("%m", "%d", "%H", "%I")}
        whole = f"{self.pattern}{self.joint}{self.clock}"
        return re.sub("%[A-Za-z]", lambda token: names[token[0]], whole)

    def written(self, moment: datetime) -> str:
        """A date as the column writes it, without a zone."""
        if self.pattern in UNIX:
            return f"{(moment - UNIX_START) // timedelta(seconds=1 / UNIX[self.pattern])}"
        parts = self.pattern, self.joint, self.clock
        text = re.sub("%[A-Za-z]", lambda token: self._part(token[0], moment), "".join(parts))
        if self.numerals:
            return re.sub("(?<=第)[1-4]", lambda digit: NUMERALS[int(digit[0]) - 1], text)
        if not self.fraction:
            return text
        return f"{text}.{moment.microsecond:06}"[: len(text) + 1 + self.fraction]

    def _part(self, token: str, moment: datetime) -> str:
        if token == "%b" and self.words:
            return self.words.written(moment.month)
        if token == "%q":
            return str((moment.month + 2) // 3)
        text = moment.strftime(token)
        if token in ("%Y", "%G"):
            return text.zfill(4)
        return text if self.padded or token in LONG else text.lstrip("0") or "0"


def in_digits(cell: str) -> str:
    """The cell with the number of its quarter in digits."""
    return re.sub(f"(?<=第)[{NUMERALS}](?=季度)", lambda one: f"{NUMERALS.index(one[0]) + 1}", cell)


def skeleton(cell: str) -> str:
    """What stands in a date between its digits and its words."""
    return re.sub("[0-9]", "", WORD.sub("", cell))


SKELETONS = {pattern: re.sub("%[A-Za-z]", "", pattern) for pattern in ALL}


def patterns(cell: str) -> Iterator[str]:
    """The patterns in which a cell may be written, the usual ones first."""
    if re.fullmatch("[0-9]+([.][0-9]+)?", cell):
        yield from (one for one, length in IN_DIGITS.items() if len(cell) == length)
    if not cell:  # times of day alone
        yield ""
        return
    rest = skeleton(cell)
    yield from (one for one in ALL if SKELETONS[one] == rest)
