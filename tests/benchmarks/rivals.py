"""Who is measured: each builds, for a case, one pass that yields the same gradients."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from unrolled.engine.unroll import Unroll

from .cases import Case, Gradients, Pass
from .jax_rival import jax_scan
from .torch_rivals import torch_layer, torch_loop

Rival = Callable[[Case], Pass]


def ours(case: Case) -> Pass:
    """The engine."""
    unroll = Unroll(case.model, case.k, case.B)
    params, inputs, targets = case.params, case.inputs, case.targets
    has_output = np.ones(case.k, bool)

    def run() -> Gradients:
        unroll.forward(params, inputs)
        trace = unroll.backward(targets, has_output)
        return {**trace.grad_params, "delta": trace["delta"], "hidden": trace["grad_hidden"]}

    return run


RIVALS: Mapping[str, Rival] = {
    "Unrolled": ours,
    "PyTorch loop": torch_loop,
    "PyTorch loop, lean": partial(torch_loop, lean=True),
    "nn.* and backward": torch_layer,
    "JAX jitted scan": jax_scan,
}
