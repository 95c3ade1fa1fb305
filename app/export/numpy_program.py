"""The update in NumPy alone: the way back is written out."""

from .case import Case, names
from .cells import NumPyCode

HEAD = '''"""{title}: one update of a recurrent network in NumPy, the way back written out.

k = {k} steps, as many as x has: in PyTorch that is seq_len, no argument of torch.nn.{layer}.
(Keras' unroll=True would only change how the loop over these k steps is compiled.)
"""

import numpy as np

{data}

params = {{name: np.array(value) for name, value in params.items()}}
start = {{name: np.array(value) for name, value in start.items()}}
x, p = np.array(x), np.array(p)  # (k, batch, features)
W_y, b_y, steps = params["W_y"], params["b_y"], range(len(x))

'''
SIGMOID = """
def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)

"""
FORWARD = '''
def forward({times}):
    """Every step's state, the state before it, and what the way back needs of it."""
    {names} = (params[name{suffix}] for name in NAMES)
    {start}, made = {given}, {{}}
    for t in {steps}:
{fed}{step}    return made


def backward(made, dz{arguments}):
    """∂L/∂h_t of each step, and ∂L/∂ of the parameters, which have a term from every step."""
    W_x, W_h = params["W_x"{suffix}], params["W_h"{suffix}]
    grads = {{name{suffix}: np.zeros_like(params[name{suffix}]) for name in NAMES}}
    grad_hidden, {carries} = {{}}, {zeros}
    for t in reversed({steps}):
        {kept} = made[t]
        grad_h = grad_hidden[t] = carry + dz[t] @ {W_y}
{step_back}{cut}        grads["W_x"{suffix}] += delta.T @ x[t]
        grads["W_h"{suffix}] += {beside_h}.T @ before
        grads["b_h"{suffix}] += delta.sum(0)
{more}{feed_back}    return grad_hidden, grads


'''
FED = """        if t in fed:
            logits = h @ W_y.T + b_y
            x[t] = {output}
"""
CUT = """        if {edge} in cut:
            {carries} = {zeros}
"""
FEED_BACK = """        if t in fed:
            dz[t - 1] += {slope}
"""
TAIL = """NAMES = {names}
{made}
logits = h @ W_y.T + b_y
y = {output}
B = x.shape[1]
L = sum({loss} for t in answers) / B  # the mean over the batch
dz = np.zeros_like(y)  # ∂L/∂logits
for t in answers:
    dz[t] = {dz} / B
{back}
grads |= {{"W_y": np.einsum("tbo,tbm->om", dz, h), "b_y": dz.sum((0, 1)){more}}}

print("loss", L)
for name in params:
    print(name, grads[name].tolist())
for t in steps:
    print(f"grad_hidden_{{t + 1}}", grad_hidden[t].tolist())
{reverse}
{update}"""
ONE = "made = forward()\nh = np.array([made[t][0] for t in steps])"
TWO = """made, reverse = forward(steps), forward(steps[::-1], "_reverse")
h = np.array([np.concatenate([made[t][0], reverse[t][0]], axis=-1) for t in steps])"""
BACK_ONE = "grad_hidden, grads = backward(made, dz)"
BACK_TWO = (
    "grad_hidden, grads = backward(made, dz, steps, slice(0, {m}))\n"
    "grad_hidden_reverse, grads_reverse = "
    'backward(reverse, dz, steps[::-1], slice({m}, None), "_reverse")'
)
REVERSE = """    print(f"grad_hidden_reverse_{t + 1}", grad_hidden_reverse[t].tolist())
"""

FUNCTIONS = {
    "tanh": ("np.tanh(a)", "1 - h * h"),
    "sigmoid": ("sigmoid(a)", "h * (1 - h)"),
    "relu": ("np.maximum(a, 0)", "h > 0"),
}
OUTPUTS = {  # f_y of the logits, and its slope from y
    "identity": ("logits", ""),
    "tanh": ("np.tanh(logits)", " * (1 - {y} * {y})"),
    "sigmoid": ("sigmoid(logits)", " * {y} * (1 - {y})"),
    "relu": ("np.maximum(logits, 0)", " * ({y} > 0)"),
    "softmax": ("np.exp(logits - np.logaddexp.reduce(logits, -1, keepdims=True))", ""),
}
LOSSES = {
    "mse": "0.5 * ((y[t] - p[t]) ** 2).sum()",
    "bce": "(np.logaddexp(0, logits[t]) - p[t] * logits[t]).sum()",
    "cross_entropy": "-(p[t] * (logits[t] - np.logaddexp.reduce(logits[t], -1, keepdims=True)))"
    ".sum()",
}
SGD = """for name in params:  # the update
    params[name] -= {rate} * grads[name]{clipped}
"""
OTHER = """for name in params:  # plain gradient descent; {name}, which was chosen, remembers more
    params[name] -= {rate} * grads[name]{clipped}
"""
CLIP = """norm = np.sqrt(sum((one**2).sum() for one in grads.values()))
"""


def program(case: Case, cell: NumPyCode) -> str:
    """It prints the loss, every parameter's gradient and every h_t's, and makes the update."""
    model = case.model
    head = HEAD.format(title=case.title, k=case.k, layer=cell.layer, data=case.data)
    has_sigmoid = cell.has_sigmoid or "sigmoid" in (model.activation, model.output_activation)
    return head + (SIGMOID if has_sigmoid else "") + _directions(case, cell) + _tail(case)


def _directions(case: Case, cell: NumPyCode) -> str:
    """The functions that go through time, to and fro; only of two directions are there suffixes."""
    model, two = case.model, case.model.bidirectional
    f, slope = FUNCTIONS[model.activation]
    output, out_slope = OUTPUTS[model.output_activation]
    plus = " + suffix" if two else ""
    letters = ("h", "c")[: len(model.new_cell().state)]
    carries, zeros = ", ".join(cell.carried), ", ".join("0.0" for _ in cell.carried)
    before = _through(model.output_activation, out_slope.format(y="y[t - 1]"))
    return FORWARD.format(
        times='times, suffix=""' if two else "",
        names=", ".join(names(model)),
        suffix=plus,
        start=", ".join(letters),
        given=", ".join(f'start["{name}"{plus}]' for name in model.new_cell().state),
        steps="times" if two else "steps",
        fed=FED.format(output=output) if case.is_fed else "",
        step=cell.forward.format(f=f),
        arguments=', times, part, suffix=""' if two else "",
        carries=carries,
        zeros=zeros,
        kept=cell.kept,
        W_y="W_y[:, part]" if two else "W_y",
        step_back=cell.back.format(slope=slope),
        cut=CUT.format(
            edge="(t + 1 if suffix else t)" if two else "t", carries=carries, zeros=zeros
        )
        if case.is_cut
        else "",
        beside_h=cell.beside_h,
        more=cell.more.format(suffix=plus),
        feed_back=FEED_BACK.format(slope=before) if case.is_fed else "",
    )


def _tail(case: Case) -> str:
    """What calls them, and what is printed; then the update."""
    model, two, norm = case.model, case.model.bidirectional, case.optimizer.clip_norm
    output, out_slope = OUTPUTS[model.output_activation]
    error, slope = "(y[t] - p[t])", out_slope.format(y="y[t]") if case.loss == "mse" else ""
    update = SGD if case.optimizer.name == "sgd" else OTHER
    return TAIL.format(
        names=names(model),
        made=TWO if two else ONE,
        output=output,
        loss=LOSSES[case.loss],
        dz=error + slope,
        back=BACK_TWO.format(m=model.hidden_size) if two else BACK_ONE,
        more=", **grads_reverse" if two else "",
        reverse=REVERSE if two else "",
        update=(CLIP if norm else "")
        + update.format(
            name=case.optimizer.name,
            rate=case.optimizer.learning_rate,
            clipped=f" * min(1, {norm} / norm)" if norm else "",
        ),
    )


def _through(activation: str, slope: str) -> str:
    """∂L/∂logits of the step before, from what it has put out and was read here."""
    if activation == "softmax":
        return "y[t - 1] * (delta @ W_x - (delta @ W_x * y[t - 1]).sum(-1, keepdims=True))"
    return f"delta @ W_x{slope}"
