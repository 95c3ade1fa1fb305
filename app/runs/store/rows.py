"""Runs as the database keeps them, and back; and when the format of frames has changed."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

import orjson

from ...engine.schedule import Entry
from ..arithmetic import Arithmetic
from ..config.ids import plain
from ..config.setting import Part
from ..config.settings import RunConfig, parse_config
from ..errors import InputError
from ..training.experiment import forked
from ..training.forks import Edits, Fork, forked_config
from ..training.lineage import LONGEST_NAME, Recording, Stretch
from .database import Row


def row_of(run: Recording) -> Row:
    """What is kept of a run."""
    config, first, edits, entry = run.stretch
    return Row(
        id=run.id,
        parent=run.parent.id if run.parent else None,
        config=orjson.dumps(config.model_dump()),
        first=first,
        edits=orjson.dumps(edits.model_dump()) if edits else None,
        **entry._asdict(),
        name=run.name,
        created=run.created,
    )


def stretch_of(row: Row) -> Stretch:
    """The stretch that was kept."""
    return _stretch(row.config, row.first, row.edits, Entry(row.shift, row.epoch, row.start))


@lru_cache(maxsize=2000)
def _stretch(config: bytes, first: int, edits: bytes | None, entry: Entry) -> Stretch:
    return Stretch(
        _config(orjson.loads(config)),
        first,
        None if edits is None else Edits.model_validate(orjson.loads(edits)),
        entry,
    )


def _config(kept: dict[str, Any]) -> RunConfig:
    """The config as it was kept: it fitted its task then, whose data need not be here now."""
    parts = {name: field.annotation for name, field in RunConfig.model_fields.items()}
    values = {
        name: part.model_validate(value)
        for name, value in kept.items()
        if isinstance(part := parts[name], type) and issubclass(part, Part)
    }
    return RunConfig.model_construct(**kept | values | {"detached": tuple(kept["detached"])})


def renewed(rows: Iterable[Row], arithmetic: Arithmetic) -> dict[str, Row]:
    """Runs by their old ids, with those that they have now; parents first.

    Runs that are one now have the names of all. What the present version does not understand is
    left out, and so are its forks.
    """
    found: dict[str, Recording] = {}
    names: dict[str, list[str]] = {}
    for row in rows:
        if row.parent is not None and row.parent not in found:
            continue
        with suppress(InputError):
            run = _root(row, arithmetic) if row.parent is None else _fork(row, found[row.parent])
            found[row.id] = replace(run, name=row.name, created=row.created)
            names.setdefault(run.id, []).extend([row.name] if row.name else [])
    return {old: row_of(replace(run, name=_joined(names[run.id]))) for old, run in found.items()}


def _root(row: Row, arithmetic: Arithmetic) -> Recording:
    config = parse_config(orjson.loads(row.config))
    return Recording(config.id(arithmetic), Stretch(plain(config)))


def _fork(row: Row, parent: Recording) -> Recording:
    edits = Edits.model_validate(orjson.loads(row.edits or b"{}"))
    before = parent.stretch
    if edits.schedule is not None or before.entry.start:
        stretch = forked(before, row.first, edits)  # which windows it sees may be others now
    else:
        config = forked_config(before.config, edits)
        stretch = Stretch(config, row.first, edits, before.entry)
    return Recording(Fork(parent=parent.id, update=row.first, edits=edits).id, stretch, parent)


def _joined(names: list[str]) -> str | None:
    """What runs are called that are one now: the first name alone where all are too long."""
    together = ", ".join(dict.fromkeys(names))
    return (together if len(together) <= LONGEST_NAME else names[0]) or None
