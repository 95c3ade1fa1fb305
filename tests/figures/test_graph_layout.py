"""Both layouts of the graph have the same nodes and edges, point for point."""

from typing import Any

import pytest
from unrolled.figures import graph_layout
from unrolled.figures.base import Score
from unrolled.figures.cell import cell_meta, equations
from unrolled.figures.tracks import graph

from .conftest import make_run, score_of


@pytest.mark.parametrize("T", [1, 12, 60])
@pytest.mark.parametrize("sequence_type", ["many_to_one", "many_to_many"])
def test_an_edge_has_as_many_points_in_both_layouts(T: int, sequence_type: str) -> None:
    run = make_run(T, 8, sequence_type)
    paths = graph_layout.edges(run) | graph_layout.flow(run)
    assert set(paths) == {"W_x", "W_h", "W_y", "e", "state", "error"}
    for layouts in paths.values():
        unrolled, compressed = layouts["unrolled"], layouts["compressed"]
        assert [len(path) for path in unrolled] == [len(path) for path in compressed]
    outputs = 1 if sequence_type == "many_to_one" else T
    assert [len(paths[name]["unrolled"]) for name in ("W_x", "W_h", "W_y")] == [T, T, outputs]


def test_unrolled_state_edges_run_from_each_state_to_the_next() -> None:
    paths = graph_layout.edges(make_run(12, 8))["W_h"]["unrolled"]
    assert [(path[0], path[-1]) for path in paths] == [([t, 1], [t + 1, 1]) for t in range(12)]


def test_compressed_every_copy_stands_in_the_one_cell_and_the_loop_closes() -> None:
    run = make_run(12, 8)
    for kind, layouts in graph_layout.nodes(run).items():
        assert {tuple(point) for point in layouts["compressed"]} == {(6, graph_layout.ROWS[kind])}
    loops = graph_layout.edges(run)["W_h"]["compressed"]
    assert loops == [loops[0]] * 12
    assert loops[0][0] == loops[0][-1] == [6, 1, 0, 0]
    assert max(point[2] for point in loops[0]) == pytest.approx(88.5)


def test_gradients_flow_against_the_state() -> None:
    flow = graph_layout.flow(make_run(3, 8))
    arcs = flow["state"]["unrolled"]
    assert [(path[0][:2], path[-1][:2]) for path in arcs] == [
        ([t, 1], [pytest.approx(t - 1), 1]) for t in (1, 2, 3)
    ]
    assert all(point[3] <= 0 for path in arcs for point in path)
    assert flow["error"]["unrolled"][0][0][:2] == [3, 2]


def test_nodes_shrink_so_that_columns_stay_apart() -> None:
    assert graph.node_size(1) == graph.node_size(12) == 36
    assert graph.node_size(60) == pytest.approx(9.5)
    figure = graph.figure(make_run(12, 8))
    sizes = {one["name"]: one["marker"]["size"] for one in figure["data"][-5:]}
    shares = figure["meta"]["shares"]
    assert sizes == {"h_0": 36, **{kind: 36 * shares[kind] for kind in ("x", "h", "y", "p")}}


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("T", [2, 12, 60])
def test_two_directions_have_as_many_points_in_both_layouts(T: int, cell: str) -> None:
    run = make(T, cell=cell, bidirectional=True, sequence_type="encoder_decoder")
    paths = graph_layout.edges(run) | graph_layout.flow(run)
    for layouts in paths.values():
        unrolled, compressed = layouts["unrolled"], layouts["compressed"]
        assert [len(path) for path in unrolled] == [len(path) for path in compressed]
    back = paths["W_h_reverse"]["unrolled"]
    assert [path[-1][0] for path in back] == [*range(1, T + 1)]
    assert max(point[0] for path in back for point in path) == T + 0.5
    assert ("lane_cell_state_reverse" in paths) == (cell == "lstm")
    assert graph_layout.columns(run)["h_reverse"] == [*range(1, T + 1)]


@pytest.mark.parametrize(("feedback", "row"), [("free", "y"), ("teacher", "p")])
def test_what_is_fed_back_leads_from_the_step_before_to_x(feedback: str, row: str) -> None:
    run = make(4, sequence_type="encoder_decoder", feedback=feedback)
    (path,) = graph_layout.edges(run)["feedback"]["unrolled"]
    assert path[0][:2] == [3, graph_layout.ROWS[row]]
    assert path[-1][:2] == [4, 0]
    assert graph_layout.columns(run)["x"] == [1, 2, 4]


def names(score: Score) -> dict[str, Any]:
    """The traces of the weights' names, by weight."""
    traces = graph.figure(score)["data"]
    ending = " letters"
    return {
        trace["name"].removesuffix(ending): trace
        for trace in traces
        if trace["name"].endswith(ending)
    }


def test_names_of_a_weight_have_room_beside_each_other() -> None:
    few, many = (names(make_run(steps, 8, "many_to_many")) for steps in (12, 60))
    assert few["W_x"]["x"] == few["W_y"]["x"] == [*range(1, 13)]
    assert few["W_x"]["y"] == pytest.approx([0.5] * 12)
    assert many["W_x"]["x"] == many["W_y"]["x"] == many["e"]["x"] == [*range(1, 61, 3)]
    assert many["W_h"]["x"] == pytest.approx([0.42 + 3 * i for i in range(20)])


@pytest.mark.parametrize(("cell", "side"), [("rnn", "top"), ("gru", "bottom"), ("lstm", "bottom")])
def test_the_name_of_w_h_leaves_the_lane_of_c_alone(cell: str, side: str) -> None:
    assert names(make_run(12, 8, cell=cell))["W_h"]["textposition"] == f"{side} center"


@pytest.mark.parametrize("steps", [1, 5, 60])
def test_of_two_directions_each_weight_is_named_once(steps: int) -> None:
    found = names(make_run(steps, 8, "many_to_many", cell="lstm", bidirectional=True))
    assert all(len(trace["x"]) == 1 for trace in found.values())
    ends = [found[name]["x"] for name in ("W_h_reverse", "lane_cell_state_reverse")]
    assert ends == [[steps + 0.5]] * 2  # clear of the way from h to y
    assert found["W_x_reverse"]["x"][0] < 1


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_inside_of_a_cell_is_its_graph(cell: str) -> None:
    run = make(3, cell=cell)
    meta, graph_of = cell_meta(run), run.model.new_cell().graph
    place = {node["name"]: node["at"] for node in meta["nodes"]}
    assert len({tuple(at) for at in place.values()}) == len(place)
    assert len(meta["wires"]) == len(graph_of.edges)
    assert all(place[wire["from"]][0] < place[wire["to"]][0] for wire in meta["wires"])
    assert {node.name for node in graph_of.nodes} <= set(place)
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[cell]
    m = run.model.hidden_size
    deltas = [one["rows"] for one in meta["gradients"] if one["array"] == "delta"]
    assert deltas == [[i * m, (i + 1) * m] for i in range(gates)]
    for wire in meta["wires"]:
        assert [wire["way"][0], wire["way"][-1]] == [place[wire["from"]], place[wire["to"]]]
        for column, row in wire["way"][1:-1]:  # beside the nodes that it passes
            assert min(abs(row - r) for c, r in place.values() if c == column) == 0.5
    assert len(equations(run)) == {"rnn": 2, "gru": 5, "lstm": 7}[cell]


def make(steps: int, **config: Any) -> Score:
    given = {"task": {"name": "sunspots"}, "schedule": {"k": steps}, **config}
    return score_of(given)
