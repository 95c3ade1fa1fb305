"""Which sign separates the cells of a table: the one by which its rows come out alike."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...kinds.errors import UnreadableError
from ..limits import MAX_ROWS
from .cells import is_clean, is_missing, is_number, is_text
from .rows import AROUND, Row, hold_limits

# In the order in which they are preferred where rows come out alike by several.
SIGNS = {
    "\t": "tabs",
    ";": "semicolons",
    "|": "pipes",
    ",": "commas",
    "，": "commas",
    " ": "blanks",
}
NONE = "\0"  # a text holds none, see decode
SAMPLE = 300  # rows by which cells are judged
ENOUGH = 0.5  # of the rows have to be alike
SEVERITY = 4  # rows that are not alike count for more than cells that are torn
LITTLE = 0.01  # so that a sign by which rows are alike is better than none


class Split(NamedTuple):
    """Rows, and the sign between their cells: "" for a single column, " " for any blanks."""

    rows: list[Row]
    separator: str
    undecided: str = ""


def split(lines: Sequence[str], sign: str | None, decimal: str | None) -> Split:
    """The rows of lines, by the sign that is given or by the one that suits them best.

    Rows without any text have no cells. Raises UnreadableError for quotation marks that are not
    closed, and for too many rows or columns.
    """
    if sign is not None:
        return Split(_rows(lines, sign), sign)
    undecided = ""
    one_column = numbers_with_commas(lines)
    if one_column is None:
        undecided = _last(lines)
        one_column = decimal == "comma"
    if not one_column:
        found = _best(lines)
        if found is not None:
            return found._replace(undecided="" if decimal else undecided)
    return Split(_rows(lines, NONE), "")


def _best(lines: Sequence[str]) -> Split | None:
    best, quality, refused = None, 0.0, None
    for sign in SIGNS:
        if not any(sign in line.strip() for line in lines):
            continue
        if sign == " " and best is not None and best.separator == "\t":
            break  # tabs are blanks, too
        try:
            rows = _rows(lines, sign)
        except UnreadableError as error:
            refused = refused or (error if sign != " " else None)
            continue
        if not any(row.cells for row in rows):
            return Split(rows, sign)  # nothing but signs
        if sign == " " and best is not None and _widths(best.rows) == 1 < _widths(rows):
            break  # blanks within texts
        if (found := _quality(rows)) > quality:
            best, quality = Split(rows, sign), found
    if best is None and refused is not None:
        raise refused
    return best


def _widths(rows: list[Row]) -> int:
    """How many different numbers of cells rows have."""
    return len({len(row.cells) for row in rows if row.cells})


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a single line, one if it cannot be cut."""
    lines = _untabbed([line]) if separator == " " else [line.strip()]
    try:
        return next(csv.reader(lines, delimiter=separator or NONE, skipinitialspace=True))
    except csv.Error:
        return [line]


def numbers_with_commas(lines: Sequence[str]) -> bool | None:
    """Whether lines such as "20,5" are one number each; None where nothing decides."""
    cells = [line.strip() for line in lines if line.strip()]
    below = next((i for i, cell in enumerate(cells) if is_number(cell)), len(cells))
    numbers = [cell for cell in cells[below:] if not is_missing(cell)]
    if not numbers or not all(map(is_number, numbers)):
        return False
    if not any("," in number for number in numbers):
        return True
    parts = [number.split(",") for number in numbers]
    width = len(parts[0])
    if any(len(part) != width for part in parts):
        return True
    if below:
        header = cells[below - 1]
        if len(cells_of(header, ",")) != width:
            return True
        return None if ", " in header else False  # "Temp, mean" may be one name or two
    return _without_header(parts)


def _without_header(parts: list[list[str]]) -> bool | None:
    later = [part[1:] for part in parts]
    if any(len(digits) > 1 and digits.startswith("0") for part in later for digits in part):
        return True  # 20,05
    if len(parts) > 1 and all(part == later[0] for part in later):
        return True  # 1,5 2,5 3,5
    first = [part[0] for part in parts]
    if all(number.isdecimal() for number in first):
        steps = {int(b) - int(a) for a, b in pairwise(first)}
        if len(steps) == 1 and abs(steps.pop()) == 1:
            return False  # the first cells count the rows
    return None


def _last(lines: Sequence[str]) -> str:
    return next(line.strip() for line in reversed(lines) if line.strip())


def _quality(rows: list[Row]) -> float:
    """How far rows are alike, and digits are those of whole numbers or dates: 0 for not enough."""
    rows = [row for row in rows if row.cells]
    if not rows:
        return 0
    width, alike = Counter(len(row.cells) for row in rows).most_common(1)[0]
    if width == 1:
        return 0
    sampled = [row.cells for row in rows[-SAMPLE:] if len(row.cells) == width]
    sample = [cell for cells in sampled for cell in cells]
    digits = [cell for cell in sample if not is_text(cell)]
    clean = sum(map(is_clean, digits)) / len(digits) if digits else 1
    if not any(any(cells[1:]) for cells in sampled):
        clean = 0  # all signs are at the ends of lines
    whole = sum('"' not in cell for cell in sample) / len(sample)
    suits = alike / len(rows) * whole
    return suits**SEVERITY * (clean + LITTLE) if suits >= ENOUGH else 0


def _rows(lines: Sequence[str], sign: str) -> list[Row]:
    """The rows, as csv quotes them. Raises UnreadableError with the line where a row begins."""
    rows: list[Row] = []
    count, widest, line = 0, 0, 1
    reader = csv.reader(
        _untabbed(lines) if sign == " " else lines,
        delimiter=sign,
        quotechar=_quote(lines),
        skipinitialspace=True,
        strict=True,
    )
    try:
        for count, row in enumerate(reader, 1):
            if count > MAX_ROWS + AROUND or len(row) > widest:
                widest = max(widest, len(row))
                hold_limits(count - AROUND, widest)
            cells = [cell.strip() for cell in row]
            rows.append(Row(line, cells if any(cells) else []))
            line = reader.line_num + 1
    except csv.Error:
        if max(map(len, lines)) > csv.field_size_limit():
            raise UnreadableError("table_long_cell", line=line) from None
        raise UnreadableError("table_quotes", line=line) from None
    hold_limits(count - AROUND, widest)
    return rows


def _quote(lines: Sequence[str]) -> str:
    """The sign that quotes cells: ' if every line begins with one."""
    return "'" if all(line.startswith("'") for line in lines if line.strip()) else '"'


def _untabbed(lines: Sequence[str]) -> Iterator[str]:
    """Lines whose cells are aligned, without blanks at their ends, which separate nothing."""
    return (f"{line.replace(chr(9), ' ').strip()}\n" for line in lines)
