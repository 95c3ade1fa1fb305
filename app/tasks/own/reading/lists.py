"""Numbers on a single line, with a name above them or none."""

import re
from collections.abc import Sequence

from ..limits import MAX_ROWS
from .cells import is_missing, is_number
from .rows import Row, hold_limits

FEWEST = 3
BRACKETS = re.compile(r"(?:array|c|list)?[(\[{]++(.*?)[)\]}]+;?", re.S)
SEPARATORS = (r"\t", ";", r"\|", r",\s+", ",", r"\s+")  # "20,5, 21,5" are two numbers


def list_of(lines: Sequence[str]) -> list[Row] | None:
    """A row of one cell for each number of the list, the name first; None if it is no list.

    Raises UnreadableError for too long a one.
    """
    filled = [(i + 1, line.strip()) for i, line in enumerate(lines) if line.strip()]
    text = "".join(line for line in lines).strip()
    if bracketed := BRACKETS.fullmatch(text):
        filled = [(filled[0][0], " ".join(bracketed[1].split()))]
    if not 1 <= len(filled) <= 2:
        return None
    line, listed = filled[-1]
    for separator in SEPARATORS:
        cells = [cell.strip() for cell in re.split(separator, listed.strip(" \t,;|"))]
        numbers = (is_number(one) or is_missing(one) for one in cells[: MAX_ROWS + 1])
        if len(cells) >= FEWEST and all(numbers):
            hold_limits(len(cells), 1)
            name = [Row(number, [words]) for number, words in filled[:-1]]
            if name and (is_number(name[0].cells[0]) or re.search("[\t;|,]", name[0].cells[0])):
                return None  # a table of two rows
            return [*name, *(Row(line, [cell]) for cell in cells)]
    return None
