"""The numbers of many updates in each of their formats."""

import numpy as np

from ...runs.frame.encode import npz, table, texts
from ...runs.frame.fields import encode
from ...runs.store.store import Scalars
from ...runs.workers.jobs import SCALARS
from .. import wire

COLUMNS = ("update", *SCALARS)


def scalars_written(scalars: Scalars, format_: str) -> bytes:
    """JSON of columns, or a row for each update: JSON Lines, CSV; npz has columns, too."""
    if format_ == "json":
        return encode(wire.scalars_resource(scalars))
    updates = np.arange(scalars.first, scalars.first + len(scalars.values))
    if format_ == "npz":
        return npz({"update": updates, **dict(zip(SCALARS, scalars.values.T, strict=True))})
    if format_ == "csv":
        columns = map(texts, (updates, *scalars.values.T))
        return table(COLUMNS, zip(*columns, strict=True))
    rows = zip(updates.tolist(), *scalars.values.T.tolist(), strict=True)
    return b"".join(encode(dict(zip(COLUMNS, row, strict=True))) + b"\n" for row in rows)
