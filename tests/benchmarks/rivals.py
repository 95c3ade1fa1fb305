"""Who is measured: each builds, for a case, one pass that yields the same gradients."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np
from unrolled.engine.unroll import Unroll

from .cases import Case, Gradients, Pass
from .jax_rival import jax_scan
from .torch_rivals import torch_layer, torch_loop

Build = Callable[[Case], Pass]


class Rival(NamedTuple):
    """A contender, and the package that it cannot be measured without."""

    needs: str
    build: Build


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
    "Unrolled": Rival("unrolled", ours),
    "PyTorch loop": Rival("torch", torch_loop),
    "PyTorch loop, lean": Rival("torch", partial(torch_loop, lean=True)),
    "nn.* and backward": Rival("torch", torch_layer),
    "JAX jitted scan": Rival("jax", jax_scan),
}


def installed() -> dict[str, Build]:
    """Those who can be measured here; a line is printed of each who cannot."""
    found = {}
    for name, rival in RIVALS.items():
        if find_spec(rival.needs):
            found[name] = rival.build
        else:
            print(f"{name} is left out: {rival.needs} is not installed")
    return found
