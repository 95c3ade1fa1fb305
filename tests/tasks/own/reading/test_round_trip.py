"""Whatever cells a table has: as Python's csv writes them they are read."""

import csv
import io
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from unrolled.tasks.own.reading import read_grid

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t,;|\"' #%"))
Rows = list[list[str]]


def written(rows: Rows, sign: str, quoting: Literal[0, 1]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=sign, quoting=quoting).writerows(rows)
    return file.getvalue()


@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=3, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)
def test_the_cells_come_back(
    texts: list[tuple[str, str]], sign: str, quoting: Literal[0, 1], header: bool
) -> None:
    rows = [[f"2021-03-{i:02}", a, f"{i}.5", b] for i, (a, b) in enumerate(texts, 10)]
    names = [["Date", "a note", "Value", "another note"]] if header else []
    grid = read_grid(written([*names, *rows], sign, quoting))
    there = [place for place in range(4) if header or any(row[place].strip() for row in rows)]
    assert grid.rows == [[row[place].strip() for place in there] for row in rows]
    assert grid.header == header
    assert grid.separator == sign
    if header:
        assert grid.names == names[0]
