"""Cells that hold no value: what is written for none, and numbers that stand for none."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .table import Numbers

WRITTEN = (  # in small letters, without blanks
    " . .. ... … - -- --- — – − ? : \\n na n/a n.a. n.a (na) #n/a #n/a#n/a <na> -nan nan nat"
    " null none nil (null) missing notavailable nodata void k.a. k.a n.v. nd n.d. s/d"
    " #nv #null! #div/0! #value! #wert! #ref! #bezug! #name? #num! #zahl! #null #valeur!"
    " 缺失 无 无数据 暂无 空 欠測"
)
NONE = frozenset(WRITTEN.split(" "))
# What loggers and offices write where they have no number.
NINES = (99, 999, 9999, 99999, 999999, 99.9, 99.99, 999.9, 999.99, 9999.9)
TYPICAL = frozenset(
    {*NINES, *(-nines for nines in NINES)}
    | {-888, -8888, -9998, -7777, 6999, -6999, 9.96921e36, -9e33, -1e34}
    | {-(2.0**15), 2.0**15 - 1, 2.0**16 - 1, -(2.0**31), 2.0**31 - 1}
    | {1e20, -1e20, 1e30, -1e30, 1e36}
)
FAR = 0.5  # of the range of all others, for what is typical
VERY_FAR = 10  # times it, for what is not and only comes again
FEWEST = 3  # different others, by which far is measured


class Sentinel(NamedTuple):
    """A number that may stand for none, and how often it does."""

    value: float
    times: int


def is_none(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    text = "".join(cell.split()).casefold()
    return text in NONE or (text[:1] == ":" and text[1:].isalpha())  # Eurostat's ": c"


def sentinels(values: Numbers) -> list[Sentinel]:
    """Numbers far outside of all others of (n,) values, NaN among them, that are typical or repeat.

    The least comes first.
    """
    known, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    odd = {*_typical(known), *_repeated(known, counts)}
    return [
        Sentinel(float(value), int(count))
        for value, count in zip(known, counts, strict=True)
        if value in odd
    ]


def _typical(known: Numbers) -> list[float]:
    """From either end inwards, as long as they are typical; far from those that remain."""
    ends = [value for value in known if value in TYPICAL]
    rest = np.array([value for value in known if value not in TYPICAL])
    return [value for value in ends if _far(value, rest, FAR)]


def _repeated(known: Numbers, counts: npt.NDArray[np.intp]) -> list[float]:
    """The least or the greatest, if it is whole, not 0 and there more than once."""
    found = []
    for place, rest in ((0, known[1:]), (-1, known[:-1])):
        value = known[place] if len(known) else 0.0
        if value and value.is_integer() and counts[place] > 1 and _far(value, rest, VERY_FAR):
            found.append(value)
    return found


def _far(value: float, rest: Numbers, share: float) -> bool:
    if len(rest) < FEWEST:
        return False
    low, high = rest.min(), rest.max()
    return bool(max(low - value, value - high) > share * (high - low))
