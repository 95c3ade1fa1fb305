"""What the README shows works, and it leaves nothing out."""

import argparse
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import numpy as np
import pytest
from unrolled.commands.parser import COMMANDS, parse, parser
from unrolled.commands.settings import places
from unrolled.figures import PICTURES, TRACKS
from unrolled.main import create_app
from unrolled.runs.config.settings import RunConfig
from unrolled.runs.traces.include import MADE
from unrolled.runs.traces.request import TraceRequest, compute_trace
from unrolled.tasks import TASKS
from unrolled.web.openapi import operations

from .compare import same
from .recipes import dry_run, missing, targets
from .server import PATIENCE, serve

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.S)
TRACES = [block for block in SHELL if block.startswith("curl") and "/api/trace" in block]
CASE = {
    "model": {"input_size": 1, "hidden_size": 2, "output_size": 1},
    "inputs": [[[0.5]], [[1.0]]],
    "targets": [[[0.0]], [[1.0]]],
}


def named() -> Iterator[str]:
    """The command lines in every page's sh blocks and code."""
    for folder in ("", "app/**/", "static/**/", "tests/**/"):
        for path in ROOT.glob(f"{folder}*.md"):
            text = path.read_text("utf-8")
            blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
            lines = [line for block in blocks for line in block.splitlines()]
            for code in lines + re.findall(r"`([^`\n]+)`", text):
                if re.match(r"make |(\.venv/bin/)?unrolled |python3? -m ", code):
                    yield code


NAMED = sorted(set(named()))


def documented(pattern: str) -> set[str]:
    return set(re.findall(f"`({pattern})`", README))


def test_every_curl_of_a_trace_is_answered() -> None:
    assert TRACES
    with serve("--port", "0") as (_, url):
        for block in TRACES:
            body, answer = curl(block.replace("http://127.0.0.1:8000", url))
            same(answer, json.loads(compute_trace(TraceRequest.model_validate(body))))


def test_the_curl_of_several_inputs_makes_data_of_several_inputs() -> None:
    (block,) = (block for block in SHELL if "temp_min" in block)
    with serve("--port", "0") as (_, url):
        told = subprocess.run(
            ["bash", "-c", block.replace("localhost:8000", url.removeprefix("http://"))],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        request = Request(f"{url}/api/runs", json.dumps(json.loads(told.stdout)["config"]).encode())
        request.add_header("Content-Type", "application/json")
        with urlopen(request, timeout=PATIENCE) as answer:
            task = json.load(answer)["task"]
    assert task["input_columns"] == ["precipitation", "temp_max", "temp_min", "wind"]
    assert task["output_columns"] == ["temp_max", "temp_min"]
    assert [column["name"] for column in task["series"]["inputs"]] == task["input_columns"]


def test_the_python_example_has_the_numbers_of_the_curl() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.S)
    (body,) = (re.findall(r"-d '(.*)'", one, re.S)[0] for one in TRACES)
    names: dict[str, Any] = {}
    exec(block, names)
    trace, figure = names["trace"], names["figure"]
    answer = json.loads(compute_trace(TraceRequest.model_validate_json(body)))
    for name in ("loss", "hidden", "grad_hidden", "flow"):
        np.testing.assert_allclose(trace[name], answer[name], rtol=1e-12)
    terms, gradient = trace.itemised["W_h"], trace.grad_params["W_h"]
    np.testing.assert_allclose(terms.sum(0), gradient, rtol=1e-12)
    np.testing.assert_allclose(gradient, answer["grad_params"]["W_h"], rtol=1e-12)
    assert np.abs(gradient).max() > 1e-3
    np.testing.assert_array_equal(figure.data[0].z, trace.grad_hidden[:, 0])


def curl(command: str) -> tuple[Any, Any]:
    """What curl would send and print; not every machine has it."""
    options = argparse.ArgumentParser()
    options.add_argument("url")
    options.add_argument("-s", action="store_true")
    options.add_argument("-H", default="")
    options.add_argument("-d")
    asked = options.parse_args(shlex.split(command)[1:])
    name, _, value = asked.H.partition(": ")
    with urlopen(Request(asked.url, asked.d.encode(), {name: value}), timeout=PATIENCE) as answer:
        return json.loads(asked.d), json.load(answer)


def test_every_command_does_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASE))
    (block,) = (block for block in SHELL if block.startswith("unrolled"))
    program = f'unrolled() {{ "{sys.executable}" -m unrolled "$@"; }}\nset -e\n{block}'
    keeps = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", program],
        cwd=tmp_path,
        env={**os.environ, **keeps},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "rnn, 300 updates" in done.stdout
    assert "lstm, 300 updates" in done.stdout
    assert all(task in done.stdout for task in TASKS)
    assert json.loads((tmp_path / "echo.json").read_text())["task"]["name"] == "echo"
    assert "import numpy" in (tmp_path / "update.py").read_text()
    assert "<input" in (tmp_path / "film.html").read_text()
    grad_hidden = np.load(tmp_path / "gradients.npz")["grad_hidden"]
    table = np.array([row.split(",") for row in done.stdout.splitlines()[-4:]], float)
    np.testing.assert_array_equal(table[:, -1], grad_hidden.ravel())


@pytest.mark.parametrize("command", NAMED)
def test_every_command_line_can_be_read(command: str) -> None:
    program, *arguments = itertools.takewhile(lambda word: word != ">", shlex.split(command))
    match program.rpartition("/")[2]:
        case "unrolled":
            assert parse(arguments).command == arguments[0]
        case "make":
            recipe = dry_run(*arguments)
            assert missing(recipe) == []
            for told in re.findall("-m unrolled (.*)", recipe):
                assert parse(shlex.split(told)).command in COMMANDS
        case _:
            assert missing(command) == []


def test_every_target_is_named_and_so_are_the_pages_commands() -> None:
    assert {f"make {target}" for target in targets()} - {"make help"} <= set(NAMED)
    in_pages = {".venv/bin/unrolled serve --host ::", "python -m tests.web.examples"}
    assert {*in_pages, 'make run ARGS="--port 9000"'} <= set(NAMED)


def test_every_option_of_the_server_works(tmp_path: Path) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    options = "--host 127.0.0.1 --port 0 --workers 1 --log-level error --open"
    with serve(
        *options.split(), "--allowed-host", "class.example", env={"BROWSER": str(browser)}
    ) as (_, url):
        request = Request(f"{url}/api/limits", headers={"Host": "class.example"})
        with urlopen(request, timeout=PATIENCE) as answer:
            assert answer.status == 200
        for _ in range(20 * PATIENCE):
            if opened.exists() and opened.read_text():
                break
            time.sleep(0.05)
    assert opened.read_text().strip() == f"{url}/"


def test_routes_are_told_of_and_exist() -> None:
    schema = create_app().openapi()
    known = {
        f"{method.upper()} {path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }
    assert documented(r"(?:GET|POST|PATCH|DELETE) /api/[^`]*") == known
    assert all(operation["description"] for _, operation in operations(schema))


def test_options_are_told_of_and_exist() -> None:
    known = {option for one in parsers() for option in one if option.startswith("--")}
    assert documented(r"--[a-z-]+") == known
    assert all(f"unrolled {command}" in README for command in COMMANDS)


def parsers() -> Iterator[list[str]]:
    """The options of each command."""
    made = parser()
    (commands,) = (one.choices for one in made._actions if isinstance(one.choices, dict))
    for one in (made, *commands.values()):
        for action in one._actions:
            yield list(action.option_strings)


def test_settings_tasks_tracks_and_inclusions_are_told_of() -> None:
    names = documented(r"\w+")
    settings = {part for path in places().values() for part in path.split(".")}
    for known in (RunConfig.model_fields, settings, TRACKS, PICTURES, MADE):
        assert set(known) <= names
    assert all(re.search(rf"\b{task}\b", README) for task in TASKS)
