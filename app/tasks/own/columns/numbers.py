"""Numbers as they are written: which formats all cells of a column fit, and what these then say."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .table import Numbers

ZEROS = (0xFF10, 0x660, 0x6F0, 0x966)  # of full width, Arabic, Persian, Hindi
# Kinds of blanks, signs, apostrophes and digits, as the plain ones.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " "),
        **dict.fromkeys("−–‐‑﹣－", "-"),
        **dict.fromkeys("’‘´`", "'"),
        **{chr(zero + digit): str(digit) for zero in ZEROS for digit in range(10)},
        **{"٫": ".", "٬": ",", "．": ".", "，": ",", "％": "%", "＋": "+", "（": "(", "）": ")"},
    }
)
CURRENCY = (
    r"[A-Za-z]{0,3}[$€£¥₹₩₽₺₫฿]|kr\.?|Rs\.?|zł|Kč"
    r"|CHF|USD|EUR|GBP|JPY|CNY|RMB|INR|SEK|NOK|DKK|PLN|CAD|AUD|BRL|RUB|KRW"
)
CELL = re.compile(
    rf"(?P<outer>{CURRENCY})?\s*(?P<open>\()?\s*(?P<sign>[+-])?\s*"
    rf"(?P<before>{CURRENCY})?\s*(?P<inner>[+-])?\s*"
    r"(?P<core>(?:[0-9](?:[0-9.,' ]*(?:[0-9.]|,(?=[-—])))?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"(?:(?<=[.,])(?:--?|—))?"  # no cents: 1'234.– or 12,--
    r"\s*(?P<after>[^0-9\s()+.,'-][^0-9()]{0,14}?)?\s*(?P<last>-)?\s*(?P<close>\))?"
)
LONGEST = 60  # characters
LARGEST = 150  # power of ten; numbers above have no squares
MULTIPLES = {"": 1.0, "K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
GROUPED = {",": r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}"}  # also by lakhs: 1,23,45,678


class Written(NamedTuple):
    """A cell taken apart: 1,234.5 of −1,234.5 €, its sign and what stands beside it."""

    core: str
    negative: bool
    unit: str


class NumberFormat(NamedTuple):
    """What stands before the decimals, and what between thousands ("": nothing)."""

    decimal: str
    group: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What all of a number that is written so looks like, but for its sign."""
        group, decimal = re.escape(self.group), re.escape(self.decimal)
        grouped = GROUPED.get(self.group, rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+")
        whole = rf"(?:{grouped}|[0-9]+)" if self.group else "[0-9]+"
        return re.compile(rf"(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]+)?")

    def fits(self, written: Written) -> bool:
        """Whether a cell is written so."""
        return PATTERNS[self].fullmatch(written.core) is not None

    @property
    def sample(self) -> str:
        """A number that is written so."""
        return f"1{self.group}234{self.decimal}5"

    def value(self, written: Written) -> float:
        """The number of a cell that is written so."""
        core = written.core
        if self.group:
            core = core.replace(self.group, "")
        number = float(core.replace(self.decimal, "."))
        return -number if written.negative else number


FORMATS = tuple(
    NumberFormat(decimal, group)
    for decimal, other in ((".", ","), (",", "."))
    for group in ("", other, " ", "'")
)
PATTERNS = {one: one.pattern for one in FORMATS}


def taken_apart(cell: str) -> Written | None:
    """The parts of a cell that looks like a number; None if it does not.

    An apostrophe before it says, in a spreadsheet, that it is a text.
    """
    found = (
        CELL.fullmatch(cell.translate(PLAIN).removeprefix("'")) if len(cell) <= LONGEST else None
    )
    if not found or (found["open"] is None) != (found["close"] is None):
        return None
    signs = [sign for sign in (found["sign"], found["inner"], found["last"]) if sign]
    brackets = found["open"] is not None
    exponent = found["core"].lower().partition("e")[2]
    if len(signs) + brackets > 1 or abs(int(exponent or 0)) > LARGEST:
        return None
    beside = (found["outer"], found["before"], found["after"])
    unit = " ".join(part.strip() for part in beside if part)
    return Written(found["core"], brackets or signs == ["-"], unit)


def fitting(written: Iterable[Written]) -> list[NumberFormat]:
    """The formats in which all of them can be read, simple ones first."""
    left = list(FORMATS)
    for core in {one.core for one in written}:
        left = [one for one in left if PATTERNS[one].fullmatch(core)]
    return left


def fits_most(written: Sequence[Written]) -> NumberFormat:
    """The format in which most of them can be read."""
    return max(FORMATS, key=lambda form: sum(map(form.fits, written)))


def values_of(
    written: Sequence[Written | None], form: NumberFormat, multiples: bool = False
) -> Numbers:
    """The numbers (n,), NaN where a cell is missing; with `multiples` 1.5M is 1500000."""
    values = np.array([np.nan if one is None else form.value(one) for one in written], float)
    if multiples:
        values *= [MULTIPLES[one.unit] if one else 1 for one in written]
    return values


def readings(written: Sequence[Written]) -> list[NumberFormat]:
    """The formats that differ in what they say of these cells; one if the cells decide it.

    Empty if there is none. Thousands that are set apart in one cell are so in all: 12345 beside
    1.109 makes that a fraction.
    """
    fits = fitting(written)
    by_decimal = {one.decimal: one for one in reversed(fits)}
    marked = [one.core for one in written if "." in one.core or "," in one.core]
    if len(by_decimal) < 2 or not marked:
        return fits[:1]
    if any("e" in core.lower() for core in marked) or not _grouped(marked, written):
        return [one for one in by_decimal.values() if one.group not in (".", ",")]
    return [by_decimal["."], by_decimal[","]]


def _grouped(marked: list[str], written: Sequence[Written]) -> bool:
    """Whether these may have their thousands set apart, as no other cell does without."""
    shortest = min(len(re.sub("[^0-9]", "", core)) for core in marked)
    whole = [len(one.core) for one in written if one.core.isdigit()]
    return all(digits < max(shortest, 4) for digits in whole)
