"""PyTorch: its loop with the gradient of every step kept, and its fused layers, which keep none."""

from typing import Any

import numpy as np

from .cases import Case, Gradients, Pass


def _cell(params: dict[str, Any], cell: str, h: Any, c: Any, pre_x: Any) -> tuple[Any, Any, Any]:
    """(a, h, c) after one step, in the textbook's operations."""
    import torch

    recurrent = h @ params["W_h"].T
    if cell == "rnn":
        a = pre_x + recurrent
        return a, torch.tanh(a), c
    if cell == "lstm":
        a = pre_x + recurrent
        i, f, g, o = a.chunk(4, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return a, torch.sigmoid(o) * torch.tanh(c), c
    m = h.shape[-1]
    rz = torch.sigmoid(pre_x[:, : 2 * m] + recurrent[:, : 2 * m])
    r, z = rz.chunk(2, -1)
    a = pre_x[:, 2 * m :] + r * (recurrent[:, 2 * m :] + params["b_n"])
    n = torch.tanh(a)
    return a, (1 - z) * n + z * h, c


def torch_loop(case: Case, *, lean: bool = False) -> Pass:
    """Autograd over the loop as a book writes it, `retain_grad` on every a_t and h_t.

    `lean`: inputs and outputs outside the loop, each one product over all steps. (Of a GRU's a_t
    the last block is kept, whose gradient is no part of the others'.)
    """
    import torch

    params, inputs, targets, zero = _tensors(case)

    def run() -> Gradients:
        h = c = zero
        kept: list[Any] = []
        states: list[Any] = []
        ys: list[Any] = []
        W_x, b_h, W_y, b_y = (params[name] for name in ("W_x", "b_h", "W_y", "b_y"))
        steps = inputs @ W_x.T + b_h if lean else inputs
        for step in steps:
            pre_x = step if lean else step @ W_x.T + b_h
            a, h, c = _cell(params, case.cell, h, c, pre_x)
            for retained, where in ((a, kept), (h, states)):
                retained.retain_grad()
                where.append(retained)
            if not lean:
                ys.append(h @ W_y.T + b_y)
        y = torch.stack(states) @ W_y.T + b_y if lean else torch.stack(ys)
        _backward(0.5 * (y - targets).square().sum() / case.B, params)
        return {
            **{name: param.grad.numpy() for name, param in params.items()},
            "hidden": np.stack([h.grad.numpy() for h in states]),
        }

    return run


def torch_layer(case: Case) -> Pass:
    """nn.RNN, nn.GRU or nn.LSTM and backward: the gradients of the parameters, none of a step."""
    import torch

    params, inputs, targets, _ = _tensors(case)
    kinds = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
    layer = kinds[case.cell](case.d, case.m, dtype=torch.float64)
    m = case.m
    with torch.no_grad():
        layer.weight_ih_l0.copy_(params["W_x"])
        layer.weight_hh_l0.copy_(params["W_h"])
        layer.bias_ih_l0.copy_(params["b_h"])
        layer.bias_hh_l0.zero_()
        if case.cell == "gru":
            layer.bias_hh_l0[2 * m :] = params["b_n"]
    own = {
        "W_x": layer.weight_ih_l0,
        "W_h": layer.weight_hh_l0,
        "b_h": layer.bias_ih_l0,
        "W_y": params["W_y"],
        "b_y": params["b_y"],
    }

    def run() -> Gradients:
        states, _ = layer(inputs)
        y = states @ own["W_y"].T + own["b_y"]
        _backward(0.5 * (y - targets).square().sum() / case.B, own)
        return {name: param.grad.numpy() for name, param in own.items()}

    return run


def _tensors(case: Case) -> tuple[dict[str, Any], Any, Any, Any]:
    """Parameters, inputs, targets and h_0, in float64 and for one thread."""
    import torch

    torch.set_num_threads(1)
    params = {name: torch.tensor(value).requires_grad_() for name, value in case.params.items()}
    zero = torch.zeros(case.B, case.m, dtype=torch.float64)
    return params, torch.tensor(case.inputs), torch.tensor(case.targets), zero


def _backward(loss: Any, params: dict[str, Any]) -> None:
    for param in params.values():
        param.grad = None
    loss.backward()
