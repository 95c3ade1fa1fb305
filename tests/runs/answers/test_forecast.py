"""A series goes on from the run's own prediction, and its interval is that of its errors."""

from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest
from unrolled.engine.train import Update
from unrolled.runs.answers.forecast import ForecastRequest, forecast, free_runs
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.training.evaluation import judge_of
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import SeriesTask

CARRIED = {"name": "chunks", "k": 10, "carry_state": True}
KINDS: list[dict[str, Any]] = [
    {},
    {"cell": "gru"},
    {"cell": "lstm", "bidirectional": True},
    {"batch_size": 1, "schedule": CARRIED},
    {"batch_size": 1, "schedule": CARRIED, "cell": "gru", "sequence_type": "many_to_many"},
    {"batch_size": 1, "schedule": CARRIED, "cell": "lstm"},
    {"batch_size": 1, "schedule": CARRIED, "bidirectional": True},
    {"batch_size": 1, "schedule": {"name": "tbptt", "k": 8, "k1": 3, "carry_state": True}},
    {"schedule": {"name": "sliding_window", "k": 1}, "sequence_type": "one_to_one"},
    {"schedule": {"name": "chunks", "k": 7}, "sequence_type": "many_to_many"},
    {"sequence_type": "one_to_many", "feedback": "none"},
    {"sequence_type": "one_to_many", "feedback": "free"},
    {"sequence_type": "encoder_decoder", "feedback": "teacher", "cell": "gru"},
]


def trained(updates: int = 4, **config: Any) -> tuple[Experiment, Update]:
    run = Experiment(Stretch(parse_config({"task": {"name": "airline"}, **config})))
    return run, next(islice(run.updates(run.start()), updates - 1, None))


@pytest.mark.parametrize("config", KINDS)
def test_the_first_value_is_the_runs_own_prediction(config: dict[str, Any]) -> None:
    run, update = trained(**config)
    params, task = update.state.params, run.task
    assert isinstance(task, SeriesTask)
    own = run.judge.evaluate(params).predictions
    assert own is not None
    found = forecast(run, update, ForecastRequest(update=4))
    assert found["first"] == 108
    np.testing.assert_allclose(found["values"][0], own[108, 0], rtol=1e-12)
    # What lies before each place is what the prediction there is made of.
    places = np.array([108, 109, 117, 143])
    np.testing.assert_allclose(free_runs(run, task, params, places, 1)[0], own[places], rtol=1e-12)


@pytest.mark.parametrize("config", KINDS)
def test_every_prediction_is_read_as_if_it_had_been(config: dict[str, Any]) -> None:
    """From now on, too: a series whose next values are those predicted is predicted alike."""
    run, update = trained(**config)
    params, task = update.state.params, run.task
    assert isinstance(task, SeriesTask)
    found = forecast(run, update, ForecastRequest(update=4, start="now", steps=5))
    assert (found["first"], found["labels"][0], found["labels"][-1]) == (144, "1961-01", "1961-05")
    (column,) = task.columns
    column = column._replace(values=np.concatenate([column.values, found["values"]]))
    longer = replace(task, columns=(column,), labels=(*task.labels, *found["labels"]))
    own = judge_of(longer, run.model, run.config).evaluate(params).predictions
    assert own is not None
    np.testing.assert_allclose(found["values"], own[144:, 0], rtol=1e-9)


def test_the_interval_is_that_of_errors_as_many_steps_ahead() -> None:
    run, update = trained()
    params, task = update.state.params, run.task
    assert isinstance(task, SeriesTask)
    found = forecast(run, update, ForecastRequest(update=4, start="now", steps=40))
    assert found["count"] == [max(36 - h, 0) for h in range(40)]
    assert len(found["low"]) == len(found["high"]) == 36 - 9 + 1
    for ahead in (1, 12, 28):
        errors = []
        for start in range(108, 144 - ahead + 1):
            last = free_runs(run, task, params, np.array([start]), ahead)[-1, 0, 0]
            errors.append(task.values[start + ahead - 1, 0] - last)
        errors.sort()
        n, value = len(errors), found["values"][ahead - 1]
        for share, end in ((0.1, found["low"]), (0.9, found["high"])):
            place = min(max(share * (n + 1), 1), n)  # of the sorted errors, from 1
            below = int(place)
            above = errors[min(below, n - 1)] - errors[below - 1]
            expected = value + errors[below - 1] + (place - below) * above
            assert end[ahead - 1] == pytest.approx(expected, rel=1e-9)


def test_few_errors_make_no_interval() -> None:
    run, update = trained()
    assert isinstance(run.task, SeriesTask)
    run.task = replace(run.task, train_length=144 - 8)
    found = forecast(run, update, ForecastRequest(update=4))
    assert found["count"] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert len(found["values"]) == 8
    assert len(found["low"]) == len(found["high"]) == 0


def test_a_long_forecast_tries_fewer_places() -> None:
    run, update = trained(task={"name": "sine"})
    far = forecast(run, update, ForecastRequest(update=4, start="now", steps=2000))
    assert far["count"][:2] == [80, 79]
    run, update = trained(task={"name": "sunspots"})
    assert isinstance(run.task, SeriesTask)
    (column,) = run.task.columns
    values = np.tile(column.values, 20)
    labels = tuple(str(number) for number in range(len(values)))
    run.task = replace(
        run.task, columns=(column._replace(values=values),), labels=labels, train_length=2000
    )
    assert forecast(run, update, ForecastRequest(update=4, steps=1))["count"] == [200]
    far = forecast(run, update, ForecastRequest(update=4, start="now", steps=2000))
    assert far["count"][0] == 25  # windows of 12
    assert far["labels"][-1] == str(len(values) + 1999)


@pytest.mark.parametrize("value", [np.inf, np.nan])
def test_what_is_not_finite_is_told_as_it_is(value: float) -> None:
    run, update = trained()
    broken = {**update.state.params, "b_y": np.array([value])}
    update = update._replace(state=update.state._replace(params=broken))
    found = forecast(run, update, ForecastRequest(update=4, start="now"))
    assert found["values"][0] == value or np.isnan(value)
    assert len(found["values"]) == len(found["low"]) == 18
    for name in ("values", "low", "high"):
        assert not np.isfinite(found[name]).any()


def test_what_is_no_series_is_refused() -> None:
    run, update = trained(task={"name": "echo"})
    with pytest.raises(InputError, match="no_series"):
        forecast(run, update, ForecastRequest(update=4))
