"""The training loop, held to the pseudocode."""

from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest
from unrolled.engine.analysis import itemised
from unrolled.engine.arrays import Array, Params, global_norm
from unrolled.engine.batches import make_batch
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model
from unrolled.engine.optimizers import Adam, Optimizer
from unrolled.engine.schedule import TBPTT, Plan, chunks, full_sequence, sliding_window
from unrolled.engine.trace import Trace
from unrolled.engine.train import Progress, Stop, TrainState, Update, start, train
from unrolled.engine.unroll import Unroll

MODEL = Model(1, 3, 1)
SERIES = np.sin(np.arange(11) / 2.0)
BATCH = make_batch("many_to_many", SERIES[:-1, None, None], SERIES[1:, None, None])


def first_state(optimizer: Optimizer, model: Model = MODEL) -> TrainState:
    return start(model, optimizer, model.init_params(Initializer(), 0))


def updates(schedule: TBPTT, optimizer: Optimizer, count: int) -> list[Update]:
    """Kept with traces of their own."""
    plan = Plan([BATCH], schedule)
    made = islice(train(MODEL, plan, optimizer, first_state(optimizer)), count)
    return [update._replace(trace=update.trace.copy()) for update in made]


def test_training_is_forward_back_update_by_hand() -> None:
    rate = 0.2
    params: Params = MODEL.init_params(Initializer(), 0)
    unroll, last = Unroll(MODEL, 4), np.array([False, False, False, True])
    for number, update in enumerate(updates(sliding_window(4), Optimizer(rate), 9), 1):
        t = (number - 1) % 7
        outputs = unroll.forward(params, SERIES[t : t + 4, None, None])
        trace = unroll.backward(SERIES[t + 1 : t + 5, None, None], last)
        assert update.trace.loss == trace.loss
        error = outputs[-1, 0, 0] - SERIES[t + 4]
        assert trace.loss == pytest.approx(0.5 * error**2, rel=1e-12)
        params = {name: value - rate * trace.grad_params[name] for name, value in params.items()}
        for name, value in params.items():
            np.testing.assert_array_equal(update.state.params[name], value)


def test_the_sliding_state_is_one_step_into_the_window_with_the_new_weights() -> None:
    carried = np.zeros((1, 3))
    for update in updates(sliding_window(4, carry_state=True), Optimizer(0.1), 9):
        if update.window.start == 0:
            carried = np.zeros((1, 3))
        np.testing.assert_allclose(update.trace["initial_hidden"], carried, rtol=1e-13)
        p, x = update.state.params, update.window.batch.inputs[0]
        carried = np.tanh(x @ p["W_x"].T + carried @ p["W_h"].T + p["b_h"])


def errors_loss(params: Params, hidden: Array, start: int, stop: int, losses: range) -> float:
    """½ Σ e² of a vanilla network over these steps of the series, written down once more."""
    loss = 0.0
    for t in range(start, stop):
        hidden = step_of(params, hidden, t)
        error = (params["W_y"] @ hidden + params["b_y"])[0] - SERIES[t + 1]
        loss += 0.5 * error**2 if t in losses else 0.0
    return loss


def step_of(params: Params, hidden: Array, t: int) -> Array:
    a = params["W_x"][:, 0] * SERIES[t] + params["W_h"] @ hidden + params["b_h"]
    return np.asarray(np.tanh(a))


def slopes(params: Params, *window: Any) -> Params:
    """The loss's slope in every parameter: two central differences, extrapolated."""
    result = {name: np.zeros_like(value) for name, value in params.items()}
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            found = []
            for step in (1e-3, 2e-3):
                up, down = ({**params, name: value.copy()} for _ in range(2))
                up[name][index] += step
                down[name][index] -= step
                rise = errors_loss(up, *window) - errors_loss(down, *window)
                found.append(rise / (2 * step))
            result[name][index] = (4 * found[0] - found[1]) / 3
    return result


@pytest.mark.parametrize("carry", [False, True])
@pytest.mark.parametrize("losses", [None, 1, "k2"])
@pytest.mark.parametrize(("k1", "k2"), [(1, 4), (4, 4), (2, 5), (3, 4)])
def test_an_update_every_k1_steps_goes_k2_steps_back(
    k1: int, k2: int, losses: int | str | None, carry: bool
) -> None:
    """Against slopes of the loss alone: nothing here goes back through time."""
    last = k2 if losses == "k2" else losses
    assert not isinstance(last, str)
    params, rate, hidden = MODEL.init_params(Initializer(), 0), 0.2, np.zeros(3)
    for update in updates(TBPTT(k1, k2, carry, last), Optimizer(rate), 9):
        start = update.window.start
        stop = min(start + k2, 10)
        if start == 0 or not carry:
            hidden = np.zeros(3)
        since = min(start + k2 - (last or k1), stop - 1)
        window = (hidden, start, stop, range(since, stop))
        assert update.loss == pytest.approx(errors_loss(params, *window), rel=1e-8)
        gradient = slopes(params, *window)
        for name, value in gradient.items():
            np.testing.assert_allclose(update.trace.grad_params[name], value, 1e-8, 1e-9)
        new = {name: value - rate * gradient[name] for name, value in params.items()}
        through = new if k1 < k2 else params  # where windows overlap, all is computed anew
        for t in range(start, min(start + k1, stop)):
            hidden = step_of(through, hidden, t)
        params = new


def test_a_rerun_for_the_carried_state_leaves_the_trace_as_it_was() -> None:
    """At k = 1 the re-run has the window's own shape."""
    (update,) = updates(sliding_window(1, carry_state=True), Optimizer(0.5), 1)
    p, x = update.trace.params, update.window.batch.inputs[0]
    np.testing.assert_allclose(update.trace["hidden"][0], np.tanh(x @ p["W_x"].T + p["b_h"]))
    terms = itemised(update.trace)
    np.testing.assert_allclose(terms["W_y"].sum(0), update.trace.grad_params["W_y"], rtol=1e-12)


def test_a_chunk_begins_where_the_one_before_ended() -> None:
    made = updates(chunks(4), Optimizer(0.1), 6)
    for before, update in pairwise(made):
        expected = before.trace["hidden"][-1] if update.window.start else np.zeros((1, 3))
        np.testing.assert_array_equal(update.trace["initial_hidden"], expected)
    fresh = updates(chunks(4, carry_state=False), Optimizer(0.1), 3)
    assert not any(update.trace["initial_hidden"].any() for update in fresh)


@pytest.mark.parametrize("schedule", [sliding_window(4, carry_state=True), chunks(4)])
def test_training_resumed_is_training_uninterrupted_bit_for_bit(schedule: TBPTT) -> None:
    optimizer = Optimizer(0.01, Adam(), clip_norm=0.05)
    plan = Plan([BATCH, BATCH], schedule, shuffle_seed=3)
    whole = list(islice(train(MODEL, plan, optimizer, first_state(optimizer)), 20))
    resumed = train(MODEL, plan, optimizer, whole[11].state)
    for expected, actual in zip(whole[12:], resumed, strict=False):
        assert actual.state.update == expected.state.update
        assert actual.state.progress == expected.state.progress
        for name, value in expected.state.params.items():
            np.testing.assert_array_equal(actual.state.params[name], value)


def stopped_after(stop: Stop, rate: float = 0.1) -> int:
    optimizer = Optimizer(rate)
    plan = Plan([BATCH], chunks(5))
    states = [u.state for u in train(MODEL, plan, optimizer, first_state(optimizer), stop=stop)]
    return states[-1].update


def test_training_stops_after_so_many_updates() -> None:
    assert stopped_after(Stop(updates=7)) == 7


def epoch_means(epochs: int) -> list[float]:
    losses = [update.trace.loss for update in updates(chunks(5), Optimizer(0.1), 2 * epochs)]
    return [(a + b) / 2 for a, b in zip(losses[::2], losses[1::2], strict=True)]


def test_training_stops_after_the_first_epoch_at_the_target_loss() -> None:
    means = epoch_means(6)
    target = (means[3] + means[4]) / 2
    expected = next(epoch for epoch, mean in enumerate(means, 1) if mean <= target)
    assert stopped_after(Stop(target_loss=target)) == 2 * expected


def test_an_epoch_is_judged_by_its_mean_not_by_its_last_window() -> None:
    losses = [update.trace.loss for update in updates(chunks(5), Optimizer(0.0), 2)]
    target = (min(losses) + sum(losses) / 2) / 2  # below the mean, above one of the two
    assert stopped_after(Stop(target_loss=target, updates=8), rate=0.0) == 8
    assert stopped_after(Stop(target_loss=sum(losses) / 2, updates=8), rate=0.0) == 2


def test_training_can_go_on_after_its_target_was_reached() -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], chunks(5))
    first = first_state(optimizer)
    *_, last = train(MODEL, plan, optimizer, first, stop=Stop(target_loss=1e9))
    assert last.state.update == 2
    more = train(MODEL, plan, optimizer, last.state, stop=Stop(updates=7))
    assert [update.state.update for update in more] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("feedback", ["teacher", "free"])
def test_a_whole_sequence_can_be_trained_with_feedback(feedback: str) -> None:
    batch = make_batch("one_to_many", SERIES[:-1, None, None], SERIES[1:, None, None])
    optimizer, plan = Optimizer(0.05), Plan([batch], full_sequence())
    made = train(MODEL, plan, optimizer, first_state(optimizer), feedback=feedback)
    losses = [update.trace.loss for update in islice(made, 20)]
    assert losses[-1] < 0.7 * losses[0]


def test_patience_ends_after_epochs_without_a_better_one() -> None:
    assert stopped_after(Stop(patience=3, updates=1000), rate=0.0) == 2 * (1 + 3)


def test_an_exploding_run_remembers_where_it_exploded() -> None:
    states = [update.state for update in updates(sliding_window(4), Optimizer(1e6), 200)]
    exploded = [state.first_nonfinite for state in states if state.first_nonfinite]
    assert len(set(exploded)) == 1
    number, _ = exploded[0]
    assert states[number - 2].first_nonfinite is None
    assert not np.isfinite(global_norm(states[number].params))


GIVEN = {"hidden": np.array([[0.4, -0.3, 0.2]])}


@pytest.mark.parametrize("schedule", [chunks(4), sliding_window(4, carry_state=True)])
def test_every_sequence_begins_with_the_given_state(schedule: TBPTT) -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], schedule)
    made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=GIVEN)
    for update in islice(made, 2 * plan.windows):
        begins_with_it = np.array_equal(update.trace["initial_hidden"], GIVEN["hidden"])
        assert begins_with_it == (update.window.start == 0)


def test_windows_that_carry_nothing_all_begin_with_the_given_state() -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], sliding_window(4))
    made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=GIVEN)
    for update in islice(made, 9):
        np.testing.assert_array_equal(update.trace["initial_hidden"], GIVEN["hidden"])
        assert update.state.carried is None


def test_the_given_states_gradient_is_the_slope_of_the_loss() -> None:
    def first_update(given: Params) -> Trace:
        optimizer, plan = Optimizer(0.1), Plan([BATCH], chunks(4))
        made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=given)
        return next(made).trace.copy()

    gradient = first_update(GIVEN)["grad_initial_hidden"]
    for unit in range(3):
        step = 1e-5 * np.eye(3)[[unit]]
        above, below = (first_update({"hidden": GIVEN["hidden"] + s}) for s in (step, -step))
        slope = (above.loss - below.loss) / 2e-5
        assert gradient[0, unit] == pytest.approx(slope, rel=1e-7)


def test_a_bidirectional_network_carries_its_forward_state_alone() -> None:
    model, optimizer = Model(1, 3, 1, bidirectional=True), Optimizer(0.1)
    made = train(model, Plan([BATCH], chunks(5)), optimizer, first_state(optimizer, model))
    final = next(made).trace["hidden"][-1].copy()
    trace = next(made).trace
    np.testing.assert_array_equal(trace["initial_hidden"], final)
    assert not trace["initial_hidden_reverse"].any()


def test_patience_counts_the_epochs_since_the_best_one() -> None:
    made = updates(chunks(5), Optimizer(0.2), 14)
    epochs = [update.state.progress for update in made if update.window.ends_epoch]
    means = [progress.mean for progress in epochs]
    for last, progress in enumerate(epochs):
        assert progress.best == min(means[: last + 1])
        assert progress.waited == last - means.index(progress.best)
    assert [progress.waited for progress in epochs] == [0, 1, 0, 0, 0, 0, 1]


def test_the_target_is_for_the_last_epoch_not_for_the_best() -> None:
    state = first_state(Optimizer(0.1))._replace(progress=Progress(mean=2.0, best=1.0))
    assert not Stop(target_loss=1.5).after(state)
    assert Stop(target_loss=2.0).after(state)


def test_a_loss_can_explode_before_its_gradient() -> None:
    far = BATCH._replace(targets=np.full_like(BATCH.targets, 1e160))
    optimizer = Optimizer(0.0)
    update = next(train(MODEL, Plan([far], full_sequence()), optimizer, first_state(optimizer)))
    assert np.isfinite(update.step.grad_norm)
    assert update.state.first_nonfinite == (1, (10, "loss_per_step", "Infinity"))


def test_the_carried_state_is_made_without_inputs_that_are_not_there() -> None:
    silent = BATCH._replace(inputs=BATCH.inputs + 1.0, has_input=np.zeros(10, bool))
    optimizer, plan = Optimizer(0.1), Plan([silent], sliding_window(4, carry_state=True))
    first, second = (
        update._replace(trace=update.trace.copy())
        for update in islice(train(MODEL, plan, optimizer, first_state(optimizer)), 2)
    )
    expected = np.tanh(first.state.params["b_h"])
    np.testing.assert_allclose(second.trace["initial_hidden"][0], expected, rtol=1e-13)


def test_a_schedule_that_carries_nothing_begins_at_zero_whatever_the_state_carries() -> None:
    *_, last = updates(chunks(4), Optimizer(0.1), 1)
    assert last.state.carried is not None
    fresh = Plan([BATCH], chunks(4, carry_state=False))
    resumed = next(train(MODEL, fresh, Optimizer(0.1), last.state))
    assert resumed.window.start == 4
    assert not resumed.trace["initial_hidden"].any()
