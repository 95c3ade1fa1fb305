"""The command line gives the numbers of the API, and says in a sentence what is wrong."""

import json
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from unrolled.__main__ import main
from unrolled.commands.parser import COMMANDS, parse
from unrolled.runs.config.settings import parse_config
from unrolled.runs.store.database import Database
from unrolled.runs.traces.request import TraceRequest, compute_trace
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import TASKS

from ..compare import same

FEW = ("--set", "updates=120", "--set", "k=6")


def test_a_training_is_kept_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "runs.sqlite3")
    assert main(["train", "sunspots", *FEW, "--set", "optimizer=adam", "--data", data]) == 0
    config = parse_config(
        {
            "task": {"name": "sunspots"},
            "schedule": {"k": 6},
            "optimizer": {"name": "adam"},
            "updates": 120,
        }
    )
    run = Experiment(Stretch(config))
    *_, last = zip(run.updates(run.start()), range(120), strict=False)
    train, held_out, *_ = run.judge.evaluate(last[0].state.params)
    shown = capsys.readouterr()
    assert f"{train:.4g}" in shown.out
    assert f"{held_out:.4g}" in shown.out
    assert "120/120" in shown.err
    assert main(["train", "sunspots", *FEW, "--data", data, "--name", "slow one"]) == 0
    with closing(Database(data)) as kept:
        first, second = kept.runs()
    assert f"/?run={first.id}" in shown.out
    assert (first.name, second.name) == (None, "slow one")


def test_a_task_s_config_can_be_written_changed_and_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tasks", "echo"]) == 0
    config = json.loads(capsys.readouterr().out)
    assert config == parse_config({"task": {"name": "echo"}}).model_dump(mode="json")
    file = tmp_path / "config.json"
    file.write_text(json.dumps({**config, "updates": 100}))
    assert main(["train", str(file), "--data", ":memory:"]) == 0
    assert "rnn, 100 updates" in capsys.readouterr().out


def test_tasks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in TASKS)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "nothing"], "nothing is neither a file nor a task"),
        (["train", "echo", "--set", "k=0"], "schedule.k must be a whole number from 1"),
        (["train", "echo", "--set", "speed=2"], "the names are sequence_type, feedback, cell"),
        (["train", "echo", "--set", "k"], "--set takes NAME=VALUE, not 'k'"),
        (["tasks", "nothing"], "There is no task nothing"),
        (["trace", "pyproject.toml"], "pyproject.toml is no JSON"),
        (["export", "echo", "--update", "5000", "--data", ":memory:"], "update must be from 1"),
        (["export", "0123456789abcdef", "--data", ":memory:"], "There is no run 0123456789abcdef"),
        (["export", "echo", "--update", "0", "--data", ":memory:"], "update must be from 1"),
        (
            ["export", "echo", "--every", "0", "--format", "html"],
            "every must be a whole number from 1 to 1000",
        ),
        (["trace", "static/screenshot.png"], "static/screenshot.png is no JSON"),
        (["train", "echo", "--name", "two\nlines"], "name "),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert sentence in shown.err
    assert shown.err.startswith("unrolled: ")
    assert shown.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"for example: unrolled {command}" in capsys.readouterr().out


CASE = {
    "model": {"input_size": 1, "hidden_size": 2, "output_size": 1},
    "inputs": [[[0.5]], [[1.0]]],
    "targets": [[[0.0]], [[1.0]]],
}


def test_a_trace_is_what_the_api_answers(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, arrays = tmp_path / "case.json", tmp_path / "out.npz"
    file.write_text(json.dumps(CASE))
    assert main(["trace", str(file), "--include", "itemised"]) == 0
    answer = json.loads(capfdbinary.readouterr().out)
    expected = compute_trace(TraceRequest.model_validate({**CASE, "include": ["itemised"]}))
    same(answer, json.loads(expected))
    assert main(["trace", str(file), "-o", str(arrays)]) == 0
    grad_hidden = answer["grad_hidden"]
    np.testing.assert_array_equal(np.load(arrays)["grad_hidden"], grad_hidden)
    assert main(["trace", str(file), "--format", "csv", "--array", "grad_hidden"]) == 0
    rows = capfdbinary.readouterr().out.decode().splitlines()
    assert float(rows[1].split(",")[-1]) == grad_hidden[0][0][0]


def test_an_update_is_exported_as_a_program_and_as_a_page(tmp_path: Path) -> None:
    data = str(tmp_path / "runs.sqlite3")
    program, page = tmp_path / "out.py", tmp_path / "out.html"
    what = ["export", "sunspots", *FEW, "--data", data]
    assert main([*what, "--format", "numpy", "--update", "7", "-o", str(program)]) == 0
    printed = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
    config = parse_config({"task": {"name": "sunspots"}, "schedule": {"k": 6}, "updates": 120})
    run = Experiment(Stretch(config))
    seventh = next(islice(run.updates(run.start()), 6, None))
    loss = printed.stdout.splitlines()[0].removeprefix("loss ")
    assert float(loss) == pytest.approx(seventh.loss, rel=1e-9)
    assert main([*what, "--update", "7", "--to", "9", "-o", str(page)]) == 0
    with closing(Database(data)) as kept:
        (row,) = kept.runs()
    assert row.id in page.read_text("utf-8")
    assert main(["export", row.id, "--data", data, "-o", str(program)]) == 0
    assert "import torch" in program.read_text("utf-8")


def test_without_a_command_it_serves_and_a_browser_can_be_left_out() -> None:
    for option in ("--no-open", "--no-browser"):
        options = parse([option])
        assert (options.command, options.browser) == ("serve", False)
    assert parse([]).browser is None
