"""Whatever stands in a table, it is understood, asked about or refused: never anything else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from unrolled.tasks.kinds.errors import UnreadableError
from unrolled.tasks.own.choices import Choices
from unrolled.tasks.own.columns.understand import understand
from unrolled.tasks.own.grid import Grid
from unrolled.tasks.own.notes import told

CELLS = st.one_of(
    st.text(max_size=12).map(str.strip),
    st.sampled_from(["", "NA", "1,234", "1.234", "-9999", "3/4/2021", "31.02.2021", "2021"]),
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=True).map(repr),
    st.dates().map(str),
    st.datetimes().map(str),
)
COLUMNS = st.lists(CELLS, min_size=1, max_size=3).flatmap(
    lambda some: st.one_of(
        st.lists(st.sampled_from(some), min_size=45, max_size=45),
        st.just([f"{some[0]}{i}" for i in range(45)]),
        st.just([f"{i}{some[0]}" for i in range(45)]),
        st.lists(CELLS, min_size=45, max_size=45),
    )
)
CHOICES = st.builds(
    Choices,
    decimal=st.sampled_from([None, "point", "comma"]),
    day_first=st.sampled_from([None, True, False]),
    date=st.sampled_from([None, "", "1", "2"]),
    targets=st.sampled_from([None, ["1"], ["2"], ["1", "2"]]),
    inputs=st.sampled_from([None, ["1"], ["3", "1"]]),
    last_row=st.sampled_from([None, "keep", "leave_out"]),
    missing=st.sampled_from([None, [], ["1"]]),
)
NAMES = st.lists(
    st.sampled_from(["date", "year", "month", "day", "x", "t", "", "column 4", "{}"]),
    min_size=3,
    max_size=3,
    unique=True,
)


@settings(max_examples=40)
@given(NAMES, st.tuples(COLUMNS, COLUMNS, COLUMNS), CHOICES, st.booleans())
def test_it_is_a_table_or_a_refusal(
    names: list[str], columns: tuple[list[str], ...], choices: Choices, header: bool
) -> None:
    rows = [list(row) for row in zip(*columns, strict=True)]
    grid = Grid(names, rows, list(range(2, 47)), header, ",", "utf-8", [])
    try:
        table = understand(grid, choices)
    except UnreadableError:
        return
    count = len(table.labels)
    assert told(table.notes)
    assert all(len(column.cells) == count for column in table.columns)
    assert all(len(values) == count for values in table.series.values())
    assert {*table.targets, *table.inputs} == set(table.series)
    asked = {question.choice for question in table.questions}
    assert all(getattr(choices, choice) is None for choice in asked)
