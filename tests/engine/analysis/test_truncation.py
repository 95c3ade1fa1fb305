"""Truncated BPTT against BPTT run window by window."""

import warnings

import numpy as np
import pytest
from unrolled.engine.analysis import truncation, truncations
from unrolled.engine.arrays import Array, Params
from unrolled.engine.model import Model
from unrolled.engine.schedule import TBPTT, chunks, sliding_window
from unrolled.engine.trace import Trace
from unrolled.engine.unroll import Unroll

from ..conftest import ALL_CELLS, Problem, problem_of


def window_gradient(problem: Problem, trace: Trace, start: int, stop: int, tau: int) -> Params:
    """BPTT over steps start … stop - 1 from the state before them; the loss of step tau alone."""
    names = problem.model.new_cell().state
    states = dict(zip(names, (state[start] for state in trace.states()), strict=True))
    unroll = Unroll(problem.model, stop - start, 2)
    unroll.forward(problem.params, problem.inputs[start:stop], initial_state=states)
    only = np.arange(start, stop) == tau
    return unroll.backward(problem.targets[start:stop], only).grad_params


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize(
    "schedule",
    [sliding_window(3), chunks(3), chunks(7), TBPTT(2, 5), TBPTT(2, 3), TBPTT(3, 4)],
    ids=lambda schedule: f"{schedule.k1}, {schedule.k2}",
)
def test_truncation_is_bptt_in_windows(cell: str, schedule: TBPTT) -> None:
    """The window of a loss is the first that has it."""
    problem = problem_of(cell)
    problem.trace()
    trace = problem.trace()
    result = truncation(trace, schedule)
    names = list(result.grad_params)
    kept = {name: np.zeros_like(problem.params[name]) for name in names}
    for tau in range(7):
        start = next(start for start, stop in schedule.spans(7) if tau < stop)
        part = window_gradient(problem, trace, start, tau + 1, tau)
        for name in names:
            kept[name] += part[name]
    full = np.concatenate([trace.grad_params[name].ravel() for name in names])
    short = np.concatenate([kept[name].ravel() for name in names])
    for name in names:
        np.testing.assert_allclose(result.grad_params[name], kept[name], rtol=1e-9, atol=1e-12)
    ratio = np.linalg.norm(short) / np.linalg.norm(full)
    cosine = short @ full / np.linalg.norm(short) / np.linalg.norm(full)
    assert result.norm_ratio == pytest.approx(ratio, rel=1e-9)
    assert result.cosine == pytest.approx(cosine, rel=1e-9)


def test_sliding_truncation_keeps_lags_below_k_whole_and_cuts_the_rest() -> None:
    result = truncation(problem_of("lstm").trace(), sliding_window(3))
    np.testing.assert_allclose(result.kept_by_lag[:3], result.full_by_lag[:3], rtol=1e-12)
    np.testing.assert_allclose(result.cosine_by_lag[:3], 1.0, rtol=1e-12)
    assert not result.kept_by_lag[3:].any()
    assert np.isnan(result.cosine_by_lag[3:]).all()
    assert (result.full_by_lag[3:] > 0).all()


def test_chunks_keep_of_each_lag_the_terms_that_cross_no_border() -> None:
    problem = problem_of("lstm")
    problem.trace()
    trace = problem.trace()
    result, names = truncation(trace, chunks(3)), list(problem.params)[:3]
    for lag in (0, 1, 2, 3):
        whole, kept = (
            np.concatenate([_lag_gradient(problem, trace, lag, k)[n].ravel() for n in names])
            for k in (7, 3)
        )
        assert result.full_by_lag[lag] == pytest.approx(np.linalg.norm(whole), rel=1e-7)
        assert result.kept_by_lag[lag] == pytest.approx(np.linalg.norm(kept), rel=1e-7, abs=1e-12)
        if lag < 3:
            cosine = whole @ kept / np.linalg.norm(whole) / np.linalg.norm(kept)
            assert result.cosine_by_lag[lag] == pytest.approx(cosine, rel=1e-7)


def _lag_gradient(problem: Problem, trace: Trace, lag: int, k: int) -> dict[str, Array]:
    """Of the terms τ - t = lag within chunks of k: BPTT over lag + 1 steps less that over lag."""
    total = {name: np.zeros_like(value) for name, value in problem.params.items()}
    for tau in range(lag, 7):
        if (tau - lag) // k != tau // k:
            continue
        longer = window_gradient(problem, trace, tau - lag, tau + 1, tau)
        shorter = window_gradient(problem, trace, tau - lag + 1, tau + 1, tau) if lag else {}
        for name in total:
            total[name] += longer[name] - shorter.get(name, 0.0)
    return total


def test_the_total_can_look_healthy_while_the_lag_that_is_needed_is_cut() -> None:
    """Easy losses of lag 0 hide the last one, whose cause is x_1, six steps before.

    Unit 1 remembers the cue, which stands at step 1 alone; unit 2 answers the second input at once.
    Cut to six steps, the last loss's own gradient points elsewhere, and the weight that reads the
    cue gets none of it.
    """
    problem = Problem(Model(2, 2, 2), 7, 1)
    problem.params["W_x"][:] = [[0.01, 0.0], [0.0, 0.5]]
    problem.params["W_h"][:] = [[0.98, 0.0], [0.0, 0.0]]
    problem.params["b_h"][:], problem.params["W_y"][:] = 0.0, np.eye(2)
    problem.initial["hidden"][:], problem.inputs[:] = 0.0, [0.0, 1.0]
    problem.inputs[0, 0, 0] = 30.0
    problem.targets[:] = problem.trace()["outputs"]
    problem.targets[:-1, 0, 1] += 60.0
    problem.targets[-1, 0, 0] += 1.0

    result = truncation(problem.trace(), sliding_window(6))
    assert result.cosine > 0.97
    assert result.kept_by_lag[6] == 0.0 < result.full_by_lag[6]
    problem.has_output[:-1] = False
    trace = problem.trace()
    last = truncation(trace, sliding_window(6))
    assert last.cosine < 0.5
    assert last.grad_params["W_x"][0, 0] == 0.0
    assert abs(trace.grad_params["W_x"][0, 0]) == max(
        float(np.abs(gradient).max()) for name, gradient in trace.grad_params.items()
    )


def test_a_loss_that_nobody_asks_for_is_truncated_to_nothing() -> None:
    problem = problem_of("gru")
    problem.has_output[:] = False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(truncation(problem.trace(), chunks(2)).cosine)


@pytest.mark.parametrize("cell", ALL_CELLS)
@pytest.mark.parametrize("schedule", ["sliding_window", "chunks", "tbptt"])
def test_all_truncations_at_once_are_each_of_them(cell: str, schedule: str) -> None:
    trace = problem_of(cell).trace()
    assert list(truncations(trace)) == ["sliding_window", "chunks"]
    found = truncations(trace, 2)[schedule]
    for k in range(1, trace.steps + 1):
        by_name = {"sliding_window": sliding_window, "chunks": chunks}
        made = by_name[schedule](k) if schedule in by_name else TBPTT(min(2, k), k)
        one = truncation(trace, made)
        assert found.cosine[k - 1] == pytest.approx(one.cosine, rel=1e-9)
        assert found.norm_ratio[k - 1] == pytest.approx(one.norm_ratio, rel=1e-9)
        np.testing.assert_allclose(found.kept_by_lag[k - 1], one.kept_by_lag, rtol=1e-9)
    assert found.cosine[-1] == pytest.approx(1.0, rel=1e-12)
