"""The LSTM in exported programs."""

from .base import KerasLayer, NumPyCode, PyTorchCode, Snippets, plain_layout

LAYER = "LSTM"  # what PyTorch calls it
GATES = "; its gates i, f, c, o are our i, f, g, o"
STEP = '''
def step(x_t, h, c, W_x, W_h, b_h):
    """h_t and c_t from x_t and the states before it."""
    i, f, g, o = (x_t @ W_x.T + h @ W_h.T + b_h).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c
'''
FORWARD = """        before, c_before = h, c
        i, f, g, o = np.split(x[t] @ W_x.T + before @ W_h.T + b_h, 4, axis=-1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        c = f * c_before + i * g
        h = o * np.tanh(c)
        made[t] = h, before, i, f, g, o, c_before, np.tanh(c)
"""
BACK = """        grad_c = carry_c + grad_h * o * (1 - s * s)
        delta_i, delta_f = grad_c * g * i * (1 - i), grad_c * c_before * f * (1 - f)
        delta_g, delta_o = grad_c * i * (1 - g * g), grad_h * s * o * (1 - o)
        delta = np.concatenate([delta_i, delta_f, delta_g, delta_o], axis=-1)
        carry, carry_c = delta @ W_h, grad_c * f
"""
SNIPPETS = Snippets(
    pytorch=PyTorchCode(LAYER, STEP),
    # PyTorch's fused kernels would give Keras no h_t.
    keras=KerasLayer("LSTM", "use_cudnn=False", plain_layout(GATES)),
    numpy=NumPyCode(
        LAYER,
        FORWARD,
        BACK,
        kept="h, before, i, f, g, o, c_before, s",
        carried=("carry", "carry_c"),
        has_sigmoid=True,
    ),
)
