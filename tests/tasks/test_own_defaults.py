"""What becomes of a reader's series: its scale, its trend, its season, and what suits it."""

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.tasks.own.autocorrelation import autocorrelation, by_chance
from unrolled.tasks.own.defaults import defaults
from unrolled.tasks.own.notes import Note
from unrolled.tasks.own.season import season_of
from unrolled.tasks.own.series import judged, own_series
from unrolled.tasks.own.trend import as_differences, has_trend, kpss

from .own.series_data import series_data

STEPS: Array = np.arange(60.0)
WAVE: Array = np.sin(STEPS / 3)


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
    np.testing.assert_allclose(np.mean(task.series[task.differences : 48] ** 2), 1)


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
    assert task.columns[0].offset == 0
    np.testing.assert_allclose(np.mean(task.series[1:48] ** 2), 1)
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
    train = {name: values[:48] for name, values in columns.items()}
    assert wind.scale == pytest.approx(train["wind"].std())
    assert wind.offset == pytest.approx(train["wind"].mean())
    for column in (load, heat):
        squares = np.diff(train[column.name]) ** 2
        assert column.scale == pytest.approx(squares.mean() ** 0.5)
        assert column.offset == 0


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
    steps: Array = np.arange(period * 8.0)
    shape = rng.normal(size=period)
    values = np.tile(shape, 8) + 0.1 * steps + 0.1 * rng.normal(size=len(steps))
    assert season_of(values) == period
    assert season_of(0.1 * steps) == season_of(np.ones(50)) == 0


def test_few_values_that_wander_far_from_their_mean_have_a_trend() -> None:
    """Less than three periods are no season, and too few values for the test of a level."""
    slow = np.sin(np.arange(48) / 3)
    assert kpss(slow) < 0.463
    assert has_trend(slow)


def test_of_few_values_a_walk_is_hardly_taken_for_a_level_and_noise_hardly_for_a_walk() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(200, 32))
    assert np.mean([has_trend(np.cumsum(one)) for one in noise]) > 0.9
    assert np.mean([has_trend(one) for one in noise]) < 0.1


@pytest.mark.parametrize("seed", range(3))
def test_chance_is_told_from_dependence(seed: int) -> None:
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=300)
    assert autocorrelation(noise, 3)[0] == 1
    for values in (noise[1:] + 0.5 * noise[:-1], np.sin(np.arange(48)) + 0.1 * noise[:48]):
        assert not by_chance(values, [values])
    for values in (np.ones(50), noise * np.repeat([1, 10], 150)):
        assert by_chance(values, [values])
    follows = np.roll(noise, 2) + rng.normal(size=300)
    assert not by_chance(follows, [rng.normal(size=300), noise, np.ones(300)])
    assert by_chance(follows, [follows])


def test_one_series_in_twenty_of_pure_chance_does_not_look_like_it() -> None:
    rng = np.random.default_rng(0)
    for columns in (1, 3):
        noise = rng.normal(size=(400, columns, 100))
        found = [by_chance(one[0], list(one)) for one in noise]
        assert 0.92 < np.mean(found) < 0.98


def test_of_chance_is_learned_least_and_of_a_season_most() -> None:
    chance, walk, wave = defaults(200, 0, True), defaults(200, 0, False), defaults(60, 19, False)
    assert (chance["updates"], walk["updates"], wave["updates"]) == (100, 600, 360)
    assert wave["schedule"]["k"] == 19


@pytest.mark.parametrize("season", [0, 3, 7, 24, 35, 60])
def test_windows_of_a_very_long_series_begin_at_every_phase_of_its_season(season: int) -> None:
    schedule = defaults(16_000, season, False)["schedule"]
    assert schedule["k"] == max(season, 12)
    starts = np.arange(0, 16_000 - schedule["k"], schedule["k1"])
    assert len(np.unique(starts % (season or 1))) == (season or 1)


def test_a_series_of_chance_is_told_to_be_one_and_a_season_how_long_it_is() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(size=300)
    assert judged(series_data(noise)).notes == [Note("chance")]
    assert judged(series_data(np.cumsum(noise))).notes == [Note("trend"), Note("chance")]
    read = {"x": list(np.roll(noise, -1)), "y": list(noise)}
    led = series_data(noise)._replace(values=read, inputs=["x", "y"], targets=["y"])
    assert judged(led).notes == []  # chance by itself, but not beside what comes before it
    season = np.tile([1.0, 4, 2, 7, 3], 20) + 0.1 * rng.normal(size=100)
    assert judged(series_data(season)).notes == [Note("season", 5)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("unit", [1e-300, 1e-9, 1e15, 1e300])
def test_the_unit_of_a_series_decides_nothing(unit: float) -> None:
    rng = np.random.default_rng(0)
    season = np.tile([1.0, 4, 2, 7, 3], 20) + 0.1 * rng.normal(size=100)
    for values in (WAVE, rng.normal(size=100), np.cumsum(rng.normal(size=100)), season):
        usual, other = judged(series_data(values)), judged(series_data(values * unit))
        assert (usual.choices, usual.notes) == (other.choices, other.notes)
        seen = own_series(other).series
        np.testing.assert_allclose(seen, own_series(usual).series, rtol=1e-9, atol=1e-12)
