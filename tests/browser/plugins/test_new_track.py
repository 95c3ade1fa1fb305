"""A track of which only its own module knows: offered, drawn, inspected, linked to, exported."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import numpy as np
import pytest

from ...plugins import environment
from ...server import PATIENCE, ask, serve
from ..conftest import Visitor
from ..inspector.inspecting import click, result
from ..score.test_tables import open_table, table

PLUGIN = environment("size")
IN_PYTHON = """
import json, numpy as np, unrolled
trace = unrolled.trace(np.ones((4, 1, 1)), np.ones((4, 1, 1)), hidden_size=2)
drawn = unrolled.figure(trace, "size", language="zh-Hans")
norms = np.linalg.norm(trace.hidden[:, 0], axis=-1)
print(json.dumps([drawn.layout.title.text, np.allclose(drawn.data[0].y, norms)]))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One whose processes have the track."""
    with serve("--port", "0", env=PLUGIN) as (_, url):
        yield url


def test_it_is_exported_as_a_figure(server: str) -> None:
    run = ask(f"{server}/api/runs", {"task": {"name": "sunspots"}, "updates": 20})
    path = f"{server}/api/runs/{run['id']}"
    fields = ask(f"{path}/frames/7?fields=hidden,singular_values")
    drawn = ask(f"{path}/figures/size?update=7")
    assert drawn["layout"]["title"]["text"].startswith("Size of h · ")
    norm, largest = (trace["y"] for trace in drawn["data"])
    np.testing.assert_allclose(norm, np.linalg.norm(np.array(fields["hidden"])[:, 0], axis=-1))
    assert largest == [values[0][0] for values in fields["singular_values"]]
    with urlopen(f"{path}/export?update=7&format=html&lang=zh-Hans", timeout=PATIENCE) as page:
        assert "h 的大小" in page.read().decode()


def test_python_draws_it() -> None:
    environ = {**os.environ, **PLUGIN}
    done = subprocess.run([sys.executable, "-c", IN_PYTHON], env=environ, stdout=subprocess.PIPE)
    assert json.loads(done.stdout) == ["h 的大小", True]


@pytest.mark.browser
def test_it_is_offered_drawn_told_inspected_and_in_the_address(visitor: Visitor) -> None:
    visitor.open("?lang=en&update=3")
    page = visitor.page
    page.get_by_role("button", name="+ Size of h").click()
    visitor.wait(lambda: "tracks=graph,series,hidden,grad_hidden,norms,size" in page.url)
    page.wait_for_selector("[data-track=size] .js-plotly-plot", state="attached")
    visitor.settle()
    hidden = np.array(visitor.frame(3)["hidden"])[:, 0]
    norms = np.linalg.norm(hidden, axis=-1)
    np.testing.assert_allclose(visitor.trace("size", "norm")["y"], norms)

    open_table(visitor, "size")
    assert table(visitor, "size") == {"‖h‖": [None, *(pytest.approx(one) for one in norms)]}
    click(visitor, "size", 4, height=0.5)
    assert result(visitor) == hidden[3][0]
    told = page.locator(".tip dt").all_inner_texts()
    assert told[:2] == ["‖h₄‖", "σ₁"]
    assert float(visitor.text(".tip dd")) == pytest.approx(norms[3], rel=1e-5)

    visitor.open("?lang=zh-Hans&update=3&tracks=hidden,size&step=3")
    assert visitor.text("[data-track=size] h2") == "h 的大小"
    assert visitor.trace("size", "norm")["y"][2:] == [None] * 10
