"""What becomes of a reader's series: its scale, its trend, its season, and what suits it."""

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.tasks.own.notes import Note
from unrolled.tasks.own.scale import scaled_by
from unrolled.tasks.own.season import season_of
from unrolled.tasks.own.series import judged, own_series
from unrolled.tasks.own.trend import as_differences, has_trend, kpss

from .own.series_data import series_data

STEPS = np.arange(60)
WAVE = np.sin(STEPS / 3)


@pytest.mark.parametrize("values", [WAVE, WAVE + 0.1 * STEPS])
def test_nothing_is_told_of_what_is_held_out(values: Array) -> None:
    """Two series that differ in their last value alone are learned alike."""
    other = values.copy()
    other[-1] = 500
    data, extreme = judged(series_data(values)), judged(series_data(other))
    assert (data.choices, data.notes) == (extreme.choices, extreme.notes)
    task, far = own_series(data), own_series(extreme)
    np.testing.assert_array_equal(task.inputs[:58], far.inputs[:58])
    np.testing.assert_array_equal(task.targets[:58], far.targets[:58])
    assert (task.season, task.defaults) == (far.season, far.defaults)
    np.testing.assert_allclose(np.ptp(task.series[1:48]), 1)


@pytest.mark.parametrize("differences", [False, True])
def test_what_changes_in_the_held_out_part_alone_has_a_scale(differences: bool) -> None:
    late = np.where(STEPS < 50, 7.0, STEPS)
    data = series_data(late)._replace(choices={"differences": differences})
    task = own_series(data)
    [column] = task.columns
    assert (column.scale, column.offset, task.season) == (1, 0 if differences else 7, 0)
    seen = task.series[:, 0]
    np.testing.assert_allclose(seen[1:], np.diff(late) if differences else late[1:] - 7)


def test_changes_are_scaled_by_the_part_to_train_on_and_undone_in_the_targets_unit() -> None:
    values = 100 + 0.5 * STEPS + WAVE
    data = judged(series_data(values))
    assert data.choices == {"differences": True}
    assert data.notes == [Note("trend")]
    task = own_series(data)
    assert 0 <= task.series[1:48].min() < task.series[1:48].max() <= 1
    restored = task.restore(task.targets, task.values[:-1])
    np.testing.assert_allclose(restored, task.values[1:], rtol=1e-12)


def test_each_column_has_its_own_scale_and_changes_are_those_of_the_targets_alone() -> None:
    columns = {"load": 5 * STEPS + 30 * WAVE, "heat": 10 - WAVE, "wind": 3 + np.cos(STEPS)}
    data = series_data(WAVE)._replace(
        values={name: list(values) for name, values in columns.items()},
        inputs=["load", "wind"],
        targets=["load", "heat"],
    )
    task = own_series(judged(data))
    assert (task.input_size, task.output_size, task.title) == (2, 2, "load, heat")
    assert task.differences  # for the sake of the load
    load, heat, wind = task.columns
    assert (wind.scale, wind.offset) == scaled_by(columns["wind"][:48])
    assert (heat.scale, heat.offset) == scaled_by(np.diff(columns["heat"][:48]))
    assert load.scale == pytest.approx(np.ptp(np.diff(columns["load"][:48])))


@pytest.mark.parametrize("seed", range(3))
def test_a_trend_is_found_and_noise_and_waves_have_none(seed: int) -> None:
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=400)
    wave = np.sin(np.arange(400) / 4)
    assert has_trend(np.cumsum(noise))
    assert has_trend(0.01 * np.arange(400) + noise)
    assert not has_trend(wave)
    assert kpss(noise) < 0.74  # one in a hundred
    assert kpss(np.ones(400)) == 0


def test_differences_are_taken_of_a_trend_or_as_chosen_and_told() -> None:
    trend, none = 0.1 * STEPS + WAVE, WAVE
    assert as_differences([none], None) == (False, [])
    assert as_differences([none, trend], None) == (True, [Note("trend")])
    assert as_differences([none], True) == (True, [Note("changes")])
    assert as_differences([trend], False) == (False, [])


@pytest.mark.parametrize("period", [4, 7, 12, 24, 60])
def test_the_season_is_found_beneath_trend_and_noise(period: int) -> None:
    rng = np.random.default_rng(period)
    steps = np.arange(period * 8)
    shape = rng.normal(size=period)
    values = np.tile(shape, 8) + 0.1 * steps + 0.1 * rng.normal(size=len(steps))
    assert season_of(values) == period
    assert season_of(0.1 * steps) == season_of(np.ones(50)) == 0
