"""What the LSTM is for: gradients that reach back, and a task that needs them."""

import numpy as np
import pytest
from unrolled.engine.analysis import jacobian_product_norms
from unrolled.engine.arrays import Array
from unrolled.engine.batches import Batch, make_batch
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model
from unrolled.engine.optimizers import Adam, Optimizer
from unrolled.engine.schedule import Plan, full_sequence
from unrolled.engine.train import Stop, start, train
from unrolled.engine.unroll import Unroll

LAGS = [10, 50, 100]


def reach(cell: str, forget_bias: float = 0.0, m: int = 32, steps: int = 101) -> Array:
    """ln ‖∂h_T/∂state_{T-lag}‖₂ at initialisation for 100 seeds, (100, lags).

    Convention: one input x_t = 0.5 · N(0, 1); W_h from N(0, 1/m), W_x from N(0, 1); no bias but
    the forget gate's.
    """
    model, logs = Model(1, m, 1, cell), []
    unroll = Unroll(model, steps)
    for seed in range(100):
        rng = np.random.default_rng(seed)
        params = {name: np.zeros(shape) for name, shape in model.param_shapes().items()}
        params["W_h"] = rng.normal(size=params["W_h"].shape) / m**0.5
        params["W_x"] = rng.normal(size=params["W_x"].shape)
        if cell == "lstm":
            params["b_h"][m : 2 * m] = forget_bias
        unroll.forward(params, 0.5 * rng.normal(size=(steps, 1, 1)))
        trace = unroll.backward(np.zeros((steps, 1, 1)), np.ones(steps, bool))
        logs.append(np.log(jacobian_product_norms(trace)[LAGS, 0]))
    return np.array(logs)


@pytest.mark.parametrize(
    ("cell", "forget_bias", "known", "ours"),
    [
        ("rnn", 0.0, [0.41, 8.7e-5, 2.4e-9], [-0.90196, -9.39363, -20.19394]),
        ("lstm", 1.0, [0.34, 5.8e-3, 2.3e-5], [-1.08722, -4.72288, -9.44376]),
    ],
)
def test_how_far_a_gradient_reaches_at_initialisation(
    cell: str, forget_bias: float, known: list[float], ours: list[float]
) -> None:
    """The known geometric mean lies within two standard errors of ours; ours does not change.

    Networks differ widely: by a factor of e^6 at lag 100. So the geometric mean of any ten of them
    is uncertain, and the errors are those of ten. Over our hundred seeds it is one number.
    """
    logs = reach(cell, forget_bias)
    error_of_ten = logs.std(axis=0, ddof=1) / 10**0.5
    assert (np.abs(np.log(known) - logs.mean(axis=0)) < 2 * error_of_ten).all()
    np.testing.assert_allclose(logs.mean(axis=0), ours, atol=1e-3)


@pytest.mark.thorough
def test_without_a_forget_bias_the_lstm_forgets_faster_than_tanh() -> None:
    logs = reach("lstm", 0.0).mean(0)
    assert (logs < reach("rnn").mean(0) - np.log(10)).all()
    np.testing.assert_allclose(logs, [-3.44729, -17.52463, -35.46887], atol=1e-3)


STEPS = 50


def adding(rng: np.random.Generator, size: int) -> Batch:
    """The adding problem: the sum of the two marked numbers (Hochreiter & Schmidhuber 1997)."""
    values, marks = rng.uniform(size=(STEPS, size)), np.zeros((STEPS, size))
    for b in range(size):
        half = STEPS // 2
        marks[[rng.integers(half), rng.integers(half, STEPS)], b] = 1.0
    targets = np.broadcast_to((values * marks).sum(0)[None, :, None], (STEPS, size, 1))
    return make_batch("many_to_one", np.stack([values, marks], axis=-1), targets)


def held_out_mse(cell: str, learning_rate: float) -> float:
    """Full squared error after 1,500 updates, m = 16, batches of 32."""
    rng = np.random.default_rng(0)
    plan = Plan([adding(rng, 32) for _ in range(1500)], full_sequence())
    model = Model(2, 16, 1, cell)
    optimizer = Optimizer(learning_rate, Adam(), clip_norm=1.0)
    state = start(model, optimizer, model.init_params(Initializer(forget_bias=1.0), seed=0))
    for update in train(model, plan, optimizer, state, stop=Stop(updates=1500)):
        state = update.state
    held_out = adding(rng, 1000)
    outputs = Unroll(model, STEPS, 1000).forward(state.params, held_out.inputs)
    return float(np.mean((outputs[-1] - held_out.targets[-1]) ** 2))


@pytest.mark.thorough
def test_the_adding_problem_is_learned_by_the_lstm() -> None:
    assert held_out_mse("lstm", 1e-2) < 0.005


@pytest.mark.slow
def test_the_adding_problem_is_not_learned_by_a_tanh_rnn() -> None:
    """The constant answer 1 has mse 1/6."""
    assert 0.15 < held_out_mse("rnn", 3e-3) < 0.17
