"""A series with several columns: each has a row with its name, which is data whatever it says."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from unrolled.figures import TRACKS, figures
from unrolled.figures.base import Score
from unrolled.figures.bind import bind
from unrolled.figures.jobs import drawn, standalone_of
from unrolled.figures.standalone import standalone
from unrolled.figures.words import as_words
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.fields import frame
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.strings import strings
from unrolled.tasks import SeriesTask

from ..own_columns import BOTH, PREDICTED, READ, own_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return own_run(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def score(run: Experiment) -> Score:
    return Score.of(run, run.shape_of(1))


@pytest.fixture(scope="module")
def found(run: Experiment) -> dict[str, Any]:
    return frame(run, next(run.updates(run.start())))


def test_targets_come_first_then_what_is_only_read(score: Score, found: dict[str, Any]) -> None:
    template = TRACKS["series"].figure(score)
    meta = template["meta"]
    assert meta["labels"] == [PREDICTED, BOTH, READ]
    assert len(meta["places"]) == 3
    assert meta["places"] == sorted(meta["places"])
    rows: dict[str, list[str]] = {}
    for line in template["data"]:
        rows.setdefault(line["yaxis"], []).append(line["name"])
    # Of the column that is read and predicted its own past stands beside what comes next.
    assert rows == {"y": ["p", "y"], "y2": ["x[2]", "p[2]", "y[2]"], "y3": ["x"]}
    bound = {line["name"]: line for line in bind({"data": template["data"]}, found)["data"]}
    np.testing.assert_array_equal(bound["x[2]"]["y"], found["inputs"][:, 0, 1])
    np.testing.assert_array_equal(bound["p[2]"]["y"], found["targets"][-1:, 0, 1])
    np.testing.assert_array_equal(bound["y[2]"]["y"], found["outputs"][-1:, 0, 1])
    np.testing.assert_array_equal(bound["y"]["error_y"]["arrayminus"], found["errors"][-1:, 0, 0])


def test_rows_do_not_overlap(score: Score) -> None:
    layout = TRACKS["series"].figure(score)["layout"]
    domains = [layout[f"yaxis{one}"]["domain"] for one in ("", "2", "3")]
    for (low, _), (_, high) in pairwise(domains):
        assert 0 <= high < low
    assert domains[0][1] == 1
    assert domains[-1][0] == pytest.approx(0)


def test_what_is_told_of_a_step_is_by_columns(score: Score) -> None:
    meta = TRACKS["series"].figure(score)["meta"]
    told = [(fact["name"], fact["at"], fact["of"], fact["form"]) for fact in meta["tooltip"]]
    assert told == [
        ("x_{t}[{i}]", "inputs[t,b]", "inputs", "now"),
        ("y_{t}[{i}]", "outputs[t,b]", "targets", "next"),
        ("p_{t}[{i}]", "targets[t,b]", "targets", "next"),
        ("e_{t}[{i}]", "errors[t,b]", "targets", "difference"),
    ]
    assert TRACKS["graph"].figure(score)["meta"]["vectors"] == {"x": 2, "y": 2, "p": 2}


def test_a_row_asks_for_the_number_of_its_column(score: Score) -> None:
    asks = [ask for ask in TRACKS["series"].figure(score)["meta"]["asks"] if "row" in ask]
    assert [(ask["what"], ask["unit"], ask["row"]) for ask in asks] == [
        ("outputs", 1, 0),
        ("outputs", 2, 1),
        ("inputs", 1, 2),
        ("inputs", 2, 1),
    ]


def test_the_picture_has_a_row_with_the_name_of_each_target(
    run: Experiment, found: dict[str, Any]
) -> None:
    task = run.task
    assert isinstance(task, SeriesTask)
    picture = bind(figures(run, run.shape_of(1))["forecast"], found)
    words = [as_words(name) for name in (PREDICTED, BOTH)]
    assert [note["text"] for note in picture["layout"]["annotations"]] == words
    lines = {(line["name"], line.get("yaxis", "y")): line for line in picture["data"]}
    for row, axis in enumerate(("y", "y2")):
        predictions = np.array(found["picture"]["predictions"])[48:, row]
        np.testing.assert_array_equal(lines["network", axis]["y"], predictions)
        assert lines["truth", axis]["y"] == task.values[48:, row].tolist()
        assert lines["baseline", axis]["y"] == task.values[47:-1, row].tolist()


def test_names_are_data_in_what_is_drawn_without_the_page(
    run: Experiment, score: Score, found: dict[str, Any]
) -> None:
    alone = standalone(TRACKS["series"].figure(score), score, "inputs")
    words = [as_words(name) for name in (PREDICTED, BOTH, READ)]
    assert [note["text"] for note in bind(alone, found)["layout"]["annotations"]] == words
    image = json.loads(drawn(run, next(run.updates(run.start())), alone))
    assert [note["text"] for note in image["layout"]["annotations"]] == words


@pytest.mark.parametrize(("language", "name"), [("en", "Warmest"), ("zh-Hans", "最高气温")])
def test_columns_of_a_built_in_task_have_names_in_every_language(language: str, name: str) -> None:
    run = Experiment(Stretch(parse_config({"task": {"name": "weather"}})))
    found = standalone_of(run, 1, language)["series"]["layout"]["annotations"]
    assert found[0]["text"] == name
    assert isinstance(run.task, SeriesTask)
    own = {f"column.weather.{column.name}" for column in run.task.columns}
    assert own <= set(strings(language))
