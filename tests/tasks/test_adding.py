"""The adding problem: two marks, and the sum of the numbers beside them."""

import pytest
from unrolled.tasks.adding import adding


def test_the_answer_is_the_sum_of_the_marked_numbers() -> None:
    task = adding(30)
    for one in (*task.train, *task.held_out):
        numbers, marks = one.inputs[:, 0].T
        assert set(marks.tolist()) == {0.0, 1.0}
        half = len(marks) // 2
        assert marks[:half].sum() == marks[half:].sum() == 1
        assert one.targets[-1].item() == pytest.approx(numbers @ marks)
        assert 0 <= numbers.min() <= numbers.max() < 1
        assert one.has_output.nonzero()[0].tolist() == [len(marks) - 1]


def test_counts() -> None:
    task = adding(30)
    assert (len(task.train), len(task.held_out)) == (2048, 256)
    assert (task.longest, task.input_size, task.output_size) == (30, 2, 1)


def test_a_constant_answer_is_off_by_the_root_of_a_sixth() -> None:
    (constant,) = adding(30).baselines(30)
    assert constant.train == pytest.approx(6**-0.5, abs=0.015)
    assert constant.held_out == pytest.approx(6**-0.5, abs=0.03)


def test_no_sequence_is_both_trained_on_and_held_out() -> None:
    task = adding(30)
    trained = {one.inputs.tobytes() for one in task.train}
    assert len(trained) == 2048
    assert trained.isdisjoint(one.inputs.tobytes() for one in task.held_out)
