"""The tasks: their names, and the numbers, scaling, split and baselines of series."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from unrolled.runs.frame.pictures import PICTURES
from unrolled.strings import strings
from unrolled.tasks import TASKS, SeriesTask, get_task
from unrolled.tasks.kinds.metrics import METRICS
from unrolled.tasks.kinds.series import lag_rmse

SERIES = [task for task in TASKS.values() if isinstance(task, SeriesTask)]
each_series = pytest.mark.parametrize("task", SERIES, ids=[task.name for task in SERIES])


def series(name: str) -> SeriesTask:
    task = get_task(name)
    assert isinstance(task, SeriesTask)
    return task


def test_names() -> None:
    assert all(get_task(name) is task and task.name == name for name, task in TASKS.items())
    assert {task.picture for task in TASKS.values()} <= set(PICTURES)
    assert {task.metric_name for task in TASKS.values()} <= set(METRICS)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_task_is_named_and_told_of(language: str) -> None:
    words = strings(language)
    wanted = {f"{key}.{name}" for key in ("config.task", "task.about") for name in TASKS}
    assert wanted <= set(words)


def test_unknown_name() -> None:
    with pytest.raises(KeyError, match="moon"):
        get_task("moon")


def test_sunspots_are_the_published_counts() -> None:
    task = series("sunspots")
    values = task.values[:, 0]
    assert task.values.shape == (309, 1)
    assert (task.labels[0], task.labels[-1]) == ("1700", "2008")
    assert np.diff([int(label) for label in task.labels]).tolist() == [1] * 308
    assert values[:5].tolist() == [5, 11, 16, 23, 36]
    assert values[-5:].tolist() == [40.4, 29.8, 15.2, 7.5, 2.9]
    assert task.labels[int(values.argmax())] == "1957"
    assert values.max() == 190.2
    (column,) = task.columns
    assert (task.train_length, column.scale, column.offset) == (247, 200, 0)


def test_sunspots_baselines() -> None:
    last, season = series("sunspots").baselines(12)
    assert (last.name, season.name) == ("same_as_last", "same_as_last_season")
    assert last.held_out == pytest.approx(33.28, abs=0.01)
    assert season.held_out == pytest.approx(37.86, abs=0.01)
    values = series("sunspots").values
    assert lag_rmse(values, 1, 247 + 12, 309) == pytest.approx(30.35, abs=0.01)
    assert lag_rmse(values, 1, 1, 247) == pytest.approx(20.99, abs=0.01)


def test_sine_repeats_every_25_values() -> None:
    task = series("sine")
    assert task.values.shape == (400, 1)
    assert task.train_length == 320
    np.testing.assert_allclose(task.values[25:], task.values[:-25], atol=1e-12)
    assert task.values[0] == 0
    assert task.baselines(8)[0].held_out == pytest.approx(0.1772, abs=1e-3)


@each_series
def test_scaling_is_within_0_and_1_and_can_be_undone(task: SeriesTask) -> None:
    assert task.series.min() >= 0
    assert task.series.max() <= 1
    np.testing.assert_allclose(task.restore(task.series, task.values), task.values, atol=1e-12)


@each_series
def test_values_cannot_be_changed(task: SeriesTask) -> None:
    with pytest.raises(ValueError, match="read-only"):
        task.columns[0].values[0] = 1


def test_baseline_by_hand() -> None:
    values = np.array([1.0, 2.0, 5.0, 1.0])
    assert lag_rmse(values, 1, 1, 4) == pytest.approx(np.sqrt((1 + 9 + 16) / 3))
    assert lag_rmse(values, 1, 2, 3) == 3
    assert lag_rmse(values, 2, 2, 4) == pytest.approx(np.sqrt((16 + 1) / 2))
    with pytest.raises(ValueError, match=r"range 1 to 4 .* 4 values"):
        lag_rmse(values, 2, 1, 4)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"labels": ("1", "2")}, "one label for each value"),
        ({"train_length": 400}, "values to hold out"),
        ({"train_length": 0}, "values to train on"),
        ({"reads": ("cosine",)}, "reads or predicts what is no column"),
        ({"predicts": ("cosine",)}, "reads or predicts what is no column"),
    ],
)
def test_a_task_that_does_not_fit_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(series("sine"), **changes)
