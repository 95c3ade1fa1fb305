"""The exported programs, run as they are: they print the numbers of the page."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from unrolled import export
from unrolled.engine.train import Update
from unrolled.export import FRAMEWORKS, case_of
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ..own_columns import own_run
from .interpreter import Run, interpreter

NEEDS = {"pytorch": ["torch"], "keras": ["torch", "keras"]}
TOLERANCES = {"keras": (1e-6, 1e-6)}  # it multiplies in float32
SERIES = {"task": {"name": "sine"}, "hidden_size": 3}
TYPES = ["many_to_one", "many_to_many", "one_to_many", "encoder_decoder"]
CASES: list[dict[str, Any]] = [
    *(
        SERIES
        | {"cell": cell, "bidirectional": two, "sequence_type": kind, "schedule": {"k": 4}}
        | {"batch_size": 2, "detached": [3], "optimizer": {"name": "adam", "clip_norm": 1}}
        for cell in ("rnn", "gru", "lstm")
        for two in (False, True)
        for kind in TYPES
    ),
    *(
        SERIES
        | {"cell": cell, "bidirectional": two, "sequence_type": "one_to_one", "schedule": {"k": 1}}
        for cell in ("rnn", "gru", "lstm")
        for two in (False, True)
    ),
    SERIES | {"activation": "sigmoid", "output_activation": "tanh"},
    SERIES | {"activation": "relu", "output_activation": "sigmoid", "optimizer": {"clip_norm": 1}},
    SERIES | {"cell": "lstm", "schedule": {"name": "chunks", "carry_state": True}},
    SERIES | {"schedule": {"k1": 2, "k2": 5, "carry_state": True}, "sequence_type": "many_to_many"},
    SERIES | {"sequence_type": "one_to_many", "feedback": "free", "output_activation": "tanh"},
    SERIES | {"sequence_type": "encoder_decoder", "feedback": "teacher"},
    {"task": {"name": "sentiment"}, "cell": "gru", "hidden_size": 3},
    {"task": {"name": "translation"}, "cell": "lstm", "hidden_size": 3},
    {"task": {"name": "melody"}, "feedback": "free", "hidden_size": 3},
    {"task": {"name": "fill_the_gap"}, "hidden_size": 3},
    {"task": {"name": "weather"}, "cell": "lstm", "hidden_size": 3, "batch_size": 2},
]


def third_update(case: dict[str, Any]) -> tuple[Experiment, Update]:
    run = Experiment(Stretch(parse_config(case)))
    return run, next(islice(run.updates(run.start()), 2, None))


@pytest.fixture(scope="module", params=FRAMEWORKS)
def framework(request: pytest.FixtureRequest) -> str:
    """One whose programs can be run: it is installed, or has to be."""
    name: str = request.param
    missing = [module for module in NEEDS.get(name, ()) if find_spec(module) is None]
    if missing and not request.config.getoption("frameworks"):
        pytest.skip(f"not installed: {', '.join(missing)} (make .venv/.export)")
    return name


@pytest.fixture(scope="module")
def run_program(framework: str) -> Iterator[Run]:
    with interpreter() as run:
        yield run


def printed(program: str, run: Run, folder: Path) -> dict[str, Any]:
    """What a program prints: a name and a value in each line."""
    path = folder / "program.py"
    path.write_text(program, "utf-8")
    lines, complaints = run(path)
    assert complaints == ""
    pairs = (line.split(" ", 1) for line in lines.splitlines())
    return {name: np.array(json.loads(value)) for name, value in pairs}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_program_prints_the_numbers_of_the_update(
    framework: str, run_program: Run, case: dict[str, Any], tmp_path: Path
) -> None:
    run, update = third_update(case)
    check(run, update, framework, run_program, tmp_path)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_program_reads_and_answers_several_numbers(
    framework: str, run_program: Run, cell: str, tmp_path: Path
) -> None:
    run = own_run(tmp_path, cell=cell, sequence_type="many_to_many")
    update = next(islice(run.updates(run.start()), 2, None))
    assert update.trace["inputs"].shape == update.trace["outputs"].shape == (4, 2, 2)
    check(run, update, framework, run_program, tmp_path)


def check(run: Experiment, update: Update, framework: str, run_program: Run, folder: Path) -> None:
    """Run the update's program, and compare what it prints."""
    program = export.program(case_of(run, update), framework)
    found, trace = printed(program, run_program, folder), update.trace
    expected = {"loss": np.array(update.loss), **trace.grad_params}
    for name in {"grad_hidden", "grad_hidden_reverse"} & set(trace.arrays):
        expected |= {f"{name}_{t}": value for t, value in enumerate(trace[name], start=1)}
    assert set(found) == set(expected)
    rtol, atol = TOLERANCES.get(framework, (1e-9, 1e-12))
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol, atol, err_msg=name)


def test_the_numbers_of_an_exploding_update_can_be_written() -> None:
    """What is fed back is not finite before the parameters are."""
    exploding = {"activation": "relu", "optimizer": {"learning_rate": 50}, "hidden_size": 64}
    fed = {"sequence_type": "encoder_decoder", "feedback": "free", "schedule": {"k": 60}}
    run, update = third_update(SERIES | exploding | fed)
    assert all(np.isfinite(value).all() for value in update.trace.params.values())
    found: dict[str, Any] = {}
    exec(case_of(run, update).data, found)
    np.testing.assert_array_equal(found["x"], update.trace["inputs"])
    assert not np.isfinite(found["x"]).all()


@pytest.mark.parametrize("name", FRAMEWORKS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_program_can_be_read(name: str, case: dict[str, Any]) -> None:
    """At most 100 lines, and it says what k is."""
    run, update = third_update(case)
    case_ = case_of(run, update)
    program = export.program(case_._replace(data=f"\n{case_.data}"), name)  # as where it explodes
    compile(program, "program.py", "exec")
    assert len(program.splitlines()) <= 100
    assert f"k = {len(update.trace['hidden'])}" in program
    assert "seq_len" in program
    assert "unroll=True" in program
