"""The update in NumPy alone: the way back is written out."""

from .case import Case

HEAD = '''"""{title}: one update of a recurrent network in NumPy, the way back written out.

k = {k} steps, as many as x has: in PyTorch that is seq_len, no argument of torch.nn.{layer}.
(Keras' unroll=True would only change how the loop over these k steps is compiled.)
"""

import numpy as np
from numpy import inf, nan

{data}

params = {{name: np.array(value) for name, value in params.items()}}
start = {{name: np.array(value) for name, value in start.items()}}
x, p = np.array(x), np.array(p)  # (k, batch, features)
W_y, b_y = params["W_y"], params["b_y"]


def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)


def log(y):
    return np.log(np.maximum(y, 1e-300))

'''

STEPS = {
    "rnn": '''
def step(x_t, h, W_x, W_h, b_h):
    """The state after x_t, and what the way back needs."""
    a = x_t @ W_x.T + h @ W_h.T + b_h
    h = {f}
    return (h,), (h,)


def step_back(grad_h, kept, W_x, W_h, b_h):
    """δ beside W_x, δ beside W_h, and ∂L/∂ of the state before."""
    (h,) = kept
    delta = grad_h * ({slope})
    return delta, delta, (delta @ W_h,)
''',
    "gru": '''
def step(x_t, h, W_x, W_h, b_h, b_n):
    """The state after x_t, and what the way back needs; the reset gate comes after the product."""
    x_r, x_z, x_n = np.split(x_t @ W_x.T + b_h, 3, axis=-1)
    h_r, h_z, h_n = np.split(h @ W_h.T, 3, axis=-1)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * (h_n + b_n))
    return ((1 - z) * n + z * h,), (h, r, z, n, h_n + b_n)


def step_back(grad_h, kept, W_x, W_h, b_h, b_n):
    """δ beside W_x, δ beside W_h, and ∂L/∂ of the state before."""
    h, r, z, n, u = kept
    delta_n = grad_h * (1 - z) * (1 - n * n)
    delta_z = grad_h * (h - n) * z * (1 - z)
    delta_r = delta_n * u * r * (1 - r)
    delta = np.concatenate([delta_r, delta_z, delta_n], axis=-1)
    gated = np.concatenate([delta_r, delta_z, delta_n * r], axis=-1)
    return delta, gated, (gated @ W_h + grad_h * z,)
''',
    "lstm": '''
def step(x_t, h, c, W_x, W_h, b_h):
    """The states after x_t, and what the way back needs."""
    i, f, g, o = np.split(x_t @ W_x.T + h @ W_h.T + b_h, 4, axis=-1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    new = f * c + i * g
    return (o * np.tanh(new), new), (i, f, g, o, c, np.tanh(new))


def step_back(grad_h, grad_c, kept, W_x, W_h, b_h):
    """δ beside W_x, δ beside W_h, and ∂L/∂ of the states before."""
    i, f, g, o, c, s = kept
    grad_c = grad_c + grad_h * o * (1 - s * s)
    blocks = (grad_c * g * i * (1 - i), grad_c * c * f * (1 - f))
    blocks += (grad_c * i * (1 - g * g), grad_h * s * o * (1 - o))
    delta = np.concatenate(blocks, axis=-1)
    return delta, delta, (delta @ W_h, grad_c * f)
''',
}

UNROLL = '''

def forward(times, suffix=""):
    """The state after each of these steps, and what it was made of."""
    weights = [params[name + suffix] for name in NAMES]
    state = [start[name + suffix] for name in STATES]
    made = {{}}
    for t in times:
        x_t = {x_t}
        before = state
        state, kept = step(x_t, *state, *weights)
        made[t] = state[0], before[0], x_t, kept
    return made


def backward(times, made, part, suffix=""):
    """∂L/∂h_t of each step, and ∂L/∂ of this direction's parameters, a term for each step."""
    weights = [params[name + suffix] for name in NAMES]
    grads = {{name + suffix: np.zeros_like(params[name + suffix]) for name in NAMES}}
    hidden, carry = {{}}, [np.zeros_like(start[name + suffix]) for name in STATES]
    for t in reversed(times):
        hidden[t] = carry[0] + dz[t] @ W_y[:, part]
        _, before, x_t, kept = made[t]
        delta, gated, carry = step_back(hidden[t], *carry[1:], kept, *weights)
        if (t + 1 if suffix else t) in cut:
            carry = [np.zeros_like(one) for one in carry]
        grads["W_x" + suffix] += delta.T @ x_t
        grads["W_h" + suffix] += gated.T @ before
        grads["b_h" + suffix] += delta.sum(0)
{extra}{fed}    return hidden, grads


def output(h_t):
    """y_t = f_y(W_y h_t + b_y)."""
    z = h_t @ W_y.T + b_y
    return {output}

'''
EXTRA = """        grads["b_n" + suffix] += np.split(gated, 3, axis=-1)[2].sum(0)
"""
FED = """        if t in fed:
            dz[t - 1] += {slope}
"""

TAIL = """
NAMES, STATES, steps = {names}, {states}, range(len(x))
made = forward(steps)
{reverse}h = {h}
y = output(h)
e = y - p
B = x.shape[1]
L = sum({loss} for t in answers) / B
dz = np.zeros_like(y)
for t in answers:
    dz[t] = {dz} / B

hidden, grads = backward(steps, made, slice(0, {m}))
{back}grads["W_y"] = np.einsum("tbo,tbm->om", dz, h)
grads["b_y"] = dz.sum((0, 1))

print("loss", L)
for name in params:
    print(name, grads[name].tolist())
for t in steps:
    print(f"grad_hidden_{{t + 1}}", hidden[t].tolist())

{update}"""

LAYERS = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
FUNCTIONS = {
    "tanh": ("np.tanh(a)", "1 - h * h"),
    "sigmoid": ("sigmoid(a)", "h * (1 - h)"),
    "relu": ("np.maximum(a, 0)", "h > 0"),
}
OUTPUTS = {
    "identity": ("z", "1"),
    "tanh": ("np.tanh(z)", "(1 - {y} * {y})"),
    "sigmoid": ("sigmoid(z)", "{y} * (1 - {y})"),
    "relu": ("np.maximum(z, 0)", "({y} > 0)"),
    "softmax": (
        "np.exp(z - z.max(-1, keepdims=True))"
        " / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)",
        "",
    ),
}
LOSSES = {
    "mse": "0.5 * (e[t] ** 2).sum()",
    "bce": "-(p[t] * log(y[t]) + (1 - p[t]) * log(1 - y[t])).sum()",
    "cross_entropy": "-(p[t] * log(y[t])).sum()",
}
SGD = """for name in params:  # the update
    params[name] -= {rate} * grads[name]{clipped}
"""
OTHER = """# The update is that of {name}, which remembers; plain gradient descent would be
for name in params:
    params[name] -= {rate} * grads[name]{clipped}
"""
CLIP = """norm = np.sqrt(sum((one**2).sum() for one in grads.values()))
"""


def program(case: Case) -> str:
    """It prints the loss, every parameter's gradient and every h_t's, and makes the update."""
    model, m = case.model, case.model.hidden_size
    two, norm = model.bidirectional, case.optimizer.clip_norm
    f, slope = FUNCTIONS[model.activation]
    out, out_slope = OUTPUTS[model.output_activation]
    names = ("W_x", "W_h", "b_h", *model.new_cell().extra_params)
    clipped = f" * min(1, {norm} / norm)" if norm else ""
    dz = "e[t]" if case.loss != "mse" else f"e[t] * {out_slope.format(y='y[t]')}"
    update = SGD if case.optimizer.name == "sgd" else OTHER
    return "".join(
        (
            HEAD.format(title=case.title, k=case.k, layer=LAYERS[model.cell], data=case.data),
            STEPS[model.cell].format(f=f, slope=slope),
            UNROLL.format(
                x_t="output(state[0]) if t in fed else x[t]" if case.is_fed else "x[t]",
                extra=EXTRA if model.cell == "gru" else "",
                fed=FED.format(slope=_through(model.output_activation)) if case.is_fed else "",
                output=out,
            ),
            TAIL.format(
                names=names,
                states=model.new_cell().state,
                m=m,
                reverse='made_reverse = forward(steps[::-1], "_reverse")\n' if two else "",
                h=_TWO if two else "np.array([made[t][0] for t in steps])",
                loss=LOSSES[case.loss],
                dz=dz,
                back=_BACK.format(m=m) if two else "",
                update=(CLIP if norm else "")
                + update.format(
                    name=case.optimizer.name, rate=case.optimizer.learning_rate, clipped=clipped
                ),
            ),
        )
    )


_TWO = "np.array([np.concatenate([made[t][0], made_reverse[t][0]], axis=-1) for t in steps])"
_BACK = """_, reverse = backward(steps[::-1], made_reverse, slice({m}, {m} + {m}), "_reverse")
grads |= reverse
"""


def _through(activation: str) -> str:
    """∂L/∂z of the step before, from what it has put out and was read here."""
    if activation == "softmax":
        return (
            "y[t - 1] * (delta @ weights[0]"
            " - (delta @ weights[0] * y[t - 1]).sum(-1, keepdims=True))"
        )
    slope = OUTPUTS[activation][1].format(y="y[t - 1]")
    return f"delta @ weights[0] * {slope}"
