"""Every bound figure is one that Plotly takes, and holds the numbers of the frame."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from app.figures import TRACKS, bind, figures
from app.figures.base import MARGIN_LEFT, MARGIN_RIGHT
from app.figures.bind import reference

from .conftest import make_frame, make_run

SIZES = [(T, m) for T in (1, 12, 60) for m in (1, 8, 64)]
ON_TIME_AXIS = ["graph", "series", "hidden", "gates", "grad_hidden"]
ON_TIME_AXIS += ["norms", "outer", "flow", "jacobian", "saturation"]


def bound(track: str, T: int = 12, m: int = 8, **run: str) -> tuple[go.Figure, dict[str, Any]]:
    """The Plotly figure of a track, and the frame that is in it."""
    info = make_run(T, m, **run)
    frame = make_frame(info)
    plain = bind(TRACKS[track](info), frame)
    return go.Figure({"data": plain["data"], "layout": plain["layout"]}), frame


def trace(figure: go.Figure, name: str) -> Any:
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def test_the_tracks_are_in_the_order_of_the_page() -> None:
    assert [*ON_TIME_AXIS, "forecast", "activation"] == list(TRACKS)


@pytest.mark.parametrize("sequence_type", ["many_to_one", "many_to_many"])
@pytest.mark.parametrize(("T", "m"), SIZES)
def test_templates_are_json_and_bound_figures_are_plotly(
    T: int, m: int, sequence_type: str
) -> None:
    run = make_run(T, m, sequence_type)
    for name, template in figures(run).items():
        assert json.loads(json.dumps(template)) == template, name
        plain = bind(template, make_frame(run))
        assert "@" not in json.dumps(plain["data"])
        go.Figure({"data": plain["data"], "layout": plain["layout"]})


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
    _, _, nan, infinite = bind(TRACKS["hidden"](run), frame)["data"]
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
    plain = bind(TRACKS["norms"](run), frame)
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
    np.testing.assert_array_equal(network.y, frame["predictions"][247:])
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
    with pytest.raises(KeyError, match="no colour"):
        bind({"colour": "$nothing"}, frame)
