"""Batches, schedules and the training loop, held to the pseudocode."""

import pickle
from itertools import islice, pairwise

import numpy as np
import pytest

from app.engine.analysis import itemised
from app.engine.arrays import Params, global_norm
from app.engine.batches import Batch, bucket, has_input, has_output, make_batch
from app.engine.initializers import Initializer
from app.engine.model import Model
from app.engine.optimizers import Adam, Optimizer
from app.engine.schedule import Chunks, FullSequence, Plan, Schedule, SlidingWindow
from app.engine.trace import Trace
from app.engine.train import Stop, TrainState, Update, start, train
from app.engine.unroll import Unroll

MODEL = Model(1, 3, 1)
SERIES = np.sin(np.arange(11) / 2.0)
BATCH = make_batch("many_to_many", SERIES[:-1, None, None], SERIES[1:, None, None])


def first_state(optimizer: Optimizer, model: Model = MODEL) -> TrainState:
    return start(model, optimizer, model.init_params(Initializer(), 0))


def updates(schedule: Schedule, optimizer: Optimizer, count: int) -> list[Update]:
    """Kept with traces of their own."""
    plan = Plan([BATCH], schedule)
    made = islice(train(MODEL, plan, optimizer, first_state(optimizer)), count)
    return [update._replace(trace=update.trace.copy()) for update in made]


def test_windows_are_the_pseudocodes() -> None:
    plan = Plan([BATCH], SlidingWindow(4))
    assert plan.windows == 7  # t = 0 … n - k with n = 10, k = 4
    for update, (epoch, t) in {1: (1, 0), 2: (1, 1), 7: (1, 6), 8: (2, 0)}.items():
        window = plan.window(update)
        assert (window.epoch, window.start) == (epoch, t)
        np.testing.assert_array_equal(window.batch.inputs[:, 0, 0], SERIES[t : t + 4])
        assert window.batch.targets[-1] == SERIES[t + 4]  # p_{t+k}
        assert window.batch.has_output.tolist() == [False, False, False, True]
    assert [plan.window(update).ends_epoch for update in (6, 7, 8)] == [False, True, False]


def test_a_sliding_window_can_answer_at_every_step() -> None:
    assert Plan([BATCH], SlidingWindow(4, at_end=False)).window(1).batch.has_output.all()


def test_chunks_are_disjoint_and_the_last_may_be_shorter() -> None:
    plan = Plan([BATCH], Chunks(4))
    starts = [(plan.window(u).start, len(plan.window(u).batch.inputs)) for u in range(1, 5)]
    assert starts == [(0, 4), (4, 4), (8, 2), (0, 4)]


def test_full_sequences_take_one_update_each() -> None:
    plan = Plan([BATCH, BATCH], FullSequence())
    assert [(plan.window(u).epoch, plan.window(u).number) for u in (1, 2, 3)] == [
        (1, 0),
        (1, 1),
        (2, 0),
    ]


def test_batches_are_shuffled_anew_each_epoch_but_the_same_for_equal_seeds() -> None:
    plan = Plan([BATCH] * 6, FullSequence(), shuffle_seed=1)
    orders = [[plan.window(6 * epoch + i).number for i in range(1, 7)] for epoch in range(3)]
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert orders[0] != orders[1] != orders[2]
    again = Plan([BATCH] * 6, FullSequence(), shuffle_seed=1)
    assert [again.window(i).number for i in range(13, 19)] == orders[2]


def test_a_plan_goes_to_another_process_as_it_is() -> None:
    plan = Plan([BATCH] * 3, Chunks(4), shuffle_seed=1)
    plan.window(12)
    copy = pickle.loads(pickle.dumps(plan))
    for update in (1, 12, 2, 30):
        ours, theirs = plan.window(update), copy.window(update)
        assert (ours.epoch, ours.number, ours.start) == (theirs.epoch, theirs.number, theirs.start)
        np.testing.assert_array_equal(ours.batch.inputs, theirs.batch.inputs)


def test_equal_lengths_with_other_masks_are_other_buckets() -> None:
    one = make_batch("many_to_one", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)))
    many = make_batch("many_to_many", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)))
    assert [batch.inputs.shape[1] for batch in bucket([one, many, one], 8)] == [2, 1]


def test_buckets_hold_sequences_of_equal_length() -> None:
    def sequence(steps: int, value: float) -> Batch:
        return make_batch(
            "many_to_one",
            np.full((steps, 1, 1), float(value)),
            np.full((steps, 1, 2), float(value)),
        )

    lengths = [3, 5, 3, 3, 5, 2]
    batches = bucket([sequence(steps, i) for i, steps in enumerate(lengths)], batch_size=2)
    assert [batch.inputs.shape for batch in batches] == [
        (3, 2, 1),
        (3, 1, 1),
        (5, 2, 1),
        (2, 1, 1),
    ]
    assert batches[0].inputs[0, :, 0].tolist() == [0, 2]
    assert batches[2].targets[0, :, 1].tolist() == [1, 4]
    assert batches[2].has_output.tolist() == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("sequence_type", "inputs", "outputs"),
    [
        ("one_to_one", "1", "1"),
        ("one_to_many", "10000", "11111"),
        ("many_to_one", "11111", "00001"),
        ("many_to_many", "11111", "11111"),
        ("encoder_decoder", "11000", "00111"),
    ],
)
def test_a_sequence_type_is_two_masks(sequence_type: str, inputs: str, outputs: str) -> None:
    def text(mask: np.ndarray) -> str:
        return "".join(str(int(one)) for one in mask)

    steps = len(inputs)
    assert text(has_input(sequence_type, steps, 2)) == inputs
    assert text(has_output(sequence_type, steps, 2)) == outputs


def test_training_is_forward_back_update_by_hand() -> None:
    rate = 0.2
    params: Params = MODEL.init_params(Initializer(), 0)
    unroll, last = Unroll(MODEL, 4), np.array([False, False, False, True])
    for number, update in enumerate(updates(SlidingWindow(4), Optimizer(rate), 9), 1):
        t = (number - 1) % 7
        outputs = unroll.forward(params, SERIES[t : t + 4, None, None])
        trace = unroll.backward(SERIES[t + 1 : t + 5, None, None], last)
        assert update.trace.loss == trace.loss == 0.5 * (outputs[-1, 0, 0] - SERIES[t + 4]) ** 2
        params = {name: value - rate * trace.grad_params[name] for name, value in params.items()}
        for name, value in params.items():
            np.testing.assert_array_equal(update.state.params[name], value)


def test_the_sliding_state_is_one_step_into_the_window_with_the_new_weights() -> None:
    carried = np.zeros((1, 3))
    for update in updates(SlidingWindow(4, carry_state=True), Optimizer(0.1), 9):
        if update.window.start == 0:
            carried = np.zeros((1, 3))
        np.testing.assert_allclose(update.trace["initial_hidden"], carried, rtol=1e-13)
        p, x = update.state.params, update.window.batch.inputs[0]
        carried = np.tanh(x @ p["W_x"].T + carried @ p["W_h"].T + p["b_h"])


def test_a_rerun_for_the_carried_state_leaves_the_trace_as_it_was() -> None:
    """At k = 1 the re-run has the window's own shape."""
    (update,) = updates(SlidingWindow(1, carry_state=True), Optimizer(0.5), 1)
    p, x = update.trace.params, update.window.batch.inputs[0]
    np.testing.assert_allclose(update.trace["hidden"][0], np.tanh(x @ p["W_x"].T + p["b_h"]))
    terms = itemised(update.trace)
    np.testing.assert_allclose(terms["W_y"].sum(0), update.trace.grad_params["W_y"], rtol=1e-12)


def test_a_chunk_begins_where_the_one_before_ended() -> None:
    made = updates(Chunks(4), Optimizer(0.1), 6)
    for before, update in pairwise(made):
        expected = before.trace["hidden"][-1] if update.window.start else np.zeros((1, 3))
        np.testing.assert_array_equal(update.trace["initial_hidden"], expected)
    fresh = updates(Chunks(4, carry_state=False), Optimizer(0.1), 3)
    assert not any(update.trace["initial_hidden"].any() for update in fresh)


@pytest.mark.parametrize("schedule", [SlidingWindow(4, carry_state=True), Chunks(4)])
def test_training_resumed_is_training_uninterrupted_bit_for_bit(schedule: Schedule) -> None:
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
    plan = Plan([BATCH], Chunks(5))
    states = [u.state for u in train(MODEL, plan, optimizer, first_state(optimizer), stop=stop)]
    return states[-1].update


def test_training_stops_after_so_many_updates() -> None:
    assert stopped_after(Stop(updates=7)) == 7


def epoch_means(epochs: int) -> list[float]:
    losses = [update.trace.loss for update in updates(Chunks(5), Optimizer(0.1), 2 * epochs)]
    return [(a + b) / 2 for a, b in zip(losses[::2], losses[1::2], strict=True)]


def test_training_stops_after_the_first_epoch_at_the_target_loss() -> None:
    means = epoch_means(6)
    target = (means[3] + means[4]) / 2
    expected = next(epoch for epoch, mean in enumerate(means, 1) if mean <= target)
    assert stopped_after(Stop(target_loss=target)) == 2 * expected


def test_an_epoch_is_judged_by_its_mean_not_by_its_last_window() -> None:
    losses = [update.trace.loss for update in updates(Chunks(5), Optimizer(0.0), 2)]
    target = (min(losses) + sum(losses) / 2) / 2  # below the mean, above one of the two
    assert stopped_after(Stop(target_loss=target, updates=8), rate=0.0) == 8
    assert stopped_after(Stop(target_loss=sum(losses) / 2, updates=8), rate=0.0) == 2


def test_training_can_go_on_after_its_target_was_reached() -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], Chunks(5))
    first = first_state(optimizer)
    *_, last = train(MODEL, plan, optimizer, first, stop=Stop(target_loss=1e9))
    assert last.state.update == 2
    more = train(MODEL, plan, optimizer, last.state, stop=Stop(updates=7))
    assert [update.state.update for update in more] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("feedback", ["teacher", "free"])
def test_a_whole_sequence_can_be_trained_with_feedback(feedback: str) -> None:
    batch = make_batch("one_to_many", SERIES[:-1, None, None], SERIES[1:, None, None])
    optimizer, plan = Optimizer(0.05), Plan([batch], FullSequence())
    made = train(MODEL, plan, optimizer, first_state(optimizer), feedback=feedback)
    losses = [update.trace.loss for update in islice(made, 60)]
    assert losses[-1] < 0.5 * losses[0]


def test_patience_ends_after_epochs_without_a_better_one() -> None:
    assert stopped_after(Stop(patience=3, updates=1000), rate=0.0) == 2 * (1 + 3)


def test_an_exploding_run_remembers_where_it_exploded() -> None:
    states = [update.state for update in updates(SlidingWindow(4), Optimizer(1e6), 200)]
    exploded = [state.first_nonfinite for state in states if state.first_nonfinite]
    assert len(set(exploded)) == 1
    number, _ = exploded[0]
    assert states[number - 2].first_nonfinite is None
    assert not np.isfinite(global_norm(states[number].params))


GIVEN = {"hidden": np.array([[0.4, -0.3, 0.2]])}


@pytest.mark.parametrize("schedule", [Chunks(4), SlidingWindow(4, carry_state=True)])
def test_every_sequence_begins_with_the_given_state(schedule: Schedule) -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], schedule)
    made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=GIVEN)
    for update in islice(made, 2 * plan.windows):
        begins_with_it = np.array_equal(update.trace["initial_hidden"], GIVEN["hidden"])
        assert begins_with_it == (update.window.start == 0)


def test_windows_that_carry_nothing_all_begin_with_the_given_state() -> None:
    optimizer, plan = Optimizer(0.1), Plan([BATCH], SlidingWindow(4))
    made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=GIVEN)
    for update in islice(made, 9):
        np.testing.assert_array_equal(update.trace["initial_hidden"], GIVEN["hidden"])
        assert update.state.carried is None


def test_the_given_states_gradient_is_the_slope_of_the_loss() -> None:
    def first_update(given: Params) -> Trace:
        optimizer, plan = Optimizer(0.1), Plan([BATCH], Chunks(4))
        made = train(MODEL, plan, optimizer, first_state(optimizer), initial_state=given)
        return next(made).trace.copy()

    gradient = first_update(GIVEN)["grad_initial_hidden"]
    for unit in range(3):
        step = 1e-5 * np.eye(3)[[unit]]
        above, below = (first_update({"hidden": GIVEN["hidden"] + s}) for s in (step, -step))
        slope = (above.loss - below.loss) / 2e-5
        assert gradient[0, unit] == pytest.approx(slope, rel=1e-7)
