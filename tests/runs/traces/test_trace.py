"""What a trace includes beside its arrays, each against another way to the same number."""

from typing import Any

import numpy as np
import orjson
import pytest
from unrolled.engine.analysis import truncation
from unrolled.engine.schedule import SCHEDULES
from unrolled.runs.traces.include import MADE
from unrolled.runs.traces.request import TraceRequest, compute_trace, trace_of

from ...golden import GOLDEN
from ...problems import refusal


def asked(case: dict[str, Any], **changes: Any) -> TraceRequest:
    return TraceRequest.model_validate({**case, **changes})


def answer(case: dict[str, Any], **changes: Any) -> Any:
    return orjson.loads(compute_trace(asked(case, **changes)))


def refused(case: dict[str, Any], **changes: Any) -> tuple[str, str, dict[str, Any]]:
    return refusal(lambda: compute_trace(asked(case, **changes)))


def name_of(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", GOLDEN, ids=name_of)
def test_itemised_terms_sum_to_the_gradient(case: dict[str, Any]) -> None:
    found = answer(case, include=["itemised"])
    assert set(found["itemised"]) == set(found["params"])
    for name, terms in found["itemised"].items():
        np.testing.assert_allclose(np.sum(terms, 0), found["grad_params"][name], atol=1e-12)


@pytest.mark.parametrize("case", GOLDEN, ids=name_of)
def test_the_gradient_of_every_parameter_is_checked_where_it_is_largest(
    case: dict[str, Any],
) -> None:
    found = answer(case, include=["gradient_check"])
    assert set(found["gradient_check"]) == set(found["params"])
    for name, check in found["gradient_check"].items():
        gradient = np.array(found["grad_params"][name])
        assert check["analytic"] == gradient[tuple(check["index"])]
        assert abs(check["analytic"]) == np.abs(gradient).max()
        assert abs(check["analytic"] - check["numeric"]) < 1e-7


@pytest.mark.parametrize("case", GOLDEN, ids=name_of)
def test_a_row_of_the_flow_is_bptt_of_one_steps_loss(case: dict[str, Any]) -> None:
    flow = np.array(answer(case)["flow"])
    steps = len(flow)
    for tau in range(steps):
        outputs = (np.arange(steps) == tau) & case["has_output"]
        alone = np.array(answer(case, has_output=outputs.tolist())["grad_hidden"])
        norms = np.linalg.norm(alone.reshape(steps, -1), axis=1)
        np.testing.assert_allclose(flow[tau, : tau + 1], norms[: tau + 1], atol=1e-12)
        assert not flow[tau, tau + 1 :].any()


@pytest.mark.parametrize("case", GOLDEN, ids=name_of)
def test_jacobians_are_the_differences_of_one_step_run_again(case: dict[str, Any]) -> None:
    found = answer(case, include=["jacobians"])
    names = ["hidden", "cell_state"] if case["model"]["cell"] == "lstm" else ["hidden"]
    inputs = np.array(found["inputs"])  # 0 where a step reads nothing
    states = np.concatenate([found[name] for name in names], axis=-1)
    first = np.concatenate([found[f"initial_{name}"] for name in names], axis=-1)
    steps, batch, size = states.shape
    jacobians = np.array(found["jacobians"])
    assert jacobians.shape == (steps, batch, size, size)

    def after(t: int, before: Any) -> Any:
        parts = zip(names, np.split(before, len(names), axis=-1), strict=True)
        one = answer(
            case,
            inputs=inputs[t : t + 1].tolist(),
            targets=case["targets"][t : t + 1],
            has_input=[True],
            has_output=[True],
            sequence_type="many_to_many",
            params=found["params"],
            **{f"initial_{name}": part.tolist() for name, part in parts},
        )
        return np.concatenate([one[name] for name in names], axis=-1)[0]

    t, epsilon = steps - 1, 1e-5
    before = states[t - 1] if t else first
    for unit in range(size):
        step = epsilon * (np.arange(size) == unit)
        slopes = (after(t, before + step) - after(t, before - step)) / (2 * epsilon)
        np.testing.assert_allclose(jacobians[t, :, :, unit], slopes, atol=1e-8)


@pytest.mark.parametrize("case", GOLDEN, ids=name_of)
def test_truncations_are_the_engines_for_every_k(case: dict[str, Any]) -> None:
    found = answer(case, include=["truncations"])["truncations"]
    trace = trace_of(asked(case))
    for schedule in ("sliding_window", "chunks"):
        for k in range(1, trace.steps + 1):
            one = truncation(trace, SCHEDULES[schedule](k))._asdict()
            for name in ("cosine", "norm_ratio", "kept_by_lag"):
                one_of_all = np.array(found[schedule][name][k - 1], float)  # "NaN" too
                np.testing.assert_allclose(one_of_all, one[name], rtol=1e-9, atol=1e-12)


def test_only_what_is_included_is_there_and_the_flow_always() -> None:
    case = GOLDEN[0]
    assert set(MADE) & set(answer(case)) == {"flow"}
    assert set(MADE) & set(answer(case, include=["jacobians"])) == {"flow", "jacobians"}
    assert set(MADE) <= set(answer(case, include=list(MADE)))


def test_equal_requests_have_equal_bytes() -> None:
    case = next(case for case in GOLDEN if case["model"]["cell"] == "lstm")
    forwards, backwards = list(MADE), list(MADE)[::-1]
    first = compute_trace(asked(case, include=forwards))
    assert first == compute_trace(asked(case, include=backwards))


def test_a_detached_step_stops_the_gradient_and_not_the_value() -> None:
    case = next(case for case in GOLDEN if len(case["inputs"]) > 2)
    whole, cut = answer(case), answer(case, detached=[2])
    assert cut["hidden"] == whole["hidden"]
    assert cut["detached"] == [t == 1 for t in range(len(case["inputs"]))]
    assert not np.array(cut["flow"])[1:, 0].any()
    found = refused(case, detached=[2], include=["gradient_check"])
    assert found == ("include", "check_of_cut", {})


def small(steps: int, batch: int, m: int, **model: Any) -> dict[str, Any]:
    data = [[[0.5]] * batch] * steps
    return {
        "model": {"input_size": 1, "hidden_size": m, "output_size": 1, **model},
        "inputs": data,
        "targets": data,
    }


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("one_to_one", 1, 1),
        ("one_to_many", 1, 9),
        ("many_to_one", 1, 9),
        ("many_to_many", 1, 9),
        ("encoder_decoder", 2, 9),
    ],
)
def test_a_sequence_type_has_the_steps_that_it_can_have(kind: str, least: int, most: int) -> None:
    for steps in range(1, 10):
        case = small(steps, 1, 2)
        if least <= steps <= most:
            found = answer(case, sequence_type=kind)
            assert len(found["has_input"]) == len(found["has_output"]) == steps
        else:
            words = {"sequence_type": kind, "steps": steps}
            expected = ("sequence_type", "steps_of_type", words)
            assert refused(case, sequence_type=kind) == expected
            masks = {"has_input": [True] * steps, "has_output": [True] * steps}
            assert refused(case, sequence_type=kind, **masks) == expected


def test_a_check_at_the_kink_of_relu_says_so() -> None:
    """y = h = relu(b) at b = 0, with L = ½(y - 1)²: a difference alone would be off by ½."""
    one = {"W_x": [[1.0]], "W_h": [[1.0]], "b_h": [0.0], "W_y": [[1.0]], "b_y": [0.0]}
    case = small(1, 1, 1, activation="relu")
    case |= {"inputs": [[[0.0]]], "targets": [[[1.0]]], "params": one}
    found = answer(case, include=["gradient_check"])["gradient_check"]
    assert found["b_h"]["one_sided"] == pytest.approx([0, -1], abs=1e-6)
    assert found["b_h"]["uncertainty"] >= abs(found["b_h"]["numeric"]) == pytest.approx(0.5)
    assert [name for name in found if "one_sided" in found[name]] == ["b_h"]


def test_limits_are_what_is_said() -> None:
    assert answer(small(200, 2, 50))["loss"] > 0
    counts = {"high": 200, "count": 201}
    assert refused(small(201, 1, 1)) == ("inputs", "too_many_steps", counts)
    counts = {"high": 20000, "count": 20400}
    assert refused(small(200, 2, 51)) == ("inputs", "too_many_cells", counts)
    counts = {"high": 40, "count": 41}
    found = refused(small(41, 1, 1), include=["truncations"])
    assert found == ("include", "too_many_truncations", counts)
    found = refused(small(60, 1, 64, cell="lstm"), include=["itemised", "jacobians"])
    assert found[:2] == ("include", "too_many_numbers")
    assert found[2]["high"] == 1_000_000 < found[2]["count"]
    wide = small(200, 100, 1, cell="lstm", bidirectional=True, output_size=20)
    found = refused(wide | {"targets": [[[0.0] * 20] * 100] * 200})
    assert found[:2] == ("model", "too_many_numbers")
