"""The update in Keras 3: its own layers, with our weights in their layout."""

from .case import Case, names
from .cells import KerasLayer

HEAD = '''"""{title}: one update of a recurrent network in Keras 3, with the numbers of Unrolled.

k = {k} is no argument of keras.layers.{layer}: it is the length of what it is fed, the second axis
of x (PyTorch's seq_len). unroll=True would only change how the loop over these k steps is compiled.
"""

import os

os.environ["KERAS_BACKEND"] = "torch"  # the gradients are the backend's: here those of backward()
import keras
import numpy as np
from keras import layers, ops

keras.config.set_floatx("float64")  # what it can; with PyTorch its products are rounded to float32

{data}

x, p = (ops.convert_to_tensor(np.swapaxes(one, 0, 1)) for one in (x, p))  # (batch, k, features)
start = {{name: ops.convert_to_tensor(np.array(value)) for name, value in start.items()}}
k, m = x.shape[1], {m}
NAMES = {names}

'''
KEEP = '''
def keep(cell):
    """The h_t that this cell will make: Keras' loop hides them, and with them ∂L/∂h_t."""
    call, made = cell.call, []
    def keeping(*given, **settings):
        h_t, states = call(*given, **settings)
        h_t.retain_grad()
        made.append(h_t)
        return h_t, states
    cell.call = keeping
    return made

'''
LOOP = '''
def unroll(cell, times, suffix=""):
    """The loop of layers.{layer} over its cell, written out: {why}."""
    state, hidden = [start[name + suffix] for name in {states}], {{}}
    for t in times:
{cut}        hidden[t], state = cell({x_t}, state)
        hidden[t].retain_grad()  # so that its gradient can be looked at
    return hidden

'''
CUT = """        if (t + 1 if suffix else t) in cut:  # the edge that leads here
            state = [ops.stop_gradient(one) for one in state]
"""
BUILD = """
def gradient(value):  # 0 where no way leads from it to the loss
    return ops.zeros_like(value) if value.grad is None else value.grad


rnn = {layer}
dense = layers.Dense({o})
rnn.build((None, k, {d}))
rnn.set_weights(to_keras(){to_keras})
dense.build((None, k, {states}))
dense.set_weights([np.transpose(params["W_y"]), np.array(params["b_y"])])

{hidden}
z, p = dense(h)[:, answers], p[:, answers]  # z: W_y h_t + b_y
L = {loss} / len(x)  # the mean over the batch
L.backward()

weights = rnn.trainable_weights + dense.trainable_weights
grads = [gradient(one.value) for one in weights]
arrays = [ops.convert_to_numpy(one) for one in grads]
ours = {{**to_ours(*arrays[:3]){to_ours}, "W_y": arrays[-2].T, "b_y": arrays[-1]}}
print("loss", L.item())
for name in params:
    print(name, ours[name].tolist())
for t in range(k):
    print(f"grad_hidden_{{t + 1}}", gradient(hidden[t]).tolist())
{reverse}
keras.optimizers.{optimizer}.apply(grads, weights)  # the update; what it remembers begins empty
"""
# How the states come about: by the layer, or by the loop written out; of one direction or two.
LAYER = """made = keep(rnn.cell)
h = rnn(x, initial_state=list(start.values()))  # (batch, k, features)
hidden = made[-k:]  # Keras tries the first step once more, to see what comes out"""
LAYER_TWO = """made, made_reverse = keep(rnn.forward_layer.cell), keep(rnn.backward_layer.cell)
h = rnn(x, initial_state=list(start.values()))  # (batch, k, features)
hidden, reverse = made[-k:], made_reverse[-k:][::-1]  # Keras tries the first step once more"""
UNROLLED = """hidden = unroll(rnn.cell, range(k))
h = ops.stack([hidden[t] for t in range(k)], axis=1)"""
UNROLLED_TWO = """hidden = unroll(rnn.forward_layer.cell, range(k))
reverse = unroll(rnn.backward_layer.cell, range(k)[::-1], "_reverse")
h = ops.stack([ops.concatenate([hidden[t], reverse[t]], axis=-1) for t in range(k)], axis=1)"""
REVERSE = """    print(f"grad_hidden_reverse_{t + 1}", gradient(reverse[t]).tolist())
"""

OUTPUTS = {
    "identity": "{z}",
    "tanh": "ops.tanh({z})",
    "sigmoid": "ops.sigmoid({z})",
    "relu": "ops.relu({z})",
    "softmax": "ops.softmax({z})",
}
LOSSES = {
    "mse": "0.5 * ops.sum(({y} - p) ** 2)",
    "bce": "ops.sum(ops.binary_crossentropy(p, z, from_logits=True))",
    "cross_entropy": "-ops.sum(p * ops.log_softmax(z))",
}
OPTIMIZERS = {
    "sgd": "SGD({rate}{clip})",
    "momentum": "SGD({rate}, momentum=0.9{clip})",
    "rmsprop": "RMSprop({rate}, rho=0.99{clip})",
    "adam": "Adam({rate}{clip})",
}


def program(case: Case, cell: KerasLayer) -> str:
    """It prints the loss, every parameter's gradient and every h_t's, and makes the update."""
    model = case.model
    head = HEAD.format(
        title=case.title,
        k=case.k,
        layer=cell.layer,
        data=case.data,
        m=model.hidden_size,
        names=names(model),
    )
    by_hand = case.is_cut or case.is_fed
    loop = _loop(case, cell) if by_hand else KEEP
    return head + cell.layout + loop + _main(case, cell, by_hand)


def _loop(case: Case, cell: KerasLayer) -> str:
    """Where a layer cannot do what the update did."""
    output = OUTPUTS[case.model.output_activation].format(z="dense(state[0])")
    reasons = {"edges are cut": case.is_cut, "outputs are read": case.is_fed}
    return LOOP.format(
        layer=cell.layer,
        why=" and ".join(why for why, is_so in reasons.items() if is_so),
        states=case.model.new_cell().state,
        cut=CUT if case.is_cut else "",
        x_t=f"{output} if t in fed else x[:, t]" if case.is_fed else "x[:, t]",
    )


def _main(case: Case, cell: KerasLayer, by_hand: bool) -> str:
    model, two, norm = case.model, case.model.bidirectional, case.optimizer.clip_norm
    setting = cell.setting.format(activation=model.activation)
    layer = f"layers.{cell.layer}(m, {setting}, return_sequences=True)"
    one_way, two_ways = (UNROLLED, UNROLLED_TWO) if by_hand else (LAYER, LAYER_TWO)
    clip = f", global_clipnorm={norm}" if norm else ""
    return BUILD.format(
        layer=f"layers.Bidirectional({layer})" if two else layer,
        d=model.input_size,
        o=model.output_size,
        to_keras=' + to_keras("_reverse")' if two else "",
        to_ours=', **to_ours(*arrays[3:6], "_reverse")' if two else "",
        states="2 * m" if two else "m",
        hidden=two_ways if two else one_way,
        reverse=REVERSE if two else "",
        loss=LOSSES[case.loss].format(y=OUTPUTS[model.output_activation].format(z="z")),
        optimizer=OPTIMIZERS[case.optimizer.name].format(
            rate=case.optimizer.learning_rate, clip=clip
        ),
    )
