"""What a cell looks like: a number, a date, none, or words. Its value is not read here."""

import re

MISSING = re.compile(
    r"[-–—.…?*/_]*|#?n/?a|#nv|nan|null|none|nil|missing|<na>|#(div/0!|value!|ref!|name\?|num!)",
    re.I,
)
NUMBER = re.compile(
    r"[+\-−(]?\s?[€$£¥]?\s?(\d{1,3}([.,'’\s]\d{3})+|\d+|(?=[.,]\d))([.,]\d*)?(e[+-]?\d+)?"
    r"\s?[%€$£¥]?[-)]?",
    re.I,
)
WITH_UNIT = re.compile(
    rf"[^\d;|\t]{{0,4}}?{NUMBER.pattern}\s?[^\d;|,\t]{{0,15}}", re.I
)  # CHF 5, 5 kg
DATE = re.compile(  # of a pattern, where 9 stands for digits and a for letters
    r"(a[.,]{0,2} ?)?"
    r"(9[-/.]9([-/.]9)?\.?|9[-. ]{0,2}a\.?([- ]{0,2}9)?|a\.?[- ]?9(,? ?9)?|9a9a(9a)?|9)"
    r"([ a,]{1,2}9:9(:9(\.9)?)?)?( ?a| ?[+-]9(:9)?)?|9:9(:9(\.9)?)?"
)
WORDS = re.compile(r"[^\W\d_]{4}|[^\W\d_]+\W+[^\W\d_]+")
TORN = re.compile(r"\d\s*[;|]|[;|]\s*\d")
YEAR = re.compile(r"(1[789]|2[01])\d\d")


def is_missing(cell: str) -> bool:
    """Whether the cell is empty, or one of the usual signs for that."""
    return MISSING.fullmatch(cell) is not None


def is_number(cell: str) -> bool:
    """Whether it may be a number, however its decimals and thousands are written."""
    return NUMBER.fullmatch(cell) is not None


def pattern(cell: str) -> str:
    """The cell with 9 for digits and a for letters: "" for none, "9" for any number."""
    if is_missing(cell):
        return ""
    if is_number(cell):
        return "9"
    return shape(cell)


def shape(cell: str) -> str:
    """The text with 9 for each number of digits and a for each word."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell))


def is_text(cell: str) -> bool:
    """Whether it has a word, or none of digits: what is around its digits may be anything."""
    return not any(map(str.isdecimal, cell)) or (
        WORDS.search(cell) is not None and TORN.search(cell) is None
    )


def is_clean(cell: str) -> bool:
    """Whether it is a whole number or date: what wrong separators tear out of a line is none."""
    seen = pattern(cell)
    if seen == "9" or DATE.fullmatch(seen):
        return True
    return WITH_UNIT.fullmatch(cell) is not None
