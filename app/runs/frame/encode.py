"""How named values are written, all of them here: JSON, arrays in base64, CSV, .npz."""

import io
import zipfile
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from csv import writer
from itertools import product
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
import orjson

from ..errors import InputError

FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # how they begin, in one spreadsheet or another
Flat = Mapping[str, np.ndarray[Any, Any]]

# The columns of an array with so many axes, and of those whose axes mean something else.
COLUMNS = {
    0: (),
    1: ("t",),
    2: ("t", "sequence"),
    3: ("t", "sequence", "unit"),
    4: ("t", "sequence", "row", "column"),
}
MATRIX = ("row", "column")
FROM_ZERO = (*MATRIX, "lag")
OTHERS: dict[str, tuple[str, ...]] = {
    "params": MATRIX,
    "grad_params": MATRIX,
    "new_params": MATRIX,
    "itemised": ("t", *MATRIX),
    "flow": ("tau", "t"),
    "flow_exponents": ("tau", "t"),
    "input_flow": ("tau", "t"),
    "input_flow_shares": ("tau", "t"),
    "input_flow_by_lag": ("lag",),
    "truncations": (),
    "truncations.full_by_lag": ("lag",),
    "truncations.sliding_window": ("k", "lag"),
    "truncations.chunks": ("k", "lag"),
    "truncations.tbptt": ("k", "lag"),
    "window_starts": ("sequence",),
    "running_sums": (),
    "singular_axis": (),
    "summary": (),
    "picture": (),
}


class Written(NamedTuple):
    """What is JSON already."""

    json: bytes


class Writing(NamedTuple):
    """How an answer is wanted: `b64` is for JSON, `array` names the one that CSV holds."""

    format: str = "json"  # or csv, npz
    b64: bool = False
    array: str | None = None


PLAIN = Writing()


def written(values: Mapping[str, Any], writing: Writing = PLAIN) -> bytes:
    """Equal values are equal bytes. Raises InputError for CSV of anything but one array."""
    if writing.format == "npz":
        return npz(flat(values))
    if writing.format == "csv":
        arrays = flat(values)
        if writing.array not in arrays:
            raise InputError("array", "invalid_input", expected="array", choices=list(arrays))
        return csv(writing.array, arrays[writing.array])
    return encode(values, writing.b64)


def flat(values: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Arrays and numbers by dotted name; what is neither (the script, tokens) is left out."""
    return dict(_flat("", values))


def _flat(before: str, values: Mapping[str, Any]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{name}.", value)
        elif isinstance(value, np.ndarray | np.number | int | float) or _numbers(value):
            yield before + name, np.asarray(value)


def _numbers(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(type(v) in (int, float) for v in value)


def npz(arrays: Flat) -> bytes:
    """What numpy.load reads: a zip of .npy files, without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), one.getvalue())
    return buffer.getvalue()


def csv(name: str, array: np.ndarray[Any, Any]) -> bytes:
    """A row an entry: where it stands, from 1 (rows, columns and lags from 0), its value."""
    columns = columns_of(name, array.ndim)
    numbers = (
        map(str, range(n) if column in FROM_ZERO else range(1, n + 1))
        for column, n in zip(columns, array.shape, strict=True)
    )
    rows = zip(map(",".join, product(*numbers)), texts(array), strict=True)
    return table([*columns, "value"], rows if columns else [texts(array)])


def columns_of(name: str, ndim: int) -> tuple[str, ...]:
    """What the axes of an array are; `axis_1` … where that is not known."""
    found = COLUMNS.get(ndim, ())
    if name.startswith(("initial_", "grad_initial_")):
        found = ("sequence", "unit")
    parts = name.split(".")
    heads = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    found = next((OTHERS[head] for head in heads if head in OTHERS), found)[:ndim]
    return found if len(found) == ndim else tuple(f"axis_{i + 1}" for i in range(ndim))


def texts(array: np.ndarray[Any, Any]) -> list[str]:
    """The entries as JSON has them, without quotes around NaN, Infinity and -Infinity."""
    return encode(array.ravel())[1:-1].decode().replace('"', "").split(",")


def rows_written(columns: Flat, format_: str) -> bytes:
    """A row for each place in columns of one length: CSV or JSON Lines; .npz has columns, too."""
    if format_ == "npz":
        return npz(columns)
    if format_ == "csv":
        return table(columns, zip(*map(texts, columns.values()), strict=True))
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return b"".join(encode(dict(zip(columns, row, strict=True))) + b"\n" for row in rows)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """CSV of names and, below them, numbers, which need no quotes."""
    head = io.StringIO(newline="")
    writer(head).writerow(map(inert, columns))
    return (head.getvalue() + "".join(f"{','.join(row)}\r\n" for row in rows)).encode()


def inert(text: str) -> str:
    """A cell that no spreadsheet runs: before what it would take for a formula is an apostrophe."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def encode(value: Any, b64: bool = False) -> bytes:
    """JSON. Non-finite numbers are the strings "NaN", "Infinity", "-Infinity".

    With `b64`, arrays of numbers are Plotly's {dtype, bdata, shape}, little-endian float64.
    """
    return orjson.dumps(_plain(value, b64))


def _plain(value: Any, b64: bool) -> Any:
    if isinstance(value, np.ndarray):
        if b64 and value.ndim and value.dtype == np.float64:
            return _typed(value)
        return _plain(value.tolist(), b64) if not _finite(value) else value.tolist()
    if isinstance(value, Written):
        return orjson.Fragment(value.json)
    if isinstance(value, dict):
        return {name: _plain(part, b64) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part, b64) for part in value]
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value.item() if isinstance(value, np.generic) else value


def _finite(array: np.ndarray[Any, Any]) -> bool:
    return bool(np.isfinite(array).all())


def _typed(array: np.ndarray[Any, Any]) -> orjson.Fragment:
    data = b2a_base64(array.astype("<f8", copy=False).tobytes(), newline=False)
    shape = ",".join(map(str, array.shape)).encode()
    return orjson.Fragment(b'{"dtype":"f8","bdata":"%b","shape":"%b"}' % (data, shape))
