"""A formula as data: sums of products of named numbers, from which all else is written.

Steps t and units count from 1, as in formulas; `index` counts from 0, as of the array.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isinf, isnan, prod
from typing import NamedTuple


@dataclass(frozen=True)
class Place:
    """An entry of an array that happens in time, or of a parameter (with `index`)."""

    name: str
    t: int | None
    unit: int | None
    index: tuple[int, ...] | None = None


class Factor(NamedTuple):
    """A number: its symbol and its digits as TeX, its value, and the entries it is read from."""

    symbol: str
    digits: str
    value: float
    depends: tuple[Place, ...] = ()


Term = tuple[Factor, ...]


class Part(NamedTuple):
    """One summand of a formula, on a way of its own: a sum of products.

    `label` says which way; `cut` that it would be there but for a detached step: it counts as 0.
    """

    label: str
    symbol: str
    terms: tuple[Term, ...]
    cut: bool = False

    @property
    def sum(self) -> float:
        """The sum of its products, cut or not."""
        return float(sum(prod(factor.value for factor in term) for term in self.terms))


class Formula(NamedTuple):
    """symbol = around(part + part …) = result."""

    symbol: str
    parts: tuple[Part, ...]
    result: float
    around: str = ""
    short: str = ""  # what is written in place of many parts

    @property
    def formula(self) -> str:
        """With symbols, as TeX."""
        if self.short:
            return f"{self.symbol} = {self.short}"
        parts = [rf"\cancel{{{part.symbol}}}" if part.cut else part.symbol for part in self.parts]
        return f"{self.symbol} = {_around(self.around, _plus(parts) or '0')}"

    @property
    def substituted(self) -> str:
        """With numbers, as TeX."""
        terms = [term for part in self.parts if not part.cut for term in part.terms]
        return _around(self.around, _plus(_digits(term) for term in terms) or "0")

    @property
    def depends(self) -> list[Place]:
        """Each entry once."""
        kept = [part for part in self.parts if not part.cut]
        factors = (factor for part in kept for term in part.terms for factor in term)
        return list(dict.fromkeys(place for factor in factors for place in factor.depends))


def number(value: float) -> str:
    """Four digits as TeX."""
    if isnan(value):
        return r"\mathrm{NaN}"
    if isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    digits, _, exponent = f"{value:.4g}".partition("e")
    return rf"{digits}\cdot 10^{{{int(exponent)}}}" if exponent else digits


def constant(symbol: str, value: float) -> Factor:
    """A number that is read from nowhere."""
    return Factor(symbol, symbol, value)


def bracketed(digits: str) -> str:
    """In brackets where a sign would follow another one."""
    return f"({digits})" if digits.startswith("-") else digits


def squared(digits: str) -> str:
    """In brackets where there is a sign or a power of ten, which has an exponent of its own."""
    return f"({digits})^2" if digits.startswith("-") or "^" in digits else f"{digits}^2"


def product(label: str, *factors: Factor) -> Part:
    """One product as a summand."""
    return Part(label, times(*factors), (factors,))


def times(*factors: Factor) -> str:
    """Their symbols side by side."""
    return r"\, ".join(factor.symbol for factor in factors)


def _digits(term: Term) -> str:
    return r" \cdot ".join(bracketed(f.digits) if i else f.digits for i, f in enumerate(term))


def _plus(parts: Iterable[str]) -> str:
    return " + ".join(bracketed(part) if i else part for i, part in enumerate(parts))


def _around(function: str, inner: str) -> str:
    return rf"{function}({inner})" if function else inner
