"""What a network goes on with, at every temperature."""

from itertools import islice

import pytest
from unrolled.engine.train import Update
from unrolled.runs.answers.predict import SampleRequest, drawn
from unrolled.runs.config.settings import checked, parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ...problems import refusal


@pytest.fixture(scope="module")
def trained() -> tuple[Experiment, Update]:
    config = parse_config({"task": {"name": "characters"}, "hidden_size": 4, "updates": 20})
    run = Experiment(Stretch(config))
    return run, next(islice(run.updates(run.start()), 19, None))


def words(trained: tuple[Experiment, Update], temperature: float, seed: int = 0) -> list[str]:
    asked = SampleRequest(update=20, length=40, temperature=temperature, seed=seed)
    found: list[str] = drawn(*trained, asked)["words"]
    return found


@pytest.mark.parametrize(
    "temperature", [5e-324, 1e-320, 1e-309, 2.2250738585072014e-308, 1e-300, 1e-30, 1e-6, -0.0]
)
def test_a_temperature_next_to_0_takes_the_likeliest(
    trained: tuple[Experiment, Update], temperature: float
) -> None:
    assert words(trained, temperature, seed=1) == words(trained, 0, seed=2)


def test_others_draw(trained: tuple[Experiment, Update]) -> None:
    assert len({tuple(words(trained, 1.0, seed)) for seed in range(5)}) == 5
    assert words(trained, 10) != words(trained, 0)


@pytest.mark.parametrize("temperature", [-5e-324, 10.000001, 1e308])
def test_none_is_below_0_or_above_10(temperature: float) -> None:
    given = {"update": 20, "temperature": temperature}
    field, code, params = refusal(lambda value: checked(SampleRequest, value), given)
    assert (field, code, params["high"]) == ("temperature", "out_of_range", 10)
