"""The numeric heart: recurrent cells, the unrolled loop, BPTT and its analysis, in NumPy alone.

Names, shapes, conventions and an example are in README.md beside this file.
"""

from .batches import Batch, bucket, make_batch
from .initializers import Initializer
from .model import Model
from .optimizers import SGD, Adam, Momentum, Optimizer, RMSProp
from .schedule import TBPTT, Plan, chunks, full_sequence, sliding_window
from .trace import Trace
from .train import Stop, TrainState, Update, start, train
from .unroll import Unroll

__all__ = [
    "SGD",
    "TBPTT",
    "Adam",
    "Batch",
    "Initializer",
    "Model",
    "Momentum",
    "Optimizer",
    "Plan",
    "RMSProp",
    "Stop",
    "Trace",
    "TrainState",
    "Unroll",
    "Update",
    "bucket",
    "chunks",
    "full_sequence",
    "make_batch",
    "sliding_window",
    "start",
    "train",
]
