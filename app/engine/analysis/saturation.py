"""Where gradients die: saturated units, and how far back a gradient still reaches.

Of a bidirectional model, in the forward direction.
"""

import numpy as np

from ..activations import ACTIVATIONS
from ..arrays import Array
from ..trace import Trace


@np.errstate(all="ignore")
def saturation(trace: Trace, threshold: float = 0.05) -> dict[str, Array]:
    """The share of units with |f'(a)| below the threshold, for each gate or h: (T, B)."""
    model = trace.model
    shares = {}
    for node in model.new_cell().graph.nodes:
        if node.activation is None:
            continue
        f = model.activation if node.activation == "activation" else node.activation
        slope = ACTIVATIONS[f].slope(trace[node.name])
        shares[node.name] = (np.abs(slope) < threshold).mean(-1)
    return shares


@np.errstate(all="ignore")
def horizon(trace: Trace, floor: float = 1e-20) -> int:
    """Steps back from the last output until ‖∂L/∂h_t‖² falls below the floor.

    The number of steps up to that output if it never does; 0 if there is no output.
    """
    last = int(np.flatnonzero(trace.has_output).max(initial=-1)) + 1
    squares = np.square(trace["grad_hidden"][:last]).sum((1, 2))[::-1]
    below = np.flatnonzero(squares < floor)
    return int(below[0]) if len(below) else last
