"""Every bound figure is one that Plotly takes, and holds the numbers of the frame."""

import json
import re
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from unrolled.engine.cells import CELLS
from unrolled.figures import TRACKS, bind, figures, needs
from unrolled.figures.base import MARGIN_LEFT, MARGIN_RIGHT
from unrolled.figures.bind import Places, reference
from unrolled.runs.frame.analyses import ANALYSES, Reading
from unrolled.runs.frame.fields import trace_frame

from .conftest import make_frame, make_run

SIZES = [(T, m) for T in (1, 12, 60) for m in (1, 8, 64)]
ON_TIME_AXIS = [name for name in TRACKS if name != "activation"]


def bound(track: str, T: int = 12, m: int = 8, **run: Any) -> tuple[go.Figure, dict[str, Any]]:
    """The Plotly figure of a track, and the frame that is in it."""
    info = make_run(T, m, **run)
    frame = make_frame(info)
    plain = bind(figures(info.run, info.shape)[track], frame)
    return go.Figure({"data": plain["data"], "layout": plain["layout"]}), frame


def trace(figure: go.Figure, name: str) -> Any:
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def test_the_tracks_are_in_the_order_of_the_page() -> None:
    ordered = ["graph", "series", "hidden", "gates", "grad_hidden", "norms", "outer", "flow"]
    assert [name for name in TRACKS if name in ordered] == ordered


KINDS = [(cell, two) for cell in CELLS for two in (False, True)]
CASES: list[dict[str, Any]] = [
    *({"steps": T, "m": m} for T, m in ((1, 1), (1, 64), (12, 8), (60, 1), (60, 64))),
    *(
        {"steps": 4, "m": 3, "cell": cell, "bidirectional": two, "sequence_type": kind}
        | {"batch_size": 2}
        for cell, two in KINDS
        for kind in ("one_to_many", "many_to_many", "encoder_decoder")
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case.values())))
def test_every_template_is_json_and_every_bound_figure_plotlys(case: dict[str, Any]) -> None:
    run = make_run(**case)
    frame, T = make_frame(run), case["steps"]
    templates = figures(run.run, run.shape)
    for name, template in (templates | templates["outer"]["meta"]["weights"]).items():
        assert json.loads(json.dumps(template)) == template, name
        plain = bind(template, frame, Places(b=case.get("batch_size", 1) - 1, s=T // 2, k=0))
        assert not re.search('"[@$]', json.dumps(plain)), name
        go.Figure({"data": plain["data"], "layout": plain["layout"]})
        over_time = [one for one in plain["data"] if one.get("dx") == 1]
        for one in over_time if name in ON_TIME_AXIS else []:
            assert_in_columns(one, T)


def assert_in_columns(one: dict[str, Any], T: int) -> None:
    """A heatmap has all of the columns 1 … T or column 0; a line a run of them."""
    if one["type"] == "heatmap":
        columns = {len(one["z"])} if one["transpose"] else {len(row) for row in one["z"]}
        assert columns == {T if one["x0"] == 1 else 1}, one["name"]
    else:
        first = round(one["x0"])
        assert 0 <= first <= first + len(one["y"]) - 1 <= T, one["name"]


@pytest.mark.parametrize("track", ON_TIME_AXIS)
@pytest.mark.parametrize("T", [1, 12, 60])
def test_all_tracks_share_one_time_axis(track: str, T: int) -> None:
    figure, _ = bound(track, T)
    assert figure.layout.xaxis.range == (-0.5, T + 0.5)
    assert (figure.layout.margin.l, figure.layout.margin.r) == (MARGIN_LEFT, MARGIN_RIGHT)


@pytest.mark.parametrize(("T", "m"), SIZES)
@pytest.mark.parametrize("track", ["hidden", "grad_hidden"])
def test_heatmaps_hold_the_frame_and_lie_on_the_time_axis(track: str, T: int, m: int) -> None:
    figure, frame = bound(track, T, m)
    cells = trace(figure, track)
    np.testing.assert_array_equal(np.array(cells.z), frame[track][:, 0])
    assert (cells.x0, cells.dx, cells.y0, cells.dy, cells.transpose) == (1, 1, 1, 1, True)
    start = trace(figure, {"hidden": "initial_hidden"}.get(track, "grad_initial_hidden"))
    assert np.array(start.z).shape == (1, m)
    assert start.x0 == 0
    assert figure.layout.yaxis.range == (m + 0.5, 0.5)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_bounded_states_have_a_fixed_scale(activation: str) -> None:
    figure, _ = bound("hidden", activation=activation)
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-1, 1)


def test_an_unbounded_state_has_the_scale_of_its_frame() -> None:
    figure, frame = bound("hidden", activation="relu")
    limit = np.abs(frame["hidden"]).max()
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-limit, limit)


def test_gradients_are_symmetric_about_zero() -> None:
    figure, frame = bound("grad_hidden")
    limit = np.abs(frame["grad_hidden"]).max()
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-limit, limit)


def test_a_state_that_is_not_finite_is_marked_in_its_column() -> None:
    run = make_run(4, 8)
    frame = make_frame(run)
    frame["summary"]["hidden_infinite"] = np.array([[np.nan], [4.5], [np.nan], [np.nan]])
    _, _, nan, infinite = bind(TRACKS["hidden"].figure(run), frame)["data"]
    assert (nan["text"], infinite["text"]) == ("NaN", "∞")
    assert np.isnan(nan["y"]).all()
    assert infinite["y"][1] == 4.5
    assert (infinite["x0"], infinite["dx"]) == (1, 1)


def test_series_shows_outputs_where_there_are_any_and_the_error_between() -> None:
    figure, frame = bound("series")
    y, p = trace(figure, "y"), trace(figure, "p")
    assert len(y.y) == len(p.y) == 1
    assert y.x0 == p.x0 == 12
    assert y.y[-1] == frame["outputs"][-1, 0, 0]
    assert y.y[-1] - y.error_y.arrayminus[-1] == pytest.approx(p.y[-1])
    np.testing.assert_array_equal(trace(figure, "x").y, frame["inputs"][:, 0, 0])
    assert figure.layout.yaxis.autorangeoptions.include == pytest.approx((0.0, 190.2 / 200))


def test_norms_stand_on_decades() -> None:
    run = make_run(12, 8)
    frame = make_frame(run)
    plain = bind(TRACKS["norms"].figure(run), frame)
    stems, heads, *marks = plain["data"]
    norms = frame["grad_hidden_norm"][:, 0]
    assert stems["y"] == heads["y"] == norms.tolist()
    np.testing.assert_allclose(heads["marker"]["color"], np.log10(norms))
    low, high = plain["layout"]["yaxis"]["range"]
    assert 10**low <= norms.min() < norms.max() <= 10**high
    assert [mark["text"] for mark in marks] == ["0", "∞", "NaN"]


@pytest.mark.parametrize(("T", "m"), SIZES)
def test_forecast_is_over_the_held_out_part(T: int, m: int) -> None:
    figure, frame = bound("forecast", T, m)
    network, last, truth = (trace(figure, name) for name in ("network", "baseline", "truth"))
    assert network.x == truth.x == tuple(range(1700 + 247, 1700 + 309))
    np.testing.assert_array_equal(network.y, frame["picture"]["predictions"][247:])
    assert last.y[1:] == truth.y[:-1]


@pytest.mark.parametrize(("T", "m"), SIZES)
def test_a_node_is_coloured_by_the_mean_of_its_units(T: int, m: int) -> None:
    figure, frame = bound("graph", T, m)
    np.testing.assert_allclose(trace(figure, "h").marker.color, frame["hidden"][:, 0].mean(axis=1))
    np.testing.assert_array_equal(trace(figure, "x").marker.color, frame["inputs"][:, 0, 0])
    assert trace(figure, "y").marker.color == (frame["outputs"][-1, 0, 0],)
    assert trace(figure, "h").x == tuple(range(1, T + 1))


def test_an_unknown_array_or_colour_is_refused() -> None:
    frame = make_frame(make_run(2, 2))
    with pytest.raises(KeyError):
        reference("@nothing", frame)
    with pytest.raises(ValueError, match="not a reference"):
        reference("@hidden[", frame)
    with pytest.raises(KeyError):
        bind({"colour": "$nothing"}, frame)


@pytest.mark.parametrize(("cell", "two"), KINDS)
def test_states_gates_and_their_gradients_have_a_block_each(cell: str, two: bool) -> None:
    run = make_run(5, 3, "many_to_many", cell=cell, bidirectional=two)
    for track in ("hidden", "grad_hidden", "gates"):
        figure, frame = bound(
            track, 5, 3, sequence_type="many_to_many", cell=cell, bidirectional=two
        )
        blocks = TRACKS[track].figure(run)["meta"].get("blocks", [])
        for block in blocks:
            cells = trace(figure, block["array"])
            np.testing.assert_array_equal(np.array(cells.z), frame[block["array"]][:, 0])
        ends = [(block["top"], block["top"] + block["height"]) for block in blocks]
        assert all(one[1] < other[0] for one, other in pairwise(ends))
        assert (
            len(blocks)
            == {
                "hidden": (2 if cell == "lstm" else 1) * (1 + two),
                "grad_hidden": (2 if cell == "lstm" else 1) * (1 + two),
                "gates": {"rnn": 0, "gru": 3, "lstm": 4}[cell] * (1 + two),
            }[track]
        )


def test_steps_without_input_or_output_have_no_mark() -> None:
    figure, frame = bound("series", 6, 2, sequence_type="encoder_decoder")
    assert (trace(figure, "x").x0, len(trace(figure, "x").y)) == (1, 3)
    assert (trace(figure, "y").x0, len(trace(figure, "y").y)) == (4, 3)
    np.testing.assert_array_equal(trace(figure, "p").y, frame["targets"][3:, 0, 0])
    figure, _ = bound("series", 6, 2, sequence_type="one_to_many")
    assert len(trace(figure, "x").y) == 1


def test_each_sequence_of_a_batch_can_be_shown() -> None:
    run = make_run(5, 3, "many_to_many", batch_size=3)
    frame = make_frame(run)
    shown = bind(TRACKS["hidden"].figure(run), frame, Places(b=2))["data"][0]["z"]
    np.testing.assert_array_equal(shown, frame["hidden"][:, 2])


@pytest.mark.parametrize(("cell", "two"), KINDS)
def test_a_trace_without_a_run_is_drawn_with_the_numbers_of_a_frame(cell: str, two: bool) -> None:
    score = make_run(4, 3, "many_to_many", cell=cell, bidirectional=two, batch_size=2)
    update = next(score.run.updates(score.run.start()))
    values = make_frame(score)
    for name, track in TRACKS.items():
        template = track.figure(score)
        alone = trace_frame(Reading(update.trace), needs(template))
        bound = (bind(template, one, Places(b=1)) for one in (alone, values))
        assert len({json.dumps(figure) for figure in bound}) == 1, name


def test_what_a_track_needs_is_not_in_a_frame_unasked() -> None:
    run = make_run(2, 2)
    for name, template in figures(run.run, run.shape).items():
        assert set(needs(template)) <= set(ANALYSES), name
