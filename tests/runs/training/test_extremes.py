"""Numbers next to 0 and next to the largest: they train, or the field that cannot be is named."""

from itertools import islice
from typing import Any

import numpy as np
import pytest
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ...problems import refusal

LEAST, DENORMAL, MOST = 5e-324, 1e-320, float(np.finfo(np.float64).max)


def given(path: str, value: float, **more: Any) -> dict[str, Any]:
    part, name = path.split(".")
    config = {"task": {"name": "sine"}, "optimizer": {}, "initializer": {}, **more}
    return config | {part: config[part] | {name: value}}


@pytest.mark.parametrize("value", [LEAST, DENORMAL, 1e-309])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize(
    "path",
    [
        "optimizer.learning_rate",
        "optimizer.clip_norm",
        "initializer.gain",
        "initializer.forget_bias",
    ],
)
def test_what_is_next_to_0_is_finite(path: str, value: float, optimizer: str) -> None:
    config = parse_config(given(path, value, optimizer={"name": optimizer}, cell="lstm"))
    run = Experiment(Stretch(config))
    for update in islice(run.updates(run.start()), 5):
        assert all(np.isfinite(param).all() for param in update.state.params.values())
        assert np.isfinite(update.loss)


def test_a_gradient_is_clipped_to_what_can_hardly_be_told_from_0() -> None:
    config = parse_config(given("optimizer.clip_norm", DENORMAL))
    run = Experiment(Stretch(config))
    update = next(run.updates(run.start()))
    assert update.step.clipped_grad_norm == pytest.approx(DENORMAL, rel=1e-3)


@pytest.mark.parametrize(
    "path", ["optimizer.learning_rate", "initializer.gain", "initializer.forget_bias"]
)
@pytest.mark.parametrize("value", [1e308, MOST])
def test_what_is_next_to_the_largest_is_refused_by_its_name(path: str, value: float) -> None:
    field, code, _ = refusal(parse_config, given(path, value, cell="lstm"))
    assert (field, code) == (path, "out_of_range")


def test_a_gradient_norm_has_no_largest_limit() -> None:
    run = Experiment(Stretch(parse_config(given("optimizer.clip_norm", MOST))))
    step = next(run.updates(run.start())).step
    assert step.clipped_grad_norm == step.grad_norm
