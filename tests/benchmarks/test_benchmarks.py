"""Every benchmark runs: one round of its smallest case. No figure is judged here."""

import re
from pathlib import Path

import pytest
from unrolled.tasks import TASKS
from unrolled.tasks.own.datasets import VARIABLE

from . import __main__ as passes
from . import own_series, page, rivals, runs, tasks, trace, uploads
from .cases import CASES
from .overheads import OVERHEADS

Printed = pytest.CaptureFixture[str]
OURS = ["Unrolled", "one pass", "flow matrix", "forward, back, update", "training loop"]


def measured(printed: str) -> dict[str, str]:
    """How many times as long as the first of its table each contender took."""
    return dict(re.findall(r"^  (\S.*?) +\d+ µs +(\d+\.\d\d)×$", printed, re.M))


def test_passes(capsys: Printed) -> None:
    passes.main(CASES[:1], rounds=1, seconds=0)
    printed = capsys.readouterr().out
    left_out = set(re.findall("^(.+) is left out: ", printed, re.M))
    assert measured(printed).keys() == {*OURS, *rivals.RIVALS} - left_out
    assert measured(printed)["Unrolled"] == "1.00"
    assert {"rnn: m = 4, d = 1, k = 10, B = 1", *OVERHEADS} <= set(printed.splitlines())


def test_passes_without_rivals(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rivals, "find_spec", lambda name: name == "unrolled" or None)
    passes.main(CASES[:1], rounds=1, seconds=0)
    printed = capsys.readouterr().out
    assert list(measured(printed)) == OURS
    assert "PyTorch loop is left out: torch is not installed" in printed.splitlines()
    assert "JAX jitted scan is left out: jax is not installed" in printed.splitlines()


def test_runs(capsys: Printed) -> None:
    runs.main(updates=120, rounds=1, wanted=1, readers=1, stalled=[1], seconds=0, stored=3)
    *costs, seek, viewers, lookup, listing = capsys.readouterr().out.splitlines()
    assert [cost.partition("  ")[0] for cost in costs] == [
        "bare training, one process",
        "cold seek to update 120",
        "training without streaming",
        f"streaming {runs.FEW}",
        "streaming every field",
    ]
    assert seek.startswith("seek in a computed run, first byte ")
    assert viewers.startswith("1 viewers, 1 stalled: {'frames': 40, ")
    assert ", 'missing': 0, " in viewers
    assert lookup.startswith("3 runs: look one up ")
    assert listing.startswith("3 runs: list the newest 100 ")


def test_trace(capsys: Printed) -> None:
    trace.main(requests=1, connections=1, cells=trace.CELLS[:1], most=1)
    *latencies, rate, largest = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in latencies] == ["m 16, k 25, one connection"] * 2
    assert rate.startswith("the same, 1 connections: ")
    assert re.fullmatch(r"largest rnn: .*; 1 taken; at most 2 s\)", largest)


def test_uploads(capsys: Printed) -> None:
    uploads.main(uploads=2, rounds=1, alone=3)
    alone, beside, ratio = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"a frame alone +median .* ms, of 3", alone)
    assert re.match(r"beside 2 uploads +median ", beside)
    assert ratio.endswith(" times as long (at most 1.5)")


def test_tasks(capsys: Printed) -> None:
    tasks.main(["sunspots"], ["lstm"], updates=1)
    row = capsys.readouterr().out.splitlines()[-1]
    assert row.startswith("| sunspots | lstm | 1 | ")
    assert f" | {TASKS['sunspots'].metric_name} | " in row


def test_own_series(capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")  # the benchmark sets it, and it is to be as it was
    own_series.main(names=["short walk"], updates=1)
    file = tmp_path / "waves.csv"
    file.write_text(own_series.synthetic("short sine"))
    own_series.main([str(file)], updates=1)
    rows = [line for line in capsys.readouterr().out.splitlines() if "40" in line]
    assert [row.split(" | ")[:2] for row in rows] == [["| short walk", "40"], ["| waves", "40"]]


@pytest.mark.browser
@pytest.mark.thorough
def test_page(capsys: Printed) -> None:
    page.main(visits=1, moves=1, queries=["?k=2&m=2"], seconds=0.1)
    rows = capsys.readouterr().out.splitlines()
    assert [row.partition("  ")[0] for row in rows] == [
        "first frame drawn after navigation",
        "first animated update after play",
        "cursor move ?k=2&m=2",
        "one update into all tracks ?k=2&m=2",
    ]
