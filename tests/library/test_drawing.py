"""Figures of a trace hold its numbers, whatever the network is."""

from itertools import product
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import unrolled
from unrolled.figures import TRACKS
from unrolled.figures.palette import THEMES
from unrolled.strings import title_of

KINDS = list(product(("rnn", "gru", "lstm"), (False, True)))
each_kind = pytest.mark.parametrize(("cell", "two"), KINDS)
T, B, D, M = 6, 3, 2, 4


def make(cell: Any = "rnn", two: bool = False, **more: Any) -> unrolled.Trace:
    rng = np.random.default_rng(2)
    inputs, targets = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, 1))
    include = ["itemised"]
    return unrolled.trace(
        inputs, targets, hidden_size=M, cell=cell, bidirectional=two, **{"include": include} | more
    )


def named(figure: go.Figure) -> dict[str, Any]:
    return {one.name: one for one in figure.data}


@each_kind
def test_every_track_of_a_trace_is_drawn(cell: str, two: bool) -> None:
    trace = make(cell, two)
    names = unrolled.tracks(trace)
    missing = {"rnn": {"gates"}, "gru": {"activation"}, "lstm": {"activation"}}[cell]
    assert set(names) == set(TRACKS) - missing
    for name in names:
        figure = unrolled.figure(trace, name)
        assert isinstance(figure, go.Figure)
        assert figure.layout.title.text.startswith(title_of(name, "en"))
        if name != "activation":
            assert figure.layout.xaxis.range == (-0.5, T + 0.5)
            assert figure.layout.xaxis.ticktext == tuple(str(t) for t in range(1, T + 1))


@each_kind
@pytest.mark.parametrize("sequence", [1, B])
def test_states_gates_and_gradients_are_the_arrays(cell: str, two: bool, sequence: int) -> None:
    trace, b = make(cell, two), sequence - 1
    directions = ("", "_reverse") if two else ("",)
    states = ("hidden", "cell_state") if cell == "lstm" else ("hidden",)
    gates = {"rnn": (), "gru": ("r", "z", "n"), "lstm": ("i", "f", "g", "o")}[cell]
    shown = {
        "hidden": states,
        "grad_hidden": tuple(f"grad_{state}" for state in states),
        **({"gates": gates} if gates else {}),
    }
    for track, arrays in shown.items():
        found = named(unrolled.figure(trace, track, sequence=sequence))
        for array, suffix in product(arrays, directions):
            name = array + suffix
            np.testing.assert_array_equal(found[name].z, trace[name][:, b], err_msg=name)
    norms = named(unrolled.figure(trace, "norms", sequence=sequence))
    for suffix in directions:
        expected = np.linalg.norm(trace[f"grad_hidden{suffix}"][:, b], axis=-1)
        np.testing.assert_allclose(norms[f"heads{suffix}"].y, expected, rtol=1e-12)


@each_kind
def test_the_tiles_of_a_weight_are_its_terms_and_their_sum_its_gradient(
    cell: str, two: bool
) -> None:
    trace = make(cell, two)
    for weight, terms in trace.itemised.items():
        figure = unrolled.figure(trace, "outer", weight=weight)
        assert figure.layout.title.text == f"Σ δ hᵀ · {weight}"
        found = named(figure)
        for t in range(1, T + 1):
            tile = np.reshape(found[f"tile {t}"].z, terms[0].shape)
            np.testing.assert_array_equal(tile, terms[t - 1])
        total = np.reshape(found["sum"].z, terms[0].shape)
        np.testing.assert_allclose(total, trace.grad_params[weight], rtol=1e-9, atol=1e-13)


@each_kind
def test_a_cell_of_the_flow_is_the_power_of_ten_of_its_norm(cell: str, two: bool) -> None:
    trace = make(cell, two)
    figure = unrolled.figure(trace, "flow")
    powers = np.array(named(figure)["flow"].z, float)  # None, where there is no flow, is NaN
    lower = np.tril(np.ones((T, T), bool))
    np.testing.assert_allclose(10 ** powers[lower], trace.flow[lower], rtol=1e-9)
    assert np.isnan(powers[~lower]).all()
    assert ("h→" in figure.layout.title.text) == two


def test_a_trace_shows_what_each_step_reads_and_answers() -> None:
    trace = make(sequence_type="encoder_decoder")
    found = named(unrolled.figure(trace, "series", sequence=2))
    np.testing.assert_array_equal(found["x"].y, trace.inputs[:3, 1, 0])
    np.testing.assert_array_equal(found["y"].y, trace.outputs[3:, 1, 0])
    assert (found["x"].x0, found["y"].x0) == (1, 4)


def test_answers_of_several_features_have_the_colours_of_their_range() -> None:
    targets = np.eye(3)[np.arange(T)[:, None] % 3]
    choice: dict[str, Any] = {"loss": "cross_entropy", "output_activation": "softmax"}
    for given, lowest in ((choice, 0), ({}, -1)):
        trace = unrolled.trace(np.ones((T, 1, 1)), targets, **given)
        cells = named(unrolled.figure(trace, "series"))["outputs"]
        np.testing.assert_array_equal(cells.z, trace.outputs[:, 0])
        assert (cells.zmin, cells.zmax) == (lowest, 1)


@pytest.mark.parametrize(
    ("masks", "missing"),
    [
        ({"has_output": [True, False, True] * 2}, {"series"}),
        ({"has_input": [False] * T}, {"series"}),
        ({"has_output": [False] * T}, {"series", "flow", "input_flow"}),
    ],
    ids=["gaps", "no input", "no output"],
)
def test_any_masks_can_be_drawn(masks: dict[str, Any], missing: set[str]) -> None:
    trace = make("lstm", **masks)
    assert set(unrolled.tracks(trace)) == set(TRACKS) - {"activation"} - missing
    for name in unrolled.tracks(trace):
        unrolled.figure(trace, name)


def test_a_state_that_explodes_is_marked() -> None:
    huge, params = np.full((T, 1, 1), 1e308), unrolled.trace([[[1]]], [[[1]]]).params
    params["W_x"] = np.full_like(params["W_x"], 10)
    trace = unrolled.trace(huge, huge, activation="relu", params=params)
    assert not np.isfinite(trace.hidden).all()
    for name in unrolled.tracks(trace):
        unrolled.figure(trace, name)
    marks = named(unrolled.figure(trace, "hidden"))["hidden_infinite"]
    assert any(height is not None for height in marks.y)


def test_themes_and_languages() -> None:
    trace = make(detached=[3])
    light, dark = (unrolled.figure(trace, "norms", theme=theme) for theme in THEMES)
    assert (light.layout.paper_bgcolor, dark.layout.paper_bgcolor) == ("#ffffff", "#15171b")
    assert (light.layout.font.color, dark.layout.font.color) == ("#17191e", "#eceef1")
    assert light.layout.title.text == "‖∂L/∂h‖ · Rings: what the cut takes away."
    chinese = unrolled.figure(trace, "saturation", language="zh-Hans")
    assert chinese.layout.title.text == "饱和"


def test_a_figure_draws_no_other_track(monkeypatch: pytest.MonkeyPatch) -> None:
    """One track of many timesteps takes a moment, all of them much longer."""
    trace = make()
    for name in set(TRACKS) - {"hidden"}:
        monkeypatch.setitem(TRACKS, name, pytest.fail)
    assert unrolled.figure(trace, "hidden").layout.title.text == "h"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"track": "gates"}, "track must be one of: graph, series, hidden, grad_hidden, norms,"),
        ({"sequence": 0}, "sequence must be a whole number from 1 to 3."),
        ({"sequence": B + 1}, "sequence must be a whole number from 1 to 3."),
        ({"weight": "W"}, "weight must be one of: W_x, W_h, b_h, W_y, b_y."),
        ({"theme": "pink"}, "theme must be one of: light, dark."),
        ({"language": "de"}, "language must be one of: en, zh-Hans."),
    ],
    ids=str,
)
def test_what_does_not_fit_is_told_by_its_argument(given: dict[str, Any], message: str) -> None:
    with pytest.raises(unrolled.InputError) as refused:
        unrolled.figure(make(), **{"track": "outer"} | given)
    assert isinstance(refused.value, ValueError)
    assert refused.value.field == next(iter(given))
    assert str(refused.value).startswith(message)
