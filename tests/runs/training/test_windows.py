"""Windows of a series: what each update sees, for every type and schedule."""

from itertools import islice
from typing import Any

import numpy as np
import pytest
from unrolled.engine.arrays import Array
from unrolled.engine.schedule import Plan
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.runs.training.windows import Windows
from unrolled.tasks import SeriesTask, StreamTask


def run_of(**config: Any) -> Experiment:
    given = {"task": {"name": "sine"}, "hidden_size": 3, "updates": 400, **config}
    return Experiment(Stretch(parse_config(given)))


def series_of(run: Experiment) -> Array:
    assert isinstance(run.task, SeriesTask)
    return run.task.series[:, 0]


def seen(run: Experiment, updates: int) -> list[tuple[int, list[float], list[float]]]:
    """Of each update: where its window begins, its inputs and targets in the first sequence."""
    return [
        (
            run.windows.start(update.window),
            update.trace["inputs"][:, 0, 0].tolist(),
            update.trace["targets"][:, 0, 0].tolist(),
        )
        for update in islice(run.updates(run.start()), updates)
    ]


@pytest.mark.parametrize("carry", [False, True])
@pytest.mark.parametrize(("name", "step"), [("sliding_window", 1), ("chunks", 4)])
def test_windows_follow_one_another(name: str, step: int, carry: bool) -> None:
    run = run_of(schedule={"name": name, "k": 4, "carry_state": carry})
    series = series_of(run)
    for number, (start, inputs, targets) in enumerate(seen(run, 5)):
        assert start == number * step
        np.testing.assert_array_equal(inputs, series[start : start + 4])
        np.testing.assert_array_equal(targets, series[start + 1 : start + 5])


@pytest.mark.parametrize("kind", ["many_to_one", "many_to_many"])
@pytest.mark.parametrize(("k1", "k2", "n"), [(2, 5, 10), (4, 4, 10), (1, 4, 10), (3, 7, 12)])
def test_windows_of_k2_steps_come_every_k1_steps(k1: int, k2: int, n: int, kind: str) -> None:
    """Carried, the last one may be shorter; windows that are sequences of their own are not."""
    ends = {
        (2, 5, 10): [5, 7, 9, 10],
        (4, 4, 10): [4, 8, 10],
        (1, 4, 10): [4, 5, 6, 7, 8, 9, 10],
        (3, 7, 12): [7, 10, 12],
    }[k1, k2, n]
    for carry in (True, False):
        schedule = {"k1": k1, "k2": k2, "carry_state": carry}
        config = parse_config(
            {"task": {"name": "sine"}, "sequence_type": kind, "schedule": schedule}
        )
        values = np.arange(float(n + 1))[:, None]
        made = Windows(values[:-1], values[1:], config)
        plan = Plan(made.batches, made.schedule)
        whole = [(i * k1, end) for i, end in enumerate(ends) if carry or end == i * k1 + k2]
        assert plan.windows == len(whole)
        for update, (start, end) in enumerate(whole, 1):
            window = plan.window(update)
            assert made.start(window) == start
            assert made.position(start) == update - 1
            np.testing.assert_array_equal(window.batch.inputs[:, 0, 0], values[start:end, 0])
            np.testing.assert_array_equal(
                window.batch.targets[:, 0, 0], values[start + 1 : end + 1, 0]
            )
            answers = [kind == "many_to_many"] * (end - start - 1) + [True]
            assert window.batch.has_output.tolist() == answers


def test_a_batch_is_that_many_windows() -> None:
    run = run_of(schedule={"k": 4}, batch_size=3)
    first, second = islice(run.updates(run.start()), 2)
    assert run.windows.start(second.window) == 3
    assert run.windows.all_starts(second.window) == [3, 4, 5]
    assert first.trace["inputs"].shape == (4, 3, 1)
    np.testing.assert_array_equal(second.trace["inputs"][:, 2, 0], series_of(run)[5:9])


@pytest.mark.parametrize(
    ("kind", "inputs", "outputs"),
    [
        ("one_to_many", [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]),
        ("many_to_one", [1, 1, 1, 1, 1], [0, 0, 0, 0, 1]),
        ("many_to_many", [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]),
        ("encoder_decoder", [1, 1, 0, 0, 0], [0, 0, 1, 1, 1]),
    ],
)
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_every_type_trains_and_predicts(
    kind: str, inputs: list[int], outputs: list[int], cell: str
) -> None:
    run = run_of(sequence_type=kind, cell=cell, schedule={"k": 5})
    updates = list(islice(run.updates(run.start()), 400))
    trace = updates[0].trace
    assert trace.has_input.tolist() == inputs
    assert trace.has_output.tolist() == outputs
    assert not trace["inputs"][~trace.has_input].any()
    predictions = run.judge.evaluate(updates[-1].state.params).predictions
    assert predictions is not None
    assert np.isnan(predictions[:5]).all()
    assert np.isfinite(predictions[5:]).all()


def test_a_fed_back_output_is_an_input() -> None:
    run = run_of(sequence_type="one_to_many", feedback="free", schedule={"k": 4})
    trace = next(run.updates(run.start())).trace
    np.testing.assert_allclose(trace["inputs"][1:], trace["outputs"][:-1], rtol=1e-13)
    taught = run_of(sequence_type="one_to_many", feedback="teacher", schedule={"k": 4})
    trace = next(taught.updates(taught.start())).trace
    np.testing.assert_array_equal(trace["inputs"][1:], trace["targets"][:-1])


def test_two_directions() -> None:
    run = run_of(bidirectional=True, cell="lstm", schedule={"k": 4})
    update = next(run.updates(run.start()))
    assert {"W_h_reverse", "b_h_reverse"} <= set(update.trace.grad_params)
    assert update.trace["hidden_reverse"].shape == (4, 1, 3)
    assert np.isfinite(run.judge.evaluate(update.state.params).held_out_metric)


@pytest.mark.parametrize(("cell", "field"), [("lstm", "forget_bias"), ("gru", "update_bias")])
def test_the_gates_biases_begin_as_the_config_says(cell: str, field: str) -> None:
    """b_f is the LSTM's second block, b_z the GRU's second."""
    low, high = (
        run_of(cell=cell, initializer={field: bias}).start().params["b_h"] for bias in (0.0, 2.5)
    )
    difference = high - low
    np.testing.assert_allclose(difference[3:6], 2.5, rtol=1e-12)
    assert np.count_nonzero(difference) == 3


def test_overlapping_windows_are_views_of_the_stream() -> None:
    """Copies of all of them would be k times as large; what an update sees lies side by side."""
    run = run_of(
        task={"name": "characters"},
        schedule={"name": "sliding_window", "k": 25, "carry_state": False},
        batch_size=16,
    )
    assert isinstance(run.task, StreamTask)
    for batch in run.windows.batches:
        assert np.shares_memory(batch.inputs, run.task.inputs)
        assert np.shares_memory(batch.targets, run.task.targets)
    seen = run.plan.window(2).batch
    assert seen.inputs.shape == (25, 16, 35)
    assert seen.inputs.flags.c_contiguous
    assert seen.targets.flags.c_contiguous
    for b in range(16):
        np.testing.assert_array_equal(seen.inputs[:, b], run.task.inputs[16 + b : 41 + b])
        np.testing.assert_array_equal(seen.targets[:, b], run.task.targets[16 + b : 41 + b])
