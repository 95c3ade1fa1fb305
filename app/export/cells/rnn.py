"""The vanilla cell in exported programs."""

from .base import KerasLayer, NumPyCode, PyTorchCode, Snippets, plain_layout

LAYER = "RNN"  # what PyTorch calls it
STEP = '''
def step(x_t, h, W_x, W_h, b_h):
    """h_t from x_t and the state before it."""
    return ({f}(x_t @ W_x.T + h @ W_h.T + b_h),)
'''
FORWARD = """        before = h
        a = x[t] @ W_x.T + before @ W_h.T + b_h
        h = {f}
        made[t] = h, before
"""
BACK = """        delta = grad_h * ({slope})
        carry = delta @ W_h
"""
SNIPPETS = Snippets(
    pytorch=PyTorchCode(LAYER, STEP),
    keras=KerasLayer("SimpleRNN", 'activation="{activation}"', plain_layout()),
    numpy=NumPyCode(LAYER, FORWARD, BACK, kept="h, before"),
)
