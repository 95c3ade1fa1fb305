"""A cell of which only its own module knows: trained, checked, drawn, inspected, exported."""

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
import pytest

from ...plugins import environment
from ...server import PATIENCE, ask, serve
from ..conftest import Visitor
from ..inspector.inspecting import PANEL, choose, click, plain, result

INDRNN: dict[str, Any] = {
    "task": {"name": "sunspots"},
    "cell": "indrnn",
    "sequence_type": "many_to_many",
    "updates": 600,
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One whose processes have the cell."""
    with serve("--port", "0", env=environment("indrnn")) as (_, url):
        yield url


@pytest.fixture(scope="module")
def run(server: str) -> str:
    """The URL of a run of such a network."""
    made = ask(f"{server}/api/runs", INDRNN)
    assert made["carrier"] == "u"
    return f"{server}/api/runs/{made['id']}"


def test_it_learns(run: str) -> None:
    losses = ask(f"{run}/scalars?to=600")["loss"]
    assert np.mean(losses[-50:]) < np.mean(losses[:50]) / 3


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_its_gradients_are_differences_and_sums_of_their_terms(
    server: str, activation: str, two: bool
) -> None:
    rng = np.random.default_rng(2)
    model = {"cell": "indrnn", "activation": activation, "bidirectional": two}
    sizes = {"input_size": 2, "hidden_size": 3, "output_size": 1}
    case = {
        "model": {**model, **sizes},
        "inputs": rng.normal(size=(5, 2, 2)).tolist(),
        "targets": rng.normal(size=(5, 2, 1)).tolist(),
        "include": ["gradient_check", "itemised"],
    }
    trace = ask(f"{server}/api/trace", case)
    assert len(trace["grad_params"]["u"]) == 3
    for name, gradient in trace["grad_params"].items():
        assert trace["gradient_check"][name]["relative_error"] < 1e-7
        terms = np.array(trace["itemised"][name])
        np.testing.assert_allclose(terms.sum(0), gradient, rtol=1e-9, atol=1e-12)


def test_its_numbers_have_formulas(run: str) -> None:
    frame = ask(f"{run}/frames/7")
    hidden = ask(f"{run}/inspect/7?what=hidden&t=3&unit=2")
    assert r"u[2]\, h_{2}[2]" in hidden["formula"]
    assert hidden["result"] == frame["hidden"][2][0][1]
    delta = ask(f"{run}/inspect/7?what=delta&t=3&unit=2")
    assert delta["result"] == pytest.approx(frame["delta"][2][0][1], rel=1e-12)
    back = ask(f"{run}/inspect/7?what=grad_hidden&t=3&unit=2")
    sent = next(part for part in back["parts"] if part["label"] == "through_h")
    assert sent["result"] == pytest.approx(frame["params"]["u"][1] * frame["delta"][3][0][1])
    weight = ask(f"{run}/inspect/7?what=parameter&name=u&index=1")
    assert r"\delta_{t}[2]\, h_{t-1}[2]" in weight["formula"]
    terms = [part["result"] for part in weight["parts"]]
    assert sum(terms) == pytest.approx(weight["result"], rel=1e-9)
    assert weight["result"] == frame["grad_params"]["u"][1]
    assert ask(f"{run}/check/7?name=u&index=1")["relative_error"] < 1e-6


def test_it_is_exported_as_figures_and_refused_as_a_program(run: str) -> None:
    drawn = ask(f"{run}/figures")["outer"]
    assert {"W_x", "u", "b_h"} < set(drawn["meta"]["weights"])
    assert drawn["meta"]["weight"] == "u"
    with urlopen(f"{run}/export?update=7&format=html", timeout=PATIENCE) as page:
        assert "INDRNN, m = 8" in page.read().decode()
    for program in ("pytorch", "keras", "numpy"):
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{run}/export?update=7&format={program}", timeout=PATIENCE)
        assert refused.value.code == 422
        assert "indrnn" in refused.value.read().decode()


@pytest.mark.browser
def test_it_is_drawn_opened_and_inspected_and_stands_in_the_address(visitor: Visitor) -> None:
    visitor.open("?cell=indrnn&type=many_to_many&k=12&tracks=graph,hidden,outer&lang=en")
    names = {trace["name"] for trace in visitor.plotted("graph")}
    assert "u letters" in names
    assert not any(str(name).startswith("W_h") for name in names)
    chosen = visitor.page.locator("#field-cell option:checked")
    assert (chosen.get_attribute("value"), chosen.inner_text()) == ("indrnn", "IndRNN")
    equation = visitor.page.locator(".graph-equations annotation").first.text_content()
    assert equation == r"h_t = \tanh\left(W_x x_t + u \odot h_{t-1} + b_h\right)"
    assert visitor.page.locator("[data-track=outer] select").input_value() == "u"
    frame = visitor.frame(1)
    click(visitor, "hidden", 6, 4)
    choose(visitor, "parameter", row=2)
    assert result(visitor) == frame["grad_params"]["u"][1]
    visitor.page.click(f"{PANEL} .check")
    visitor.page.wait_for_selector(f"{PANEL} [data-check=relative_error]")
    assert plain(visitor.text(f"{PANEL} [data-check=relative_error] dd")) < 1e-4
    visitor.page.click(".open-cell")
    assert visitor.page.locator(".wiring .wire.W_h").count() == 1
    visitor.page.get_by_text("units and weights").click()
    assert visitor.page.locator(".units .weight").count() == 8 * 2  # of x_t, and of the unit's own
    visitor.wait(lambda: "inside=units" in visitor.page.url)
    assert "cell=indrnn" in visitor.page.url
