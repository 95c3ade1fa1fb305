"""Batches, buckets and the windows of every update, held to the pseudocode."""

import pickle
from itertools import pairwise

import numpy as np
import pytest
from unrolled.engine.batches import Batch, bucket, has_input, has_output, make_batch
from unrolled.engine.schedule import TBPTT, Entry, Plan, chunks, full_sequence, sliding_window

SERIES = np.sin(np.arange(11) / 2.0)
BATCH = make_batch("many_to_many", SERIES[:-1, None, None], SERIES[1:, None, None])


def test_windows_are_the_pseudocodes() -> None:
    plan = Plan([BATCH], sliding_window(4))
    assert plan.windows == 7  # t = 0 … n - k with n = 10, k = 4
    for update, (epoch, t) in {1: (1, 0), 2: (1, 1), 7: (1, 6), 8: (2, 0)}.items():
        window = plan.window(update)
        assert (window.epoch, window.start) == (epoch, t)
        np.testing.assert_array_equal(window.batch.inputs[:, 0, 0], SERIES[t : t + 4])
        assert window.batch.targets[-1] == SERIES[t + 4]  # p_{t+k}
        assert window.batch.has_output.tolist() == [False, False, False, True]
    assert [plan.window(update).ends_epoch for update in (6, 7, 8)] == [False, True, False]


# By hand: n = 10 steps are no multiple of k1, and where k1 > 1 the last window is shorter.
CUT = {
    (1, 4): [(0, 4), (1, 5), (2, 6), (3, 7), (4, 8), (5, 9), (6, 10)],
    (4, 4): [(0, 4), (4, 8), (8, 10)],
    (2, 5): [(0, 5), (2, 7), (4, 9), (6, 10)],
    (3, 4): [(0, 4), (3, 7), (6, 10)],
}


@pytest.mark.parametrize(("k1", "k2"), CUT)
def test_windows_of_k2_steps_begin_k1_steps_apart(k1: int, k2: int) -> None:
    assert TBPTT(k1, k2).spans(10) == CUT[k1, k2]
    plan = Plan([BATCH], TBPTT(k1, k2))
    assert plan.windows == len(CUT[k1, k2])
    for update, (start, stop) in enumerate(CUT[k1, k2], 1):
        window = plan.window(update)
        assert window.start == start
        np.testing.assert_array_equal(window.batch.inputs[:, 0, 0], SERIES[start:stop])


@pytest.mark.parametrize(("k1", "k2"), CUT)
def test_every_error_counts_once_from_the_first_window_on_unless_told_otherwise(
    k1: int, k2: int
) -> None:
    """That is BPTT(h; h') with h = k2 and h' = k1; the first window leaves out k2 - k1 steps."""
    assert counted(TBPTT(k1, k2)) == list(range(k2 - k1, 10))
    assert counted(TBPTT(k1, k2, losses=1)) == [stop - 1 for _, stop in CUT[k1, k2]]
    every = [t for start, stop in CUT[k1, k2] for t in range(start, stop)]
    assert counted(TBPTT(k1, k2, losses=k2)) == every


def counted(schedule: TBPTT) -> list[int]:
    """The steps whose errors count in the windows of an epoch, from 0."""
    plan = Plan([BATCH], schedule)
    windows = [plan.window(update) for update in range(1, plan.windows + 1)]
    return [w.start + int(t) for w in windows for t in np.flatnonzero(w.batch.has_output)]


@pytest.mark.parametrize(
    ("schedule", "entry", "first", "windows"),
    [
        # Update 3 of chunks of 4 would have read on at step 8.
        (chunks(3), Entry(-2, 1, 8), 3, [(1, 8, 2), (2, 0, 3), (2, 3, 3), (2, 6, 3), (2, 9, 1)]),
        # That of update 5, in the second epoch, at 4.
        (chunks(3), Entry(4 - 4, 2, 4), 5, [(2, 4, 3), (2, 7, 3), (3, 0, 3), (3, 3, 3)]),
        # Where fewer than k2 steps are left, there is one window more.
        (sliding_window(6), Entry(-7, 1, 7), 8, [(1, 7, 3), (2, 0, 6), (2, 1, 6)]),
        (TBPTT(2, 3), Entry(-3, 1, 3), 4, [(1, 3, 3), (1, 5, 3), (1, 7, 3), (2, 0, 3), (2, 2, 3)]),
    ],
)
def test_a_plan_goes_on_where_another_was_left(
    schedule: TBPTT, entry: Entry, first: int, windows: list[tuple[int, int, int]]
) -> None:
    plan = Plan([BATCH], schedule, entry=entry)
    seen = [plan.window(update) for update in range(first, first + 40)]
    told = [(one.epoch, one.start, len(one.batch.inputs)) for one in seen]
    assert told[: len(windows)] == windows
    for one, following in pairwise(seen):
        assert one.ends_epoch == (one.start + len(one.batch.inputs) == 10)
        assert one.ends_epoch == (one.epoch < following.epoch)
    usual = schedule.spans(10)
    for epoch in range(entry.epoch + 1, seen[-1].epoch):
        assert [(s, s + n) for e, s, n in told if e == epoch] == usual


def test_named_schedules_are_cases() -> None:
    assert sliding_window(4) == TBPTT(1, 4, losses=1, recompute=True)
    assert sliding_window(4).rerun == TBPTT(1, 4).rerun == 1
    assert counted(sliding_window(4)) == counted(TBPTT(1, 4))
    assert chunks(4) == TBPTT(4, 4, carry_state=True)
    assert full_sequence().spans(10) == chunks(10).spans(10) == [(0, 10)]


def test_a_sliding_window_can_answer_at_every_step() -> None:
    assert Plan([BATCH], sliding_window(4, at_end=False)).window(1).batch.has_output.all()


def test_chunks_are_disjoint_and_the_last_may_be_shorter() -> None:
    plan = Plan([BATCH], chunks(4))
    starts = [(plan.window(u).start, len(plan.window(u).batch.inputs)) for u in range(1, 5)]
    assert starts == [(0, 4), (4, 4), (8, 2), (0, 4)]


def test_full_sequences_take_one_update_each() -> None:
    plan = Plan([BATCH, BATCH], full_sequence())
    assert [(plan.window(u).epoch, plan.window(u).number) for u in (1, 2, 3)] == [
        (1, 0),
        (1, 1),
        (2, 0),
    ]


def test_batches_are_shuffled_anew_each_epoch_but_the_same_for_equal_seeds() -> None:
    plan = Plan([BATCH] * 6, full_sequence(), shuffle_seed=1)
    orders = [[plan.window(6 * epoch + i).number for i in range(1, 7)] for epoch in range(3)]
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert orders[0] != orders[1] != orders[2]
    again = Plan([BATCH] * 6, full_sequence(), shuffle_seed=1)
    assert [again.window(i).number for i in range(13, 19)] == orders[2]


def test_a_plan_goes_to_another_process_as_it_is() -> None:
    plan = Plan([BATCH] * 3, chunks(4), shuffle_seed=1)
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
    assert [batch.inputs.shape for batch in batches] == [(3, 2, 1), (3, 1, 1), (5, 2, 1), (2, 1, 1)]
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


def test_equal_outputs_with_other_inputs_are_other_buckets() -> None:
    one = make_batch("one_to_many", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)))
    many = make_batch("many_to_many", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)))
    assert [batch.inputs.shape[1] for batch in bucket([one, many, one], 8)] == [2, 1]


def test_an_encoder_reads_half_of_the_steps_rounded_down() -> None:
    assert has_input("encoder_decoder", 5).tolist() == [True, True, False, False, False]
    assert has_output("encoder_decoder", 5).tolist() == [False, False, True, True, True]


def test_a_window_as_long_as_the_sequence_is_the_only_one() -> None:
    assert Plan([BATCH], sliding_window(10)).windows == 1


def test_another_seed_is_another_order() -> None:
    orders = set()
    for seed in range(3):
        plan = Plan([BATCH] * 6, full_sequence(), shuffle_seed=seed)
        orders.add(tuple(plan.window(i).number for i in range(1, 7)))
    assert len(orders) == 3
