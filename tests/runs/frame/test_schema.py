"""What is said of a frame is what it holds."""

import orjson
import pytest
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.encode import encode
from unrolled.runs.frame.fields import DEFAULT, fields_of, frame
from unrolled.runs.frame.schema import Frame
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import TASKS

CASES = [{"task": {"name": name}} for name in TASKS] + [
    {"task": {"name": "fill_the_gap"}, "cell": cell} for cell in ("rnn", "lstm")
]


@pytest.mark.parametrize("b64", [False, True])
@pytest.mark.parametrize("config", CASES, ids=lambda one: "-".join(map(str, one.values())))
def test_frames_are_as_they_are_said_to_be(config: dict[str, object], b64: bool) -> None:
    run = Experiment(Stretch(parse_config(config)))
    update = next(run.updates(run.start()))
    sent = orjson.loads(encode(frame(run, update), b64))
    picture = type(Frame.model_validate(sent).picture).model_fields
    assert set(sent) - set(Frame.model_fields) <= set(run.model.recurrence(1, 1).arrays)
    assert set(sent["picture"]) <= set(picture)


def test_every_field_is_told_of() -> None:
    run = Experiment(Stretch(parse_config({"task": {"name": "sine"}, "schedule": {"k": 4}})))
    every = (DEFAULT, *fields_of(run.model))
    update = next(run.updates(run.start()))
    sent = orjson.loads(encode(frame(run, update, every)))
    Frame.model_validate(sent)
    assert set(sent) <= set(Frame.model_fields)
