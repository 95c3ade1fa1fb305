"""What the defaults make of series that a reader may bring along: hardly one ends above saying that
nothing changes, and what there is to learn is learned.

Training is chaotic and a series may be odd: of three series of a kind the median is looked at.
"""

from pathlib import Path

import numpy as np
import pytest
from unrolled.runs.config.settings import parse_config
from unrolled.tasks.own.datasets import put, use_folder
from unrolled.tasks.own.uploads import Upload, read_upload

from ..benchmarks.own_series import learn, synthetic

# What the held-out error may be, in units of that of "same as last value".
MOST = {
    "white noise": 0.85,
    "AR(1) 0.7": 1.0,
    "random walk": 1.03,
    "trend and noise": 0.9,
    "trend × season": 0.9,
    "sine and noise": 0.9,
    "steps": 1.05,
    "short walk": 1.1,
    "short sine": 0.6,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNROLLED_DATASETS", "")
    use_folder(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", MOST)
def test_the_defaults_are_not_worse_than_the_last_value(name: str) -> None:
    ratios = [learn(synthetic(name, seed)).ratio for seed in range(3)]
    assert np.median(ratios) <= MOST[name], ratios


@pytest.mark.parametrize("name", [*MOST, "long season", "counts"])
def test_the_defaults_are_legal_and_a_part_of_them_can_be_changed(name: str) -> None:
    dataset = put(read_upload(Upload("series", synthetic(name))).data)
    task = {"name": "own_series", "dataset": dataset}
    usual = parse_config({"task": task})
    assert usual.updates <= 3000
    for schedule in ({"k": 3}, {"name": "sliding_window"}, {"name": "chunks"}, {"name": "tbptt"}):
        changed = parse_config({"task": task, "schedule": schedule})
        assert changed.schedule.name == schedule.get("name", usual.schedule.name)
