"""Who is measured: each builds, for a case, one pass that yields the same gradients."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.engine.unroll import Unroll

from .cases import Case, Gradients, Pass

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


def torch_loop(case: Case) -> Pass:
    """PyTorch's autograd over the loop as a book writes it, `retain_grad` at every step."""
    import torch

    params, inputs, targets, h_0 = _tensors(case)

    def run() -> Gradients:
        W_x, W_h, b_h, W_y, b_y = (params[name] for name in ("W_x", "W_h", "b_h", "W_y", "b_y"))
        h, loss = h_0, torch.zeros(())
        deltas: list[Any] = []
        states: list[Any] = []
        for x_t, p_t in zip(inputs, targets, strict=True):
            a = x_t @ W_x.T + h @ W_h.T + b_h
            h = torch.tanh(a)
            y = h @ W_y.T + b_y
            loss = loss + 0.5 * (y - p_t).square().sum() / case.B
            for retained, where in ((a, deltas), (h, states)):
                retained.retain_grad()
                where.append(retained)
        return _backward(loss, params, deltas, states)

    return run


def torch_lean_loop(case: Case) -> Pass:
    """The same with inputs and outputs outside the loop, each one product over all steps."""
    import torch

    params, inputs, targets, h_0 = _tensors(case)

    def run() -> Gradients:
        W_h = params["W_h"].T
        h = h_0
        deltas: list[Any] = []
        states: list[Any] = []
        for pre_x_t in inputs @ params["W_x"].T + params["b_h"]:
            a = pre_x_t + h @ W_h
            h = torch.tanh(a)
            for retained, where in ((a, deltas), (h, states)):
                retained.retain_grad()
                where.append(retained)
        outputs = torch.stack(states) @ params["W_y"].T + params["b_y"]
        loss = 0.5 * (outputs - targets).square().sum() / case.B
        return _backward(loss, params, deltas, states)

    return run


def _tensors(case: Case) -> tuple[dict[str, Any], Any, Any, Any]:
    """Parameters, inputs, targets and h_0, in float64 and for one thread."""
    import torch

    if case.cell != "rnn":
        raise ValueError(f"The PyTorch loops have no cell {case.cell!r}.")
    torch.set_num_threads(1)
    params = {name: torch.tensor(value).requires_grad_() for name, value in case.params.items()}
    h_0 = torch.zeros(case.B, case.m, dtype=torch.float64)
    return params, torch.tensor(case.inputs), torch.tensor(case.targets), h_0


def _backward(loss: Any, params: dict[str, Any], deltas: list[Any], states: list[Any]) -> Gradients:
    for param in params.values():
        param.grad = None
    loss.backward()
    return {
        **{name: param.grad.numpy() for name, param in params.items()},
        "delta": np.stack([a.grad.numpy() for a in deltas]),
        "hidden": np.stack([h.grad.numpy() for h in states]),
    }


RIVALS: Mapping[str, Rival] = {
    "Unrolled": ours,
    "PyTorch loop": torch_loop,
    "PyTorch loop, lean": torch_lean_loop,
}
