"""Frames and figures of every task, also of those whose sequences differ in length."""

import json
import re
from itertools import islice
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from unrolled.figures import bind, figures, needs
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.fields import DEFAULT, frame
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import TASKS

each_task = pytest.mark.parametrize("name", list(TASKS))


def run_of(name: str) -> Experiment:
    return Experiment(Stretch(parse_config({"task": {"name": name}, "hidden_size": 3})))


@each_task
def test_every_shape_is_drawn_with_figures_of_its_own(name: str) -> None:
    run = run_of(name)
    for update in islice(run.updates(run.start()), 3):
        templates = figures(run, run.shape_of(update.state.update))
        needed = {field for template in templates.values() for field in needs(template)}
        values = frame(run, update, (DEFAULT, *needed))
        assert len(values["shape"]) == len(values["hidden"])
        for track, template in templates.items():
            plain = bind(template, values)
            assert not re.search('"[@$]', json.dumps(plain)), track
            go.Figure({"data": plain["data"], "layout": plain["layout"]})
            if "xaxis" in plain["layout"] and track == "hidden":
                assert plain["layout"]["xaxis"]["range"] == [-0.5, len(values["hidden"]) + 0.5]


@each_task
def test_a_frame_of_few_sequences_is_the_first_of_all(name: str) -> None:
    run = run_of(name)
    update = next(run.updates(run.start()))
    whole, few = (frame(run, update, sequences=count) for count in (None, 2))
    assert list(whole) == list(few)
    batch = whole["hidden"].shape[1]
    assert few["hidden"].shape[1] == min(2, batch)
    for field in ("inputs", "outputs", "delta", "grad_hidden", "errors", "grad_hidden_norm"):
        np.testing.assert_array_equal(few[field], whole[field][:, :2])
    np.testing.assert_array_equal(few["initial_hidden"], whole["initial_hidden"][:2])
    for field in ("loss", "grad_norm", "has_output", "loss_per_step", "train_metric"):
        np.testing.assert_array_equal(few[field], whole[field])
    assert few["tokens"]["inputs"] == whole["tokens"]["inputs"][:2]
    means: dict[str, Any] = few["summary"]
    np.testing.assert_array_equal(means["hidden_mean"], whole["summary"]["hidden_mean"][:, :2])
    for group in ("params", "grad_params"):
        for parameter, values in few[group].items():
            np.testing.assert_array_equal(values, whole[group][parameter])
