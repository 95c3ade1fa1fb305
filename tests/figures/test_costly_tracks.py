"""Tracks of what is costly to read off: they hold the numbers of its fields."""

import numpy as np
import pytest
from unrolled.figures import TRACKS, bind
from unrolled.figures.bind import Places

from .conftest import make_frame, make_run, score_of
from .test_figures import bound, trace


@pytest.mark.parametrize("weight", ["W_x", "W_h", "b_h", "W_y", "b_y", "W_h_reverse"])
def test_tiles_are_the_terms_and_the_sum_is_the_gradient(weight: str) -> None:
    run = make_run(5, 3, "many_to_many", cell="lstm", bidirectional=True)
    frame = make_frame(run)
    template = TRACKS["outer"].figure(run)["meta"]["weights"][weight]
    figure = bind(template, frame)
    tiles = {one["name"]: one for one in figure["data"]}
    for t in range(1, 6):
        tile, term = tiles[f"tile {t}"], frame["itemised"][weight][t - 1]
        np.testing.assert_array_equal(np.ravel(tile["z"]), np.ravel(term))
        columns = term.shape[1] if term.ndim == 2 else 1
        assert tile["x0"] + tile["dx"] * (columns - 1) / 2 == pytest.approx(t)
    gradient = np.ravel(frame["grad_params"][weight])
    np.testing.assert_allclose(np.ravel(tiles["sum"]["z"]), gradient, rtol=1e-9, atol=1e-13)
    numbers = figure["meta"]
    assert numbers["norm"] == pytest.approx(numbers["gradient_norm"], rel=1e-9)
    assert numbers["largest"] == pytest.approx(numbers["gradient_largest"], rel=1e-9)
    part = np.ravel(
        {one["name"]: one for one in bind(template, frame, Places(s=2))["data"]}["sum"]["z"]
    )
    terms = frame["itemised"][weight][slice(0, 3) if "reverse" in weight else slice(2, 5)]
    np.testing.assert_allclose(part, np.ravel(terms.sum(0)), rtol=1e-9, atol=1e-13)


def test_flow_has_a_row_for_each_loss_and_bars_by_lag() -> None:
    run = make_run(6, 3, "encoder_decoder")
    frame = make_frame(run)
    figure = bind(TRACKS["flow"].figure(run), frame, Places(k=1))
    cells, *_, full, kept = figure["data"]
    np.testing.assert_array_equal(cells["z"], frame["flow_exponents"][3:])
    np.testing.assert_array_equal(full["y"], frame["truncations"]["full_by_lag"])
    assert (full["x0"], full["dx"]) == (6, -1)
    assert kept["y"][:2] == full["y"][:2]
    assert not any(kept["y"][2:])
    lags = [(one["x"], one["text"]) for one in figure["layout"]["annotations"]]
    assert lags[1:] == [(6 - lag, str(lag)) for lag in range(1, 6)]
    assert len(TRACKS["flow"].figure(make_run(60, 2))["layout"]["annotations"]) <= 12
    assert figure["meta"]["cosine"]["chunks"] == frame["truncations"]["chunks"]["cosine"][1]
    assert figure["meta"]["first_kept"] == {
        "sliding_window": [[max(1, tau - k + 1) for tau in (4, 5, 6)] for k in range(1, 7)],
        "chunks": [[4, 5, 6], [3, 5, 5], [4, 4, 4], [1, 5, 5], [1, 1, 6], [1, 1, 1]],
    }


def test_the_flow_of_windows_that_no_name_says_is_cut_by_them_too() -> None:
    config = {"task": {"name": "sunspots"}, "sequence_type": "many_to_many"}
    run = score_of(config | {"schedule": {"k1": 2, "k2": 5}})
    frame = make_frame(run)
    figure = bind(TRACKS["flow"].figure(run), frame, Places(k=2))
    assert figure["meta"]["schedule"] == "tbptt"
    assert figure["meta"]["first_kept"]["tbptt"][2] == [1, 1, 1, 3, 3]
    kept = frame["truncations"]["tbptt"]["kept_by_lag"]
    np.testing.assert_array_equal(figure["data"][-1]["y"], kept[2])
    assert (kept[2] > 0).tolist() == [True, True, True, False, False]
    assert kept[2][2] != frame["truncations"]["full_by_lag"][2]  # for loss 4 it is cut
    assert figure["meta"]["cosine"]["tbptt"] == frame["truncations"]["tbptt"]["cosine"][2]


def test_the_flow_to_inputs_has_its_rows_and_its_mean_by_lag() -> None:
    run = make_run(6, 3, "encoder_decoder")
    frame = make_frame(run)
    figure = bind(TRACKS["input_flow"].figure(run), frame, Places())
    cells, *_, bars = figure["data"]
    shares = frame["input_flow"] / np.maximum(frame["input_flow"].sum(1, keepdims=True), 1e-300)
    np.testing.assert_allclose(cells["z"], shares[3:], rtol=1e-12)
    pairs = [(tau, t) for tau in (3, 4, 5) for t in (0, 1, 2)]  # 3 steps read, 3 answer
    for lag in range(6):
        there = [shares[tau, t] for tau, t in pairs if tau - t == lag]
        assert bars["y"][lag] == pytest.approx(np.mean(there) if there else 0)


def test_singular_values_are_marks_in_their_columns() -> None:
    figure, frame = bound("jacobian", 5, 3, cell="lstm")
    np.testing.assert_array_equal(trace(figure, "sigma 4").y, frame["singular_values"][3, 0])
    np.testing.assert_array_equal(trace(figure, "sigma_max").y, frame["singular_values"][:, 0, 0])
    assert trace(figure, "one").y == (1, 1)


def test_saturation_has_a_row_for_each_gate() -> None:
    figure, frame = bound("saturation", 5, 3, cell="gru")
    shares = [frame["saturation"][gate][:, 0] for gate in ("r", "z", "n")]
    np.testing.assert_array_equal(figure.data[0].z, shares)
