"""The tasks: their numbers, scaling, split and baseline."""

import numpy as np
import pytest

from app.tasks import TASKS, Task, get_task, same_as_last_rmse

each_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


def test_names() -> None:
    assert list(TASKS) == ["sunspots", "sine"]
    assert all(get_task(name) is task and task.name == name for name, task in TASKS.items())


def test_unknown_name() -> None:
    with pytest.raises(ValueError, match=r"no task 'moon'; the tasks are sunspots, sine\.$"):
        get_task("moon")


def test_sunspots_are_the_published_counts() -> None:
    task = get_task("sunspots")
    assert task.values.shape == (309,)
    assert (task.labels[0], task.labels[-1]) == (1700, 2008)
    assert np.diff(task.labels).tolist() == [1] * 308
    assert task.values[:5].tolist() == [5, 11, 16, 23, 36]
    assert task.values[-5:].tolist() == [40.4, 29.8, 15.2, 7.5, 2.9]
    assert task.labels[int(task.values.argmax())] == 1957
    assert task.values.max() == 190.2
    assert (task.train_length, task.scale, task.offset) == (247, 200, 0)


def test_sunspots_baseline() -> None:
    values = get_task("sunspots").values
    assert same_as_last_rmse(values, 247, 309) == pytest.approx(33.28, abs=0.01)
    assert same_as_last_rmse(values, 247 + 12, 309) == pytest.approx(30.35, abs=0.01)
    assert same_as_last_rmse(values, 1, 247) == pytest.approx(20.99, abs=0.01)


def test_sine_repeats_every_25_values() -> None:
    task = get_task("sine")
    assert task.values.shape == (400,)
    assert task.train_length == 320
    np.testing.assert_allclose(task.values[25:], task.values[:-25], atol=1e-12)
    assert task.values[0] == 0
    assert same_as_last_rmse(task.values, 320, 400) == pytest.approx(0.1772, abs=1e-3)


@each_task
def test_scaling_is_within_0_and_1_and_can_be_undone(task: Task) -> None:
    assert task.series.min() >= 0
    assert task.series.max() <= 1
    np.testing.assert_allclose(task.series * task.scale + task.offset, task.values, atol=1e-12)


@each_task
def test_values_cannot_be_changed(task: Task) -> None:
    with pytest.raises(ValueError, match="read-only"):
        task.values[0] = 1


def test_baseline_by_hand() -> None:
    values = np.array([1.0, 2.0, 5.0, 1.0])
    assert same_as_last_rmse(values, 1, 4) == pytest.approx(np.sqrt((1 + 9 + 16) / 3))
    assert same_as_last_rmse(values, 2, 3) == 3
    with pytest.raises(ValueError, match=r"range 0 to 4 .* 4 values"):
        same_as_last_rmse(values, 0, 4)


@pytest.mark.parametrize(
    ("labels", "train_length", "sentence"),
    [
        ([1, 2], 1, "one label for each value"),
        ([1, 2, 3], 3, "values to hold out"),
        ([1, 2, 3], 0, "values to train on"),
    ],
)
def test_a_task_that_does_not_fit_is_refused(
    labels: list[int], train_length: int, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        Task("x", "X", "", "", np.zeros(3), labels, "value", train_length)
