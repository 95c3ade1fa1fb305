"""Tables as programs and services write them: JSON in its usual forms."""

import pytest
from unrolled.tasks.own.reading import read_grid

from ....problems import unreadable

TABLE = (["t", "v"], [["2021", "4.50"], ["2022", ""]])


@pytest.mark.parametrize(
    "text",
    [
        '[{"t": "2021", "v": 4.50}, {"t": 2022, "v": null}]',
        '{"t": "2021", "v": 4.50}\n{"t": "2022"}\n',
        '\n{"t": "2021", "v": 4.50}\r\n\r\n{"t": "2022"}',
        '{"t": [2021, 2022], "v": [4.50, null]}',
        '{"columns": ["t", "v"], "index": [0, 1], "data": [[2021, 4.50], [2022, null]]}',
        '{"units": "lin", "observations": [{"t": "2021", "v": "4.50"}, {"t": "2022", "v": ""}]}',
        '[{"page": 1}, [{"t": "2021", "v": 4.50}, {"t": "2022", "v": null}]]',
        '[["t", "v"], [2021, 4.50], [2022, null]]',
    ],
)
def test_records_columns_and_rows_are_read(text: str) -> None:
    grid = read_grid(text)
    assert (grid.names, grid.rows) == TABLE
    assert grid.notes == [("records", "")]


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ("[1, 2.50, null]", ["column 1"], [["1"], ["2.50"], [""]]),
        ("[1,2]\n[3,4]", ["column 1", "column 2"], [["1", "2"], ["3", "4"]]),
        ('{"2021": 3, "2022": 1e20}', ["column 1", "column 2"], [["2021", "3"], ["2022", "1e20"]]),
        ('{"v": {"0": 1, "1": true}}', ["column 1", "v"], [["0", "1"], ["1", "true"]]),
        (
            '[{"a": 1}, {"b": {"c": NaN}}]',
            *(["a", "b"], [["1", ""], ["", '{"c": "NaN"}']]),
        ),
    ],
)
def test_so_are_numbers_and_what_pandas_writes(
    text: str, names: list[str], rows: list[list[str]]
) -> None:
    grid = read_grid(text)
    assert (grid.names, grid.rows) == (names, rows)


def test_rows_have_the_lines_of_the_file() -> None:
    assert read_grid('{"a": 1}\n\n{"a": 2}\n{"a": 3}').lines == [1, 3, 4]


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ('[{"a": 1},\n{"a": 2', "json_broken", {"line": 2}),
        ('{"a": 1}\n{"a": 2', "json_broken", {"line": 2}),
        ('{"a": 1,', "json_broken", {"line": 1}),
        ("[]", "table_empty", {}),
        ("{}", "json_no_table", {}),
        ('{"a": {"b": 1}, "c": 2}', "json_no_table", {}),
        ('{"a": [1], "b": [1, 2]}', "json_no_table", {}),
        ("[[1, 2], [3]]", "table_ragged", {"line": 2, "count": 1, "width": 2}),
        ("[" * 100_000, "json_no_table", {}),
        ('{"a": 1}\n' * 30_000, "table_rows", {"count": 30_000, "high": 20_000}),
        (f"[{'1,' * 30_000}1]", "table_rows", {"count": 30_001, "high": 20_000}),
    ],
)
def test_what_is_no_table_is_refused(text: str, code: str, params: dict[str, int]) -> None:
    assert unreadable(read_grid, text) == (code, params)
