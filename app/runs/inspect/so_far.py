"""How each parameter's gradient grows while BPTT walks back."""

import numpy as np

from ...engine.analysis import itemised
from ...engine.arrays import Array
from ...engine.train import Update
from ..experiment import Experiment


def so_far(_: Experiment, update: Update) -> dict[str, Array]:
    """The norm of the sum of the terms t, t + 1 … T of each parameter's gradient, (T,)."""
    with np.errstate(all="ignore"):
        return {name: _norms(terms) for name, terms in itemised(update.trace).items()}


def _norms(terms: Array) -> Array:
    sums = terms[::-1].cumsum(0)[::-1].reshape(len(terms), -1)
    norms: Array = np.sqrt((sums * sums).sum(1))
    return norms
