"""What Plotly holds and what the inspector shows is what /api/trace computes, number for number."""

from typing import Any

import pytest

from ...compare import same
from ..conftest import ALL, Visitor
from ..inspector.inspecting import choose, of_run, plain, result, run_id, settled
from ..thorough import sparing
from .test_tracks import drawn

pytestmark = pytest.mark.browser

Json = dict[str, Any]
NETWORKS: list[Json] = [
    {"cell": "rnn"},
    {"cell": "lstm"},
    {"cell": "gru", "bidirectional": True},
    {"cell": "lstm", "bidirectional": True},
]
SHOWN = sparing(NETWORKS, lambda one: one == {"cell": "lstm"})
GATES = {"rnn": "", "gru": "rzn", "lstm": "ifgo"}
SMALL = {
    "task": {"name": "sunspots"},
    "sequence_type": "many_to_many",
    "schedule": {"k": 6},
    "hidden_size": 4,
    "updates": 200,
}
NODES = """() => Object.fromEntries(
    document.querySelector("[data-track=graph] .nodes").data
        .filter(({ customdata }) => customdata)
        .map(({ name, customdata }) => [name, Array.from(customdata)]))"""


def traced(visitor: Visitor, run: str, update: int) -> Json:
    """The update's model, parameters and window, computed anew without a run."""
    config = visitor.api.get(f"/api/runs/{run}").json()["config"]
    frame = of_run(visitor, run, update)
    sizes = {"input_size": 1, "hidden_size": config["hidden_size"], "output_size": 1}
    names = ("cell", "activation", "output_activation", "bidirectional")
    body = {name: frame[name] for name in ("inputs", "targets", "has_input", "has_output")}
    model = {name: config[name] for name in names} | sizes
    answer = visitor.api.post(
        "/api/trace", json={**body, "model": model, "params": frame["params"]}
    )
    assert answer.status_code == 200
    trace: Json = answer.json()
    return trace


def first(array: list[Any]) -> list[Any]:
    """Of every step, the first sequence."""
    return [step[0] for step in array]


def compare(visitor: Visitor, trace: Json, network: Json) -> None:
    suffixes = ("", "_reverse") if network.get("bidirectional") else ("",)
    states = ["hidden", "cell_state"] if network["cell"] == "lstm" else ["hidden"]
    arrays = [("hidden", name) for name in states]
    arrays += [("grad_hidden", f"grad_{name}") for name in states]
    arrays += [("gates", name) for name in GATES[network["cell"]]]
    for suffix in suffixes:
        for track, name in arrays:
            shown = visitor.trace(track, name + suffix)["z"]
            same(shown, first(trace[name + suffix]), name + suffix)
    for name, of in (("x", "inputs"), ("y", "outputs"), ("p", "targets")):
        same(visitor.trace("series", name)["y"], [row[0][0] for row in trace[of]], name)
    for suffix in suffixes:
        norms = [sum(v * v for v in row) ** 0.5 for row in first(trace[f"grad_hidden{suffix}"])]
        assert visitor.trace("norms", f"norm{suffix}")["y"] == pytest.approx(norms, rel=1e-9)
    nodes = visitor.page.evaluate(NODES)
    for node, of in (("x", "inputs"), ("y", "outputs")):
        same(nodes[node], [row[0][0] for row in trace[of]], node)
    for suffix in suffixes:
        start = [] if suffix else [trace["initial_hidden"][0]]
        means = [sum(row) / len(row) for row in [*start, *first(trace["hidden" + suffix])]]
        assert nodes["h" + suffix] == pytest.approx(means, rel=1e-9, abs=1e-12)
    compare_sum(visitor, trace)
    powers = [[v and pytest.approx(v) for v in row] for row in plain_flow(trace["flow"])]
    shown = visitor.trace("flow", "flow")["z"]
    assert [[None if v is None else 10**v for v in row] for row in shown] == powers


def compare_sum(visitor: Visitor, trace: Json) -> None:
    """The tiles are δ_t h_{t−1}ᵀ, and their sum is the gradient."""
    gru = "r" in trace
    shown = visitor.trace("outer", "sum")["z"]
    gradient = trace["grad_params"]["W_h"]
    assert [v for row in shown for v in row] == pytest.approx(
        [v for row in gradient for v in row], rel=1e-9, abs=1e-15
    )
    before = [trace["initial_hidden"][0], *first(trace["hidden"])]
    units = len(before[0])
    for t, delta in enumerate(first(trace["delta"]), 1):
        # of a GRU, the rows of n have r beside δ: those of r and z alone are the plain product
        rows = delta[: 2 * units] if gru else delta
        expected = [d * h for d in rows for h in before[t - 1]]
        tile = visitor.trace("outer", f"tile {t}")["z"][: len(rows)]
        assert [v for row in tile for v in row] == pytest.approx(expected, rel=1e-9, abs=1e-15)


def plain_flow(flow: list[Any]) -> list[list[float | None]]:
    return [[None if v in (0, None, "NaN") else v for v in row] for row in flow]


def compare_inspector(visitor: Visitor, trace: Json, network: Json) -> None:
    """One number of every array that the cell has, with all its digits."""
    names = ["hidden", "grad_hidden", "delta", *GATES[network["cell"]]]
    if network["cell"] == "lstm":
        names += ["cell_state", "grad_cell_state"]
    if network.get("bidirectional"):
        names += [f"{name}_reverse" for name in names]
    for name in names:
        choose(visitor, name, t=4, unit=3)
        same(result(visitor), trace[name][3][0][2], name)
    for name in ("inputs", "targets", "outputs", "errors"):
        choose(visitor, name, t=5)
        shown = visitor.page.locator("#inspector .inspect:first-child output")
        edited = visitor.page.locator("#inspector .inspect:first-child .number-edit")
        value = result(visitor) if shown.count() else plain(edited.input_value())
        same(value, trace[name][4][0][0], name)
    choose(visitor, "parameter", row=2, column=3)
    same(result(visitor), trace["grad_params"]["W_h"][1][2], "W_h")


@pytest.mark.thorough
@pytest.mark.parametrize("network", SHOWN, ids=str)
def test_plotly_and_the_inspector_show_the_trace_before_and_after_an_edit_and_a_seek(
    visitor: Visitor, network: Json
) -> None:
    made = visitor.api.post("/api/runs", json={**SMALL, **network, "seed": 501})
    parent = made.json()["id"]
    visitor.open(f"?run={parent}&update=40&tracks={ALL}")
    drawn(visitor)
    before = traced(visitor, parent, 40)
    compare(visitor, before, network)
    visitor.page.focus("[data-track=hidden] .track-plot")
    visitor.press("Enter")
    settled(visitor)
    compare_inspector(visitor, before, network)

    field = visitor.page.locator("#inspector .inspect:first-child .number-edit")
    field.fill("1.25")
    field.press("Enter")
    visitor.wait(lambda: run_id(visitor) != parent)
    settled(visitor)
    drawn(visitor)
    fork = run_id(visitor)
    edited = traced(visitor, fork, 40)
    assert edited["params"]["W_h"][1][2] == 1.25
    assert edited["hidden"] != before["hidden"]
    compare(visitor, edited, network)
    compare_inspector(visitor, edited, network)

    for update in (150, 12):  # of the fork, and of what is the parent's
        visitor.seek(update)
        visitor.wait(lambda update=update: visitor.update() == update)  # type: ignore[misc]
        settled(visitor)
        drawn(visitor)
        there = traced(visitor, fork, update)
        assert there["hidden"] != edited["hidden"]
        compare(visitor, there, network)
        same(result(visitor), there["grad_params"]["W_h"][1][2], "W_h")
        choose(visitor, "grad_hidden", t=2, unit=4)
        same(result(visitor), there["grad_hidden"][1][0][3], "grad_hidden")
        choose(visitor, "parameter", row=2, column=3)
