"""The GRU in exported programs."""

from .base import KerasLayer, NumPyCode, PyTorchCode, Snippets

LAYOUT = '''
def swap(rows):
    """Our gates r, z, n in Keras' order z, r, h, and back again."""
    r, z, n = np.split(rows, 3)
    return np.concatenate([z, r, n])


def to_keras(suffix=""):
    """Our weights as Keras has them: a column for each unit, and beside W_h a whole second bias."""
    W_x, W_h, b_h, b_n = (np.array(params[name + suffix]) for name in NAMES)
    bias = np.stack([swap(b_h), np.concatenate([np.zeros(2 * m), b_n])])
    return [swap(W_x).T, swap(W_h).T, bias]


def to_ours(kernel, recurrent_kernel, bias, suffix=""):
    """Gradients in our layout, by name."""
    found = swap(kernel.T), swap(recurrent_kernel.T), swap(bias[0]), bias[1][2 * m :]
    return {{name + suffix: one for name, one in zip(NAMES, found)}}

'''
LAYER = "GRU"  # what PyTorch calls it
STEP = '''
def step(x_t, h, W_x, W_h, b_h, b_n):
    """h_t from x_t and the state before it; the reset gate comes after the product."""
    x_r, x_z, x_n = (x_t @ W_x.T + b_h).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h.T).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * (h_n + b_n))
    return ((1 - z) * n + z * h,)
'''
FORWARD = """        before = h
        x_r, x_z, x_n = np.split(x[t] @ W_x.T + b_h, 3, axis=-1)
        h_r, h_z, h_n = np.split(before @ W_h.T, 3, axis=-1)
        r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
        u = h_n + b_n  # the reset gate comes after the product
        n = np.tanh(x_n + r * u)
        h = (1 - z) * n + z * before
        made[t] = h, before, r, z, n, u
"""
BACK = """        delta_n = grad_h * (1 - z) * (1 - n * n)
        delta_z = grad_h * (before - n) * z * (1 - z)
        delta_r = delta_n * u * r * (1 - r)
        delta = np.concatenate([delta_r, delta_z, delta_n], axis=-1)
        gated = np.concatenate([delta_r, delta_z, delta_n * r], axis=-1)  # beside W_h
        carry = gated @ W_h + grad_h * z
"""
B_N = """        grads["b_n"{suffix}] += np.split(gated, 3, axis=-1)[2].sum(0)
"""
SNIPPETS = Snippets(
    pytorch=PyTorchCode(LAYER, STEP),
    # PyTorch's fused kernels would give Keras no h_t.
    keras=KerasLayer("GRU", "use_cudnn=False", LAYOUT.format()),
    numpy=NumPyCode(
        LAYER,
        FORWARD,
        BACK,
        kept="h, before, r, z, n, u",
        beside_h="gated",
        more=B_N,
        has_sigmoid=True,
    ),
)
