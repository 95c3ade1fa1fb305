"""What becomes of a reader's series: its scale, its trend, its season, and what suits it."""

import numpy as np
import pytest
from unrolled.tasks.own.notes import Note
from unrolled.tasks.own.season import season_of
from unrolled.tasks.own.series import own_series
from unrolled.tasks.own.trend import as_differences, has_trend, kpss

from .own.series_data import series_data

STEPS = np.arange(60)
WAVE = np.sin(STEPS / 3)


def test_the_network_is_told_nothing_of_what_is_held_out() -> None:
    other = WAVE.copy()
    other[-1] = 500
    usual, extreme = own_series(series_data(WAVE)), own_series(series_data(other))
    np.testing.assert_array_equal(usual.inputs[:40], extreme.inputs[:40])
    assert usual.columns[0][2:4] == extreme.columns[0][2:4]  # scale and offset
    assert usual.defaults == extreme.defaults
    np.testing.assert_allclose(usual.series[:48].max() - usual.series[:48].min(), 1)


def test_what_changes_in_the_held_out_part_alone_has_a_scale() -> None:
    late = np.where(STEPS < 50, 7.0, STEPS)
    task = own_series(series_data(late))
    (column,) = task.columns
    assert (column.scale, column.offset, task.season) == (1, 7, 0)
    np.testing.assert_allclose(task.series[48:, 0], late[48:] - 7)


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
