"""How each parameter's gradient grows while BPTT walks back."""

import numpy as np

from ...engine.arrays import Array
from ...engine.train import Update
from ..frame.analyses import Reading, running_sums
from ..training.experiment import Experiment


def so_far(_: Experiment, update: Update) -> dict[str, Array]:
    """By parameter, the norm of its gradient once BPTT has come to step t, (T,)."""
    with np.errstate(all="ignore"):
        sums = running_sums(Reading(update.trace))
    return {name: one["norm"] for name, one in sums.items()}
