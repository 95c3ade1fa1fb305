"""What is asked of a network beside its recording."""

import numpy as np
import pytest
from unrolled.engine.unroll import Unroll
from unrolled.runs.answers.predict import PredictRequest, predict, speaks_for
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.evaluation import free
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ...problems import refusal


@pytest.mark.parametrize("task", ["binary_addition", "first_bit", "melody"])
def test_the_influence_is_that_of_larger_inputs(task: str) -> None:
    """x_t · ∂y/∂x_t = ∂y/∂s where the inputs of step t are s x_t, at s = 1."""
    run = Experiment(Stretch(parse_config({"task": {"name": task}, "hidden_size": 4})))
    params = run.start().params
    batch = run.windows.batches[0]
    outputs, influence = speaks_for(run, params, batch)
    best = outputs[-1, 0].argmax()
    unroll = Unroll(run.model, len(batch.inputs), batch.inputs.shape[1], free(run.config))

    def answer(scale: float) -> float:
        inputs = batch.inputs.copy()
        inputs[0] *= scale
        y = unroll.forward(params, inputs, batch.has_input, has_output=batch.has_output)
        return float(y[-1, 0, best])

    slope = (answer(1 + 1e-5) - answer(1 - 1e-5)) / 2e-5
    np.testing.assert_allclose(influence[0, 0], slope, rtol=1e-4, atol=1e-9)


@pytest.mark.parametrize(
    ("kind", "k", "steps", "fits"),
    [
        ("one_to_one", 1, 1, True),
        ("one_to_one", 1, 2, False),
        ("encoder_decoder", 4, 1, False),
        ("encoder_decoder", 4, 2, True),
        ("one_to_many", 4, 1, True),
        ("many_to_one", 4, 9, True),
    ],
)
def test_a_sequence_has_the_steps_that_its_type_can_have(
    kind: str, k: int, steps: int, fits: bool
) -> None:
    config = {"task": {"name": "sine"}, "sequence_type": kind, "schedule": {"k": k}}
    run = Experiment(Stretch(parse_config(config)))
    update = next(run.updates(run.start()))
    asked = PredictRequest(update=1, inputs=[[0.5]] * steps)
    if fits:
        assert len(predict(run, update, asked)["outputs"]) == steps
    else:
        words = {"sequence_type": kind, "steps": steps}
        assert refusal(predict, run, update, asked) == ("inputs", "steps_of_type", words)
