"""Every task's defaults learn it: what they reach on held-out data, well beyond any simple rule."""

from itertools import islice

import numpy as np
import pytest
from unrolled.engine.cells import CELLS
from unrolled.runs.config import parse_config
from unrolled.runs.experiment import Experiment
from unrolled.runs.frames import frame
from unrolled.runs.lineage import Stretch
from unrolled.tasks import TASKS

from ..benchmarks.tasks import learn

# What each default has to reach on held-out data.
REACHED = {
    "sunspots": 27.0,
    "sine": 0.05,
    "airline": 34.0,
    "function": 0.03,
    "melody": 1.0,
    "sentiment": 0.95,
    "language": 0.65,
    "translation": 0.5,
    "characters": 9.0,
    "fill_the_gap": 0.8,
    "echo": 0.95,
    "binary_addition": 1.0,
    "first_bit": 0.99,
    "adding": 0.05,
}
LAGS = ("input_flow_by_lag",)
# Why the gates were invented: the plain network stays where it began.
BEYOND_A_PLAIN_RNN = {"first_bit", "adding"}
CASES = [
    pytest.param(
        name, cell, marks=[] if cell == task.defaults.get("cell", "rnn") else [pytest.mark.thorough]
    )
    for name, task in TASKS.items()
    for cell in CELLS
    if not (cell == "rnn" and name in BEYOND_A_PLAIN_RNN)
]


def test_every_task_has_a_result() -> None:
    assert list(REACHED) == list(TASKS)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "cell"), CASES)
def test_the_defaults_learn(name: str, cell: str) -> None:
    found, higher = learn(name, cell), TASKS[name].metric.higher_is_better
    sign = 1 if higher else -1
    assert sign * found.held_out >= sign * REACHED[name]
    for rule in found.baselines:
        assert sign * REACHED[name] > sign * rule.held_out


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BEYOND_A_PLAIN_RNN))
def test_a_plain_network_does_not_learn_what_is_long_ago(name: str) -> None:
    found = learn(name, "rnn")
    assert found.held_out == pytest.approx(found.baselines[0].held_out, abs=0.06)


@pytest.mark.slow
@pytest.mark.parametrize(("k", "least", "most"), [(5, 0.44, 0.56), (10, 0.44, 0.56), (11, 0.85, 1)])
def test_the_echo_is_learnt_by_chunks_longer_than_the_delay(
    k: int, least: float, most: float
) -> None:
    """The state is carried, but the gradient comes from k - 1 steps ago at most."""
    assert least < learn("echo", "rnn", schedule={"k": k}).held_out < most


@pytest.mark.slow
def test_the_lag_of_the_echo_stands_out_in_what_its_losses_look_at() -> None:
    run = Experiment(Stretch(parse_config({"task": {"name": "echo"}})))
    for update in islice(run.updates(run.start()), 200, 2000, 200):
        by_lag = frame(run, update, LAGS)["input_flow_by_lag"]
        assert by_lag[10] > 2 * np.delete(by_lag, 10).max()


@pytest.mark.slow
def test_one_direction_cannot_fill_the_gap() -> None:
    one = learn("fill_the_gap", "rnn", bidirectional=False)
    assert one.held_out < one.baselines[0].held_out + 0.05


@pytest.mark.slow
def test_numbers_are_translated() -> None:
    """The best cell: all that it was trained on, and seven of ten that it was not."""
    found = [learn("translation", "rnn", seed=seed) for seed in range(3)]
    assert [one.train for one in found] == [1, 1, 1]
    assert np.mean([one.held_out for one in found]) >= 0.7
