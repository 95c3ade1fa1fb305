"""How long an update takes: one step has to wait for the one before, so it grows with k."""

from time import perf_counter
from typing import Any

import numpy as np

from ...engine.train import Update
from ...engine.unroll import Unroll
from ..config.values import MAX_K
from ..training.experiment import Experiment

REPEATS = 5


def timing(run: Experiment, update: Update) -> dict[str, Any]:
    """Seconds of one way forward and back over k steps, measured here and now, for several k.

    With the run's network and the batch of the update; the least of a few repeats, because other
    work on the machine only ever adds to it.
    """
    batch = update.trace["inputs"].shape[1]
    steps = [1, 2, 5, 10, 20, 40, MAX_K]
    return {"k": steps, "seconds": [_seconds(run, update, k, batch) for k in steps]}


def _seconds(run: Experiment, update: Update, k: int, batch: int) -> float:
    model, params = run.model, update.state.params
    unroll = Unroll(model, k, batch)
    rng = np.random.default_rng(0)
    inputs = rng.random((k, batch, model.input_size))
    targets = rng.random((k, batch, model.output_size))
    everywhere = np.ones(k, bool)
    times = []
    with np.errstate(all="ignore"):
        for _ in range(REPEATS):
            began = perf_counter()
            unroll.forward(params, inputs)
            unroll.backward(targets, everywhere, run.config.loss)
            times.append(perf_counter() - began)
    return min(times)
