"""The notebook runs from top to bottom against the real server, and its numbers are right."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from unrolled.settings import examples_dir

from ..server import serve

NOTEBOOK = examples_dir() / "gradients.ipynb"


def cells() -> list[str]:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    return ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    """The notebook's names, after it has run from top to bottom."""
    names: dict[str, Any] = {}
    with serve("--port", "0") as (_, url), pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNROLLED_SERVER", url)
        for source in cells():
            exec(compile(source, str(NOTEBOOK), "exec"), names)
        yield names


def test_its_trace_is_right_and_drawn(found: dict[str, Any]) -> None:
    trace = found["lstm"]
    assert trace.hidden.shape == (20, 1, 4)
    assert np.abs(trace.grad_hidden).max() > 1e-3
    assert found["worst_of_weights"] < 1e-8
    assert found["apart"] < 1e-12
    (cells_of_flow,) = (one for one in found["flow"].data if one.name == "flow")
    lower = np.tril_indices(20)
    powers = np.array(cells_of_flow.z, float)[lower]
    np.testing.assert_allclose(10**powers, trace.flow[lower], rtol=1e-9)


def test_it_says_what_the_server_computes(found: dict[str, Any]) -> None:
    assert len(found["losses"]) == 200
    assert found["losses"][-1] == found["frame"]["loss"]
    assert np.abs(found["grad_hidden"]).max() > 1e-3
    assert found["worst"] < 1e-8
    run, fork = (found["scalars"][found[name]["id"]]["loss"] for name in ("run", "fork"))
    assert run[:99] == fork[:99] == found["losses"][:99]
    assert run[99] != fork[99]


def test_it_needs_no_server_until_it_says_so() -> None:
    first, _ = NOTEBOOK.read_text("utf-8").split("# The same from a server")
    assert "unrolled.trace(" in first
    assert "unrolled.figure(" in first
    assert "ask(" not in first


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert not cell.get("execution_count")
