"""Frames are pure functions of run and update; blocks, checkpoints and encodings agree."""

import base64
from itertools import islice
from math import inf, nan
from typing import Any

import numpy as np
import orjson
import pytest
from unrolled.engine.arrays import global_norm
from unrolled.engine.optimizers import OptimizerState
from unrolled.engine.script import MicroStep
from unrolled.engine.trace import NonFinite
from unrolled.engine.train import Progress, TrainState
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.frame.encode import encode
from unrolled.runs.frame.fields import default_fields
from unrolled.runs.store.frame_cache import FrameCache
from unrolled.runs.store.store import pieces
from unrolled.runs.training.checkpoints import dump, load
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.runs.workers.jobs import SCALARS, Encoding, Event, compute_block, compute_events
from unrolled.tasks import SeriesTask

CONFIG = parse_config({"task": {"name": "sunspots"}, "hidden_size": 3, "schedule": {"k": 4}})
CARRYING = parse_config(
    {"task": {"name": "sine"}, "schedule": {"k": 5, "carry_state": True}, "updates": 700}
)


def decoded(config: Any, update: int) -> dict[str, Any]:
    frame: dict[str, Any] = orjson.loads(events_of(config, update, Encoding())[0].data)
    return frame


def series_task(config: RunConfig) -> SeriesTask:
    task = Experiment(Stretch(config)).task
    assert isinstance(task, SeriesTask)
    return task


def events_of(config: Any, update: int, encoding: Encoding) -> list[Event]:
    wanted = range(update, update + 1)
    return compute_events((Stretch(config),), None, wanted, encoding)[update]


def test_a_frame_adds_up() -> None:
    frame = decoded(CONFIG, 7)
    assert set(frame) == set(default_fields(Experiment(Stretch(CONFIG)).model))
    assert (frame["update"], frame["epoch"], frame["window_start"]) == (7, 1, 6)
    hidden, params = np.array(frame["hidden"]), frame["params"]
    outputs = hidden @ np.array(params["W_y"]).T + params["b_y"]
    np.testing.assert_allclose(frame["outputs"], outputs, rtol=1e-12)
    error = frame["outputs"][-1][0][0] - frame["targets"][-1][0][0]
    assert frame["errors"][-1] == [[error]]
    assert frame["errors"][:-1] == [[[0.0]]] * 3
    assert frame["loss"] == pytest.approx(error**2 / 2, rel=1e-12)
    norms = np.linalg.norm(frame["grad_hidden"], axis=2)
    np.testing.assert_allclose(frame["grad_hidden_norm"], norms, rtol=1e-12)
    for name, before in params.items():
        after = np.array(before) - 0.05 * np.array(frame["grad_params"][name])
        np.testing.assert_allclose(frame["new_params"][name], after, rtol=1e-12)


def test_the_window_shows_the_series_from_its_start() -> None:
    frame, series = decoded(CONFIG, 7), series_task(CONFIG).series[:, 0]
    np.testing.assert_array_equal(np.ravel(frame["inputs"]), series[6:10])
    np.testing.assert_array_equal(np.ravel(frame["targets"]), series[7:11])


ADAM = parse_config(
    {"task": {"name": "sine"}, "optimizer": {"name": "adam", "clip_norm": 0.5}, "updates": 250}
)


@pytest.mark.parametrize("config", [CONFIG, CARRYING, ADAM])
def test_blocks_one_after_the_other_are_one_training(config: Any) -> None:
    """Through checkpoints as bytes; what an uninterrupted training gives, bit for bit."""
    run = Experiment(Stretch(config))
    states = [update.state for update in islice(run.updates(run.start()), 250)]
    checkpoint, norms = None, []
    for number in range(3):
        block = compute_block((Stretch(config),), number, checkpoint)
        checkpoint = block.checkpoint
        values = np.frombuffer(block.scalars).reshape(-1, len(SCALARS))
        norms += values[:, SCALARS.index("param_norm")].tolist()
    expected = [global_norm(state.params) for state in states]
    np.testing.assert_allclose(norms[:250], expected, rtol=1e-14)
    if config.updates == 250:
        assert len(norms) == 250
        assert dump(states[-1]) == checkpoint


def test_a_checkpoint_is_the_state_bit_for_bit() -> None:
    params = {"W_h": np.array([[nan, -0.0], [inf, 5e-324]])}
    state = TrainState(
        7,
        params,
        OptimizerState(7, {"W_h": (np.ones((2, 2)), np.zeros((2, 2)))}),
        {"hidden": np.array([[0.1]])},
        Progress(1.5, 3, inf, 0.25, 2),
        (5, NonFinite(3, "delta", "NaN")),
    )
    back = load(dump(state))
    assert dump(back) == dump(state)
    assert back.params["W_h"].tobytes() == params["W_h"].tobytes()
    assert back.progress == state.progress
    assert back.first_nonfinite == state.first_nonfinite
    assert back.carried is not None
    np.testing.assert_array_equal(back.carried["hidden"], [[0.1]])
    assert back.optimizer.updates == 7
    np.testing.assert_array_equal(back.optimizer.slots["W_h"], [np.ones((2, 2)), np.zeros((2, 2))])
    assert load(dump(state._replace(carried=None))).carried is None


def test_evaluation_judges_by_predictions_of_the_next_value() -> None:
    frame, task = decoded(CONFIG, 30), series_task(CONFIG)
    predictions = np.array([float(value) for value in frame["picture"]["predictions"]])
    assert np.isnan(predictions[:4]).all()
    errors = predictions - task.values[:, 0]
    assert frame["held_out_metric"] == pytest.approx(np.sqrt(np.mean(errors[247:] ** 2)))
    assert frame["train_metric"] == pytest.approx(np.sqrt(np.mean(errors[4:247] ** 2)))
    hidden, params = np.zeros(3), {k: np.array(v) for k, v in frame["new_params"].items()}
    for x in task.series[300:304, 0]:
        hidden = np.tanh(params["W_x"][:, 0] * x + params["W_h"] @ hidden + params["b_h"])
    expected = (params["W_y"] @ hidden + params["b_y"])[0] * 200
    assert predictions[304] == pytest.approx(expected, rel=1e-12)


def test_evaluation_with_a_carried_state_runs_through_the_whole_series() -> None:
    run = Experiment(Stretch(CARRYING))
    params = run.start().params
    hidden = np.zeros(4)
    for x in series_task(CARRYING).series[:200, 0]:
        hidden = np.tanh(params["W_x"][:, 0] * x + params["W_h"] @ hidden + params["b_h"])
    expected = (params["W_y"] @ hidden + params["b_y"])[0] * 2 - 1
    predictions = run.judge.evaluate(params).predictions
    assert predictions is not None
    assert predictions[200, 0] == pytest.approx(expected, rel=1e-12)


def test_micro_steps_bring_the_slices_that_they_make() -> None:
    frame = decoded(CONFIG, 3)
    micro = Encoding(micro=True)
    events = events_of(CONFIG, 3, micro)
    assert [event.id for event in events] == [f"3.{i}" for i in range(len(frame["script"]))]
    for number, event in enumerate(events):
        part = orjson.loads(event.data)
        step = MicroStep(**frame["script"][number])
        assert (part["line"], part["t"], part["microstep"]) == (step.line, step.t, number)
        if step.t is not None and step.line == "forward":
            assert part["hidden"] == frame["hidden"][step.t - 1]
        if step.t is not None and step.line == "backward":
            assert part["grad_hidden"] == frame["grad_hidden"][step.t - 1]
            assert part["delta"] == frame["delta"][step.t - 1]
        if step.line == "sum":
            assert part["grad_params"] == frame["grad_params"]
        if step.line == "update":
            assert part["new_params"] == frame["new_params"]


def test_typed_arrays_hold_the_very_bits() -> None:
    array = np.array([[0.1, nan], [inf, -1e-300]])
    typed = orjson.loads(encode({"a": array}, b64=True))["a"]
    assert (typed["dtype"], typed["shape"]) == ("f8", "2,2")
    values = np.frombuffer(base64.b64decode(typed["bdata"]), "<f8").reshape(2, 2)
    np.testing.assert_array_equal(values, array)


def test_json_names_what_is_not_finite() -> None:
    value = {"a": np.array([1.5, nan, inf]), "b": -inf, "c": [True, None, 3], "d": np.array([True])}
    expected = b'{"a":[1.5,"NaN","Infinity"],"b":"-Infinity","c":[true,null,3],"d":[true]}'
    assert encode(value) == expected


def test_an_exploding_run_goes_on_and_says_where() -> None:
    config = parse_config(
        {"task": {"name": "sunspots"}, "activation": "relu", "optimizer": {"learning_rate": 500}}
    )
    frames = [decoded(config, update) for update in (1, 60)]
    assert frames[0]["first_nonfinite"] is None
    found = frames[1]["first_nonfinite"]
    assert 1 < found["update"] <= 60
    assert 1 <= found["t"] <= 12
    assert found["kind"] in ("NaN", "Infinity")
    assert decoded(config, found["update"] - 1)["first_nonfinite"] is None
    assert decoded(config, found["update"])["first_nonfinite"] == found


def test_pieces_lie_in_one_block_each() -> None:
    assert list(pieces(range(95, 215, 5))) == [
        range(95, 105, 5),
        range(105, 205, 5),
        range(205, 215, 5),
    ]


def test_the_frame_cache_forgets_the_least_lately_used() -> None:
    cache, encoding = FrameCache(max_bytes=20), Encoding()
    for update in (1, 2):
        cache.put(("run", update, encoding), [Event(str(update), b"x" * 10)])
    assert cache.get(("run", 1, encoding)) is not None
    cache.put(("run", 3, encoding), [Event("3", b"x" * 10)])
    assert cache.get(("run", 2, encoding)) is None
    assert cache.get(("run", 1, encoding)) == [Event("1", b"x" * 10)]
