"""First bit: what the first step says is the answer, the rest says nothing."""

import numpy as np
import pytest
from unrolled.engine.batches import bucket
from unrolled.tasks.first_bit import first_bit


def test_the_answer_is_the_first_input() -> None:
    task = first_bit(60)
    for one in (*task.train, *task.held_out):
        assert one.targets[-1].item() == (one.inputs[0].item() + 1) / 2
        assert abs(one.inputs[0].item()) == 1
        assert one.has_output.tolist() == [False] * 59 + [True]
        assert one.has_input.all()


def test_counts_and_noise() -> None:
    task = first_bit(60)
    assert (len(task.train), len(task.held_out), task.longest) == (512, 256, 60)
    (all_of_them,) = bucket(task.train, 512)
    noise = all_of_them.inputs[1:]
    assert noise.mean() == pytest.approx(0, abs=0.02)
    assert noise.std() == pytest.approx(0.3, abs=0.01)
    answers = all_of_them.targets[-1, :, 0]
    for later in noise[:, :, 0]:
        assert abs(np.corrcoef(later, answers)[0, 1]) < 0.2


def test_guessing_is_right_half_of_the_time() -> None:
    (constant,) = first_bit(60).baselines(60)
    assert constant.train == pytest.approx(0.5, abs=0.05)
    assert constant.held_out == pytest.approx(0.5, abs=0.08)


def test_no_sequence_is_both_trained_on_and_held_out() -> None:
    task = first_bit(60)
    trained = {one.inputs.tobytes() for one in task.train}
    assert len(trained) == 512
    assert trained.isdisjoint(one.inputs.tobytes() for one in task.held_out)
