"""A series of several columns goes on: what is predicted is read, what is only read is known."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.train import Update
from unrolled.runs.answers.forecast import ForecastRequest, forecast
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.training.evaluation import judge_of
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks.kinds.series import Column, SeriesTask

N, SPLIT, K = 60, 45, 3
RAIN = np.array([float(day % 4) for day in range(N)])
HEAT = (20 + 5 * np.sin(np.arange(N) / 3)).astype(np.float64)
PRICE = np.array(np.arange(N) ** 1.5, float)


def trained(
    monkeypatch: pytest.MonkeyPatch, reads: tuple[str, ...], differences: bool, carried: bool
) -> tuple[Experiment, SeriesTask, Update]:
    """A network of the columns that are read, which predicts heat and price."""
    task = SeriesTask(
        name="farm",
        title="Farm",
        description="Predict heat and price.",
        columns=(
            Column("rain", RAIN, 4.0),
            Column("heat", HEAT, 10.0, 1.0),
            Column("price", PRICE, 500.0),
        ),
        reads=reads,
        predicts=("heat", "price"),
        labels=tuple(map(str, range(N))),
        label_name="day",
        train_length=SPLIT,
        differences=differences,
    )
    monkeypatch.setattr("unrolled.runs.training.experiment.task_of", lambda config: task)
    schedule = {"name": "chunks", "k": K, "carry_state": carried}
    config = {"task": {"name": "sine"}, "hidden_size": 3, "schedule": schedule, "batch_size": 1}
    run = Experiment(Stretch(parse_config({**config, "cell": "gru"})))
    return run, task, next(islice(run.updates(run.start()), 2, None))


def one_step(run: Experiment, task: SeriesTask, update: Update, columns: dict[str, Array]) -> Array:
    """The run's own prediction of what follows the last row of the columns, (o,)."""
    longer = tuple(
        one._replace(values=np.append(columns[one.name], columns[one.name][-1]))
        for one in task.columns
    )
    labels = tuple(map(str, range(len(longer[0].values))))
    task = replace(task, columns=longer, labels=labels)
    found = judge_of(task, run.model, run.config).evaluate(update.state.params).predictions
    assert found is not None
    return np.asarray(found[-1])


@pytest.mark.parametrize("carried", [False, True])
@pytest.mark.parametrize("differences", [False, True])
@pytest.mark.parametrize("reads", [("rain", "price"), ("price", "heat"), ("heat",)])
def test_predictions_are_read_and_what_is_only_read_is_as_it_was(
    monkeypatch: pytest.MonkeyPatch, reads: tuple[str, ...], differences: bool, carried: bool
) -> None:
    run, task, update = trained(monkeypatch, reads, differences, carried)
    found = forecast(run, update, ForecastRequest(update=3, steps=6))
    assert found["known"] == (["rain"] if "rain" in reads else [])
    assert found["values"].shape == (6, 2)
    assert found["low"].shape == found["high"].shape == (6, 2)
    columns = {"rain": RAIN[:SPLIT], "heat": HEAT[:SPLIT], "price": PRICE[:SPLIT]}
    for ahead, values in enumerate(found["values"]):
        own = one_step(run, task, update, columns)
        np.testing.assert_allclose(values, own, rtol=1e-9)
        row = {"rain": RAIN[SPLIT + ahead], "heat": values[0], "price": values[1]}
        columns = {name: np.append(columns[name], row[name]) for name in columns}


def test_what_is_only_read_is_not_known_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    run, _, update = trained(monkeypatch, ("rain", "heat"), False, False)
    for asked, field in (({"start": "now"}, "start"), ({"steps": N - SPLIT + 1}, "steps")):
        with pytest.raises(InputError, match="reads_more") as caught:
            forecast(run, update, ForecastRequest(update=3, **asked))
        assert (caught.value.field, caught.value.params) == (field, {"names": ["rain"]})
    assert len(forecast(run, update, ForecastRequest(update=3))["values"]) == N - SPLIT
