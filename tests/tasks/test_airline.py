"""Airline passengers: the published numbers, their split and baselines."""

import numpy as np
import pytest
from unrolled.tasks.airline import airline


def test_they_are_the_published_numbers() -> None:
    task = airline()
    first = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118]
    last = [417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432]
    assert task.values.shape == (144, 1)
    assert task.values[:12, 0].tolist() == first
    assert task.values[-12:, 0].tolist() == last
    assert task.values.sum() == 40363
    yearly = task.values.reshape(12, 12).sum(axis=1).tolist()
    assert yearly == [1520, 1676, 2042, 2364, 2700, 2867, 3408, 3939, 4421, 4572, 5140, 5714]


def test_labels_are_months() -> None:
    labels = airline().labels
    assert (labels[0], labels[11], labels[12], labels[-1]) == (
        "1949-01",
        "1949-12",
        "1950-01",
        "1960-12",
    )
    assert list(labels) == sorted(set(labels))


def test_scaling_and_split() -> None:
    task = airline()
    assert 0 <= task.series.min() <= task.series.max() <= 1
    np.testing.assert_allclose(task.restore(task.series, task.values), task.values)
    assert task.labels[task.train_length] == "1958-01"


def test_baselines() -> None:
    last, season = airline().baselines(12)
    assert (last.name, season.name) == ("same_as_last", "same_as_last_season")
    assert last.held_out == pytest.approx(50.30, abs=0.01)
    assert season.held_out == pytest.approx(41.98, abs=0.01)
