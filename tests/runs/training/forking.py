"""What tests of forks share: a short run, edits of it, and its frames."""

from typing import Any

import orjson
from unrolled.runs.config.settings import parse_config
from unrolled.runs.store.store import Store
from unrolled.runs.training.forks import Edits
from unrolled.runs.training.lineage import Recording
from unrolled.runs.workers.jobs import Encoding

CONFIG = parse_config({"task": {"name": "sine"}, "schedule": {"k": 6}, "updates": 320})


def edits(**changes: Any) -> Edits:
    return Edits.model_validate(changes)


async def frame(store: Store, run: Recording, update: int) -> dict[str, Any]:
    result: dict[str, Any] = orjson.loads(await raw(store, run, update))
    return result


async def raw(store: Store, run: Recording, update: int) -> bytes:
    found = await store.events(run, range(update, update + 1), Encoding())
    return found[update][0].data
