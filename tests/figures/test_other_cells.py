"""Every track of cells unlike the three: without a recurrent matrix, or with complex states."""

import numpy as np
import pytest
import unrolled
from unrolled.engine.model import Model
from unrolled.figures import TRACKS
from unrolled.runs.explain.cells import FORMULAS, CellFormulas, Marks
from unrolled.runs.explain.formula import Factor, Formula
from unrolled.runs.explain.quantities import quantities
from unrolled.runs.explain.question import Question, inspect
from unrolled.runs.explain.reading import Row, View

from ..engine.cells.test_other_cells import OTHERS
from ..engine.cells.test_other_cells import others as others  # a fixture


class Bare(CellFormulas):
    """What a cell must at least say of itself."""

    def equations(self, model: Model) -> list[str]:
        return ["h_t = …"]

    def pseudocode(self, model: Model, marks: Marks) -> tuple[str, str]:
        return "h_j = …", r"\delta_j = …"

    def hidden(self, view: View, t: int, unit: int) -> Formula:
        return Formula(view.symbol("hidden", t, unit), (), view.value("hidden", t, unit))

    def ways(self, view: View, t: int, row: Row) -> list[Factor]:
        return []


@pytest.fixture(autouse=True)
def explained(others: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OTHERS:
        monkeypatch.setitem(FORMULAS, name, Bare())


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("cell", OTHERS)
def test_every_track_is_drawn_or_empty(cell: str, two: bool) -> None:
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(5, 2, 1)), rng.normal(size=(5, 2, 1))
    trace = unrolled.trace(inputs, targets, hidden_size=3, cell=cell, bidirectional=two)
    size = trace.reading.trace.model.state_size
    drawn = set(unrolled.tracks(trace))
    nothing = {"activation", "gates", "saturation"} if cell == "rotation" else {"activation"}
    assert drawn == set(TRACKS) - nothing
    for track in drawn:
        weight = "W_x" if track == "outer" else "W_h"
        figure = unrolled.figure(trace, track, weight=weight)
        assert figure.data
        if track == "hidden":
            assert np.array_equal(figure.data[0].z, trace.hidden[:, 0])
            assert np.shape(figure.data[0].z) == (5, size)
        if track == "jacobian":
            assert sum(one.name.startswith("sigma ") for one in figure.data) == 5
        if track == "graph":
            names = {one.name for one in figure.data}
            assert ("theta" in names) == (cell == "rotation")
            assert ("lane_hidden" in names) == (cell == "gated_mean")


@pytest.mark.parametrize("cell", OTHERS)
def test_what_can_be_asked_has_an_answer(cell: str) -> None:
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(4, 1, 1)), rng.normal(size=(4, 1, 1))
    trace = unrolled.trace(inputs, targets, hidden_size=3, cell=cell).reading.trace
    for one in quantities(trace.model):
        for gate in one.gates or (None,):
            if one.first is not None:
                inspect(trace, Question(one.name, one.first, one.units, gate))
    assert next(one for one in quantities(trace.model) if one.name == "hidden").units == (
        trace.model.state_size
    )
    for name, values in trace.params.items():
        last = tuple(length - 1 for length in values.shape)
        asked = inspect(trace, Question("parameter", name=name, index=last))
        if (cell, name) != ("rotation", "theta"):  # no factor: its cell would have to say
            total = sum(part.sum for part in asked.parts)
            assert total == pytest.approx(asked.result, rel=1e-9)
