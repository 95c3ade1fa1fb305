"""A training state as bytes, bit for bit: what a block begins with and ends with.

Which window comes next, and in which order, follows from the number of the update and the seed, so
there is no random state to keep.
"""

from base64 import b64decode, b64encode
from typing import Any

import numpy as np
import orjson

from ...engine.arrays import Array, Params
from ...engine.optimizers import OptimizerState
from ...engine.trace import NonFinite
from ...engine.train import Progress, TrainState


def dump(state: TrainState) -> bytes:
    """The state as JSON, its arrays in base64."""
    exploded = state.first_nonfinite
    slots = state.optimizer.slots.items()
    return orjson.dumps(
        {
            "update": state.update,
            "params": _dump_all(state.params),
            "optimizer_updates": state.optimizer.updates,
            "slots": {name: [_dump(slot) for slot in arrays] for name, arrays in slots},
            "carried": None if state.carried is None else _dump_all(state.carried),
            "progress": _dump(np.array(state.progress, float)),  # JSON has no infinity
            "first_nonfinite": exploded and (exploded[0], tuple(exploded[1])),
        }
    )


def load(data: bytes) -> TrainState:
    """The state that was dumped."""
    kept = orjson.loads(data)
    total, updates, mean, best, waited = _load(kept["progress"]).tolist()
    exploded = kept["first_nonfinite"]
    return TrainState(
        update=kept["update"],
        params=_load_all(kept["params"]),
        optimizer=OptimizerState(
            kept["optimizer_updates"],
            {name: tuple(map(_load, slots)) for name, slots in kept["slots"].items()},
        ),
        carried=None if kept["carried"] is None else _load_all(kept["carried"]),
        progress=Progress(total, int(updates), mean, best, int(waited)),
        first_nonfinite=exploded and (exploded[0], NonFinite(*exploded[1])),
    )


def _dump(array: Array) -> dict[str, Any]:
    return {"shape": array.shape, "data": b64encode(array.tobytes()).decode("ascii")}


def _load(kept: dict[str, Any]) -> Array:
    return np.frombuffer(b64decode(kept["data"])).reshape(kept["shape"])


def _dump_all(arrays: Params) -> dict[str, Any]:
    return {name: _dump(array) for name, array in arrays.items()}


def _load_all(kept: dict[str, Any]) -> Params:
    return {name: _load(array) for name, array in kept.items()}
