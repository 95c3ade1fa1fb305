"""The fields of a frame are the engine's arrays and analyses, of every cell and direction."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson
import pytest
from unrolled.engine.analysis import (
    flow,
    input_flow,
    itemised,
    saturation,
    singular_values,
    truncations,
)
from unrolled.engine.train import Update
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.analyses import ANALYSES
from unrolled.runs.frame.encode import encode
from unrolled.runs.frame.fields import DEFAULT, DUPLICATES, chosen, default_fields, fields_of, frame
from unrolled.runs.frame.microsteps import micro_frames
from unrolled.runs.frame.moments import moments
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

CELLS = [(cell, two) for cell in ("rnn", "gru", "lstm") for two in (False, True)]
OWN = {
    "rnn": {"preactivation", "hidden"},
    "gru": {"preactivation", "hidden", "r", "z", "n", "recurrent_n"},
    "lstm": {"preactivation", "hidden", "i", "f", "g", "o", "cell_output", "cell_state"},
}


def first_update(cell: str, two: bool, **more: Any) -> tuple[Experiment, Update]:
    config = {
        "task": {"name": "sunspots"},
        "cell": cell,
        "bidirectional": two,
        "hidden_size": 3,
        "sequence_type": "many_to_many",
        "schedule": {"k": 5},
        "batch_size": 2,
    }
    run = Experiment(Stretch(parse_config(config | more)))
    return run, next(run.updates(run.start()))


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_a_frame_has_the_traces_arrays_under_their_names(cell: str, two: bool) -> None:
    run, update = first_update(cell, two)
    made, trace = frame(run, update), update.trace
    suffixes = ("", "_reverse") if two else ("",)
    expected = {name + suffix for name in OWN[cell] for suffix in suffixes}
    assert expected <= set(made)
    left_out = {name + suffix for name in DUPLICATES for suffix in suffixes}
    assert set(made) & set(trace.arrays) == set(trace.arrays) - left_out
    for name in set(made) & set(trace.arrays):
        np.testing.assert_array_equal(made[name], trace[name], err_msg=name)
    assert list(made) == list(default_fields(run.model))


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_costly_fields_are_the_engines_analyses_and_come_only_when_asked_for(
    cell: str, two: bool
) -> None:
    run, update = first_update(cell, two)
    trace = update.trace
    assert not set(ANALYSES) & set(frame(run, update))
    made = frame(run, update, ANALYSES)
    assert list(made) == list(ANALYSES)
    np.testing.assert_array_equal(made["flow"], flow(trace))
    np.testing.assert_array_equal(made["input_flow"], input_flow(trace))
    np.testing.assert_allclose(made["input_flow_shares"].sum(1), 1, rtol=1e-12)
    with_lag_2 = np.diagonal(made["input_flow_shares"], -2)
    assert made["input_flow_by_lag"][2] == pytest.approx(with_lag_2.mean(), rel=1e-12)
    np.testing.assert_array_equal(made["singular_values"], singular_values(trace))
    for schedule, found in truncations(trace).items():
        for name, values in found._asdict().items():
            np.testing.assert_array_equal(made["truncations"][schedule][name], values)
    for name, share in saturation(trace).items():
        np.testing.assert_array_equal(made["saturation"][name], share)
    terms = itemised(trace)
    assert set(made["itemised"]) == set(terms) == set(made["running_sums"])
    for name, values in terms.items():
        np.testing.assert_array_equal(made["itemised"][name], values)


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_running_sums_end_at_the_gradient_and_grow_with_each_step_back(
    cell: str, two: bool
) -> None:
    run, update = first_update(cell, two)
    made = frame(run, update, ("itemised", "running_sums", "grad_params", "summary"))
    for name, sums in made["running_sums"].items():
        gradient, terms = made["grad_params"][name], made["itemised"][name]
        reverse = name.endswith("_reverse")
        end, start = (-1, 0) if reverse else (0, -1)
        np.testing.assert_allclose(sums["running"][end], gradient, rtol=1e-9, atol=1e-13)
        np.testing.assert_array_equal(sums["running"][start], terms[start])
        if not reverse:
            np.testing.assert_allclose(sums["running"][2], terms[2:].sum(0), atol=1e-13)
        summary = made["summary"]
        for number in ("norm", "largest"):
            expected = summary[f"grad_params_{number}"][name]
            assert sums[number][end] == pytest.approx(expected, rel=1e-9)
        assert sums["range"][1] >= np.abs(terms).max()


def test_names_are_checked_against_the_run_and_default_stands_for_many() -> None:
    rnn, lstm = (first_update(cell, False)[0].model for cell in ("rnn", "lstm"))
    assert "cell_state" in fields_of(lstm)
    assert "cell_state" not in fields_of(rnn)
    names = chosen(rnn, (DEFAULT, "flow", "loss"))
    assert names == (*default_fields(rnn), "flow")


def test_what_is_not_finite_survives_the_wire() -> None:
    more = {"activation": "relu", "optimizer": {"learning_rate": 500}, "batch_size": 1}
    run, _ = first_update("rnn", False, **more)
    state = run.start()
    for update in run.updates(state):
        if np.isnan(update.trace["hidden"]).any():
            break
    told = orjson.loads(encode(frame(run, update, ANALYSES)))
    assert "NaN" in told["flow"][-1]
    assert "NaN" in told["saturation"]["hidden"][-1]
    assert told["truncations"]["chunks"]["cosine"][-1] == "NaN"
    assert "NaN" in told["singular_values"][-1][0]


def test_micro_steps_of_two_directions_come_from_both_ends() -> None:
    run, update = first_update("lstm", True)
    made = frame(run, update)
    order: dict[str, list[int]] = {}
    for part in micro_frames(run, update):
        line, t = part["line"], part["t"]
        order.setdefault(line, []).append(t)
        for name in {
            "forward": ("cell_state", "i"),
            "forward_reverse": ("cell_state_reverse", "i_reverse", "outputs"),
            "backward": ("delta", "grad_cell_state"),
            "backward_reverse": ("delta_reverse", "grad_cell_state_reverse"),
        }.get(line, ()):
            np.testing.assert_array_equal(part[name], made[name][t - 1])
        assert ("outputs" in part) == (line == "forward_reverse")
    there, back = [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]
    assert order["forward"] == order["backward_reverse"] == there
    assert order["forward_reverse"] == order["backward"] == back


def arrays_in(values: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from arrays_in(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_of_every_array_over_time_it_is_told_when_it_is_known(cell: str, two: bool) -> None:
    run, update = first_update(cell, two)
    made, known = frame(run, update, fields_of(run.model)), moments(run.model)
    there = dict(arrays_in(made))
    of_some_runs = ("_uncut", "_uncut_reverse", "activation_slope", "summary.grad_hidden_norm")
    for name in known:
        assert name.endswith(of_some_runs) or any(f"{one}.".startswith(f"{name}.") for one in there)
    over_time = {name for name, value in there.items() if np.shape(value)[:1] == (5,)}
    told = {name for name in over_time if name in known or name.partition(".")[0] in known}
    assert over_time - told == {"inputs", "targets", "has_input", "has_output", "detached"}
    assert known["hidden"] == "forward"
    assert known["summary.grad_hidden_nan"] == "backward"
    assert known["truncations.range"] == "always"
