"""The numeric heart: recurrent cells, the unrolled loop, BPTT and its analysis, in NumPy alone.

Names, shapes, conventions and an example are in README.md beside this file.
"""

from .batches import Batch, bucket, make_batch
from .initializers import Initializer
from .model import Model
from .optimizers import SGD, Adam, Momentum, Optimizer, RMSProp
from .schedule import Chunks, FullSequence, Plan, SlidingWindow
from .trace import Trace
from .train import Stop, TrainState, Update, start, train
from .unroll import Unroll

__all__ = [
    "SGD",
    "Adam",
    "Batch",
    "Chunks",
    "FullSequence",
    "Initializer",
    "Model",
    "Momentum",
    "Optimizer",
    "Plan",
    "RMSProp",
    "SlidingWindow",
    "Stop",
    "Trace",
    "TrainState",
    "Unroll",
    "Update",
    "bucket",
    "make_batch",
    "start",
    "train",
]
