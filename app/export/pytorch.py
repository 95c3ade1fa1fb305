"""The update in PyTorch: its autograd comes to the same gradients."""

from .case import Case, names
from .cells import PyTorchCode

HEAD = '''"""{title}: one update of a recurrent network in PyTorch, with the numbers of Unrolled.

k = {k} is no argument of torch.nn.{layer}: it is seq_len, the length of what it is fed, the first
axis of x. (Keras' unroll=True would only change how the loop over these k steps is compiled.)
"""

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)  # PyTorch itself would take float32

{data}

params = {{name: torch.tensor(value, requires_grad=True) for name, value in params.items()}}
start = {{name: torch.tensor(value) for name, value in start.items()}}
x, p = torch.tensor(x), torch.tensor(p)  # (seq_len, batch, features)

'''

UNROLL = '''

def unroll(times, suffix=""):
    """h_t of these steps, one after the other: every step has the same weights."""
    weights = [params[name + suffix] for name in {weights}]
    state = [start[name + suffix] for name in {states}]
    hidden = {{}}
    for t in times:
{cut}{fed}        state = step({x_t}, *state, *weights)
        hidden[t] = state[0]
        hidden[t].retain_grad()  # so that its gradient can be looked at
    return hidden


def logits(h_t):
    """W_y h_t + b_y."""
    return h_t @ params["W_y"].T + params["b_y"]


'''
CUT = """        if (t + 1 if suffix else t) in cut:  # the edge that leads here
            state = [value.detach() for value in state]
"""
FED = """        x_t = {y} if t in fed else x[t]
"""
ONE = """hidden = h = unroll(range(len(x)))
"""
TWO = """hidden = unroll(range(len(x)))
reverse = unroll(reversed(range(len(x))), "_reverse")
h = {t: torch.cat([hidden[t], reverse[t]], dim=-1) for t in hidden}
"""
REVERSE = """    print(f"grad_hidden_reverse_{t + 1}", grad(reverse[t]))
"""
TAIL = """z = {{t: logits(h[t]) for t in answers}}
L = sum({loss} for t in answers) / x.shape[1]  # the mean over the batch
L.backward()


def grad(value):  # 0 where no way leads from it to the loss
    return (torch.zeros_like(value) if value.grad is None else value.grad).tolist()


print("loss", L.item())
for name, value in params.items():
    print(name, grad(value))
for t in range(len(x)):
    print(f"grad_hidden_{{t + 1}}", grad(hidden[t]))
{reverse}
{clip}# The update. Whatever this optimizer remembers begins empty here.
torch.optim.{optimizer}.step()
"""

FUNCTIONS = {"tanh": "torch.tanh", "sigmoid": "torch.sigmoid", "relu": "torch.relu"}
OUTPUTS = {
    "identity": "{z}",
    "tanh": "torch.tanh({z})",
    "sigmoid": "torch.sigmoid({z})",
    "relu": "torch.relu({z})",
    "softmax": "torch.softmax({z}, dim=-1)",
}
LOSSES = {
    "mse": "0.5 * ({y} - p[t]).square().sum()",
    "bce": 'F.binary_cross_entropy_with_logits(z[t], p[t], reduction="sum")',
    "cross_entropy": "-(p[t] * F.log_softmax(z[t], dim=-1)).sum()",
}
OPTIMIZERS = {
    "sgd": "SGD(params.values(), lr={rate})",
    "momentum": "SGD(params.values(), lr={rate}, momentum=0.9)",
    "rmsprop": "RMSprop(params.values(), lr={rate})",
    "adam": "Adam(params.values(), lr={rate})",
}


def program(case: Case, cell: PyTorchCode) -> str:
    """It prints the loss, every parameter's gradient and every h_t's, and makes the update."""
    model, output = case.model, OUTPUTS[case.model.output_activation]
    norm = case.optimizer.clip_norm
    return "".join(
        (
            HEAD.format(title=case.title, k=case.k, layer=cell.layer, data=case.data),
            cell.step.format(f=FUNCTIONS[model.activation]),
            UNROLL.format(
                weights=names(model),
                states=model.new_cell().state,
                cut=CUT if case.is_cut else "",
                fed=FED.format(y=output.format(z="logits(state[0])")) if case.is_fed else "",
                x_t="x_t" if case.is_fed else "x[t]",
            ),
            TWO if model.bidirectional else ONE,
            TAIL.format(
                loss=LOSSES[case.loss].format(y=output.format(z="z[t]")),
                reverse=REVERSE if model.bidirectional else "",
                clip=f"torch.nn.utils.clip_grad_norm_(params.values(), {norm})\n" if norm else "",
                optimizer=OPTIMIZERS[case.optimizer.name].format(rate=case.optimizer.learning_rate),
            ),
        )
    )
