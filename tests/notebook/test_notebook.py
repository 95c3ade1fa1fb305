"""The notebook runs from top to bottom against the real server, and its numbers are right."""

import json
from typing import Any

import numpy as np
import pytest
from unrolled.settings import examples_dir

from ..server import serve

NOTEBOOK = examples_dir() / "gradients.ipynb"


def cells() -> list[str]:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    return ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]


def test_the_notebook_says_what_the_server_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, Any] = {}
    with serve("--port", "0") as (_, url):
        monkeypatch.setenv("UNROLLED_SERVER", url)
        for source in cells():
            exec(compile(source, str(NOTEBOOK), "exec"), found)
    assert len(found["losses"]) == 200
    assert found["losses"][-1] == found["frame"]["loss"]
    assert np.abs(found["grad_hidden"]).max() > 1e-3
    assert found["worst"] < 1e-8
    run, fork = (found["scalars"][found[name]["id"]]["loss"] for name in ("run", "fork"))
    assert run[:99] == fork[:99] == found["losses"][:99]
    assert run[99] != fork[99]


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert not cell.get("execution_count")
