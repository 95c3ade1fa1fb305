"""A series of several columns: what is read, what is predicted, how that is measured and undone."""

from dataclasses import replace

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.runs.config.rules import facts
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.evaluation import judge_of
from unrolled.runs.training.network import network_of
from unrolled.runs.training.windows import windows_of
from unrolled.tasks.kinds.series import Column, SeriesTask

N = 60
STEPS = np.arange(N, dtype=np.float64)
RAIN = STEPS % 4.0
HEAT = 20 + 5 * np.sin(STEPS / 3)
PRICE = STEPS**1.5
TASK = SeriesTask(
    name="farm",
    title="Farm",
    description="Predict heat and price.",
    columns=(
        Column("rain", RAIN, 4.0, unit="mm"),
        Column("heat", HEAT, 10.0, 15.0, "°C"),
        Column("price", PRICE, 500.0),
    ),
    reads=("rain", "price"),
    predicts=("heat", "price"),
    labels=tuple(map(str, range(N))),
    label_name="day",
    train_length=48,
)
CONFIG = parse_config(
    {"task": {"name": "sine"}, "hidden_size": 3, "schedule": {"name": "sliding_window", "k": 5}}
)


def rms(errors: Array) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def test_what_is_read_at_a_step_and_what_is_asked_one_step_later() -> None:
    assert (TASK.input_size, TASK.output_size) == (2, 2)
    np.testing.assert_array_equal(TASK.inputs, np.stack([RAIN / 4, PRICE / 500], 1)[:-1])
    heat = (HEAT - 15) / 10
    np.testing.assert_array_equal(TASK.targets, np.stack([heat, PRICE / 500], 1)[1:])
    np.testing.assert_array_equal(TASK.values, np.stack([HEAT, PRICE], 1))
    np.testing.assert_allclose(TASK.restore(TASK.series, TASK.values), TASK.values)
    assert TASK.input_columns == ("rain", "price")
    assert TASK.output_columns == ("heat", "price")


def test_of_no_names_are_all_columns() -> None:
    task = replace(TASK, reads=(), predicts=())
    assert task.input_columns == task.output_columns == ("rain", "heat", "price")


def test_answers_are_fed_back_where_they_are_all_that_is_read() -> None:
    assert not facts(TASK)["feeds_back"]
    assert not facts(replace(TASK, reads=("heat",)))["feeds_back"]
    assert facts(replace(TASK, reads=TASK.predicts))["feeds_back"]


def test_several_targets_are_measured_in_their_usual_changes() -> None:
    usual = [rms(np.diff(one[:48])) for one in (HEAT, PRICE)]
    np.testing.assert_allclose(TASK.error_units, usual, rtol=1e-12)
    (last,) = TASK.baselines(1)
    assert last.train == pytest.approx(1)
    held_out = [rms(np.diff(one[47:])) for one in (HEAT, PRICE)]
    assert last.held_out == pytest.approx(rms(np.array(held_out) / usual))


def test_a_single_target_is_measured_in_its_own_unit() -> None:
    task = replace(TASK, predicts=("price",))
    assert task.error_units.tolist() == [1]
    assert task.baselines(1)[0].held_out == pytest.approx(rms(np.diff(PRICE[47:])))


def test_a_target_that_does_not_change_in_the_training_part_is_measured_as_it_is() -> None:
    still = np.where(np.arange(N) < 50, 1.0, 2.0)
    task = replace(
        TASK, columns=(*TASK.columns, Column("still", still)), predicts=("heat", "still")
    )
    assert task.error_units[1] == 1


def test_differences_are_of_targets_alone_and_can_be_undone() -> None:
    task = replace(TASK, differences=True)
    changes = np.diff(PRICE, prepend=0) / 500
    np.testing.assert_allclose(task.inputs, np.stack([RAIN / 4, changes], 1)[:-1])
    np.testing.assert_allclose(task.targets[:, 1], np.diff(PRICE) / 500)
    np.testing.assert_allclose(task.targets[:, 0], (np.diff(HEAT) - 15) / 10)
    np.testing.assert_array_equal(task.values, TASK.values)
    restored = task.restore(task.targets, task.values[:-1])
    np.testing.assert_allclose(restored, task.values[1:])
    assert task.baselines(1) == TASK.baselines(1)


@pytest.mark.parametrize("differences", [False, True])
@pytest.mark.parametrize("carried", [False, True])
def test_predictions_are_of_what_was_read_before(differences: bool, carried: bool) -> None:
    """As one computes them by hand, in the targets' own units."""
    schedule = CONFIG.schedule.model_copy(update={"carry_state": carried})
    config = CONFIG.model_copy(update={"schedule": schedule})
    task = replace(TASK, differences=differences)
    model = network_of(config, 2, 2)
    rng = np.random.default_rng(1)
    params = {name: rng.normal(size=of) for name, of in model.param_shapes().items()}
    found = judge_of(task, model, config).evaluate(params)
    assert found.predictions is not None
    assert np.isnan(found.predictions[:5]).all()
    hidden = np.zeros(3)
    for x in task.inputs[0 if carried else 40 : 45]:
        hidden = np.tanh(params["W_x"] @ x + params["W_h"] @ hidden + params["b_h"])
    y = params["W_y"] @ hidden + params["b_y"]
    expected = y * [10, 500] + [15, 0] + (task.values[44] if differences else 0)
    np.testing.assert_allclose(found.predictions[45], expected, rtol=1e-12)
    errors = (found.predictions - task.values) / task.error_units
    assert found.held_out_metric == pytest.approx(rms(errors[48:]))
    assert found.train_metric == pytest.approx(rms(errors[5:48]))


def test_windows_have_a_column_for_each_feature() -> None:
    batch = windows_of(TASK, CONFIG).batches[0]
    assert batch.inputs.shape == (5, CONFIG.batch_size, 2)
    np.testing.assert_array_equal(batch.inputs[:, 0], TASK.inputs[:5])
    np.testing.assert_array_equal(batch.targets[:, 0], TASK.targets[:5])
