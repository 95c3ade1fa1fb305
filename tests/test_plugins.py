"""Modules that add to the package are imported with it, in every process of it."""

import os
from pathlib import Path

import pytest
from unrolled.runs.workers.process import WorkerProcess
from unrolled.strings import strings

PLUGIN = """
from unrolled import strings
strings.add({"en": {"plugin.word": "added"}})
"""


def test_a_worker_has_what_a_plugin_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "adds_a_word.py").write_text(PLUGIN)
    monkeypatch.setenv("UNROLLED_PLUGINS", "adds_a_word")
    found = [str(tmp_path), os.environ.get("PYTHONPATH")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, found)))
    with WorkerProcess() as worker:
        assert worker.submit(strings, "en").result()["plugin.word"] == "added"
    assert "plugin.word" not in strings("en")
