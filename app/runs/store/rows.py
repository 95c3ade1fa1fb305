"""Runs as the database keeps them, and back; and when the format of frames has changed."""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any

import orjson

from ..arithmetic import Arithmetic
from ..config.ids import plain
from ..config.setting import Part
from ..config.settings import RunConfig, parse_config
from ..errors import InputError
from ..training.forks import Edits, Fork
from ..training.lineage import LONGEST_NAME, Recording, Stretch
from .database import Row


def row_of(run: Recording) -> Row:
    """What is kept of a run."""
    config, first, edits, shift = run.stretch
    return Row(
        id=run.id,
        parent=run.parent.id if run.parent else None,
        config=orjson.dumps(config.model_dump()),
        first=first,
        edits=orjson.dumps(edits.model_dump()) if edits else None,
        shift=shift,
        name=run.name,
        created=run.created,
    )


def stretch_of(row: Row) -> Stretch:
    """The stretch that was kept."""
    return _stretch(row.config, row.first, row.edits, row.shift)


@lru_cache(maxsize=2000)
def _stretch(config: bytes, first: int, edits: bytes | None, shift: int) -> Stretch:
    return Stretch(
        _config(orjson.loads(config)),
        first,
        None if edits is None else Edits.model_validate(orjson.loads(edits)),
        shift,
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
    found: dict[str, Row] = {}
    names: dict[str, list[str]] = {}
    for row in rows:
        with suppress(InputError):
            config = parse_config(orjson.loads(row.config))
            new, parent = config.id(arithmetic), None
            if row.edits is not None and row.parent is not None:
                if row.parent not in found:
                    continue
                parent = found[row.parent].id
                edits = Edits.model_validate(orjson.loads(row.edits))
                new = Fork(parent=parent, update=row.first, edits=edits).id
            kept = orjson.dumps(plain(config).model_dump())
            found[row.id] = row._replace(id=new, parent=parent, config=kept)
            names.setdefault(new, []).extend([row.name] if row.name else [])
    return {old: row._replace(name=_joined(names[row.id])) for old, row in found.items()}


def _joined(names: list[str]) -> str | None:
    """What runs are called that are one now: the first name alone where all are too long."""
    together = ", ".join(dict.fromkeys(names))
    return (together if len(together) <= LONGEST_NAME else names[0]) or None
