"""What tracks tell besides their picture: references are in a frame, questions have answers."""

from typing import Any

import numpy as np
import pytest
from unrolled.figures import TRACKS
from unrolled.figures.bind import Places, reference
from unrolled.figures.meta import Fact
from unrolled.runs.explain.quantities import quantities

from .conftest import RunScore, make_frame, make_run

CELLS = [(cell, two) for cell in ("rnn", "gru", "lstm") for two in (False, True)]
T, M = 4, 3


def metas(score: RunScore) -> dict[str, dict[str, Any]]:
    """By track, and for each weight of a track that shows one at a time."""
    found = {name: track.figure(score).get("meta", {}) for name, track in TRACKS.items()}
    weights = found["outer"]["weights"].items()
    return {**found, **{name: weight["meta"] for name, weight in weights}}


def told(fact: Fact, frame: dict[str, Any], t: int) -> Any:
    at = fact["at"] if t > 0 else fact["start"]
    return reference(f"@{at}", frame, Places(t=t - 1))


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_facts_are_in_the_frame_at_all_their_steps(cell: str, two: bool) -> None:
    score = make_run(T, M, "encoder_decoder", cell=cell, bidirectional=two, batch_size=2)
    frame = make_frame(score)
    for name, meta in metas(score).items():
        for fact in [*meta.get("tooltip", []), *meta.get("table", [])]:
            first = 0 if "start" in fact else fact.get("first", 1)
            for t in range(first, fact.get("last", T) + 1):
                assert np.size(told(fact, frame, t)) > 0, (name, fact, t)


def test_facts_tell_the_numbers_of_their_step() -> None:
    score = make_run(T, M, "many_to_many")
    frame, found = make_frame(score), metas(score)
    hidden, made_of = found["hidden"]["tooltip"]
    assert told(hidden, frame, 3) == frame["hidden"][2, 0].tolist()
    assert told(hidden, frame, 0) == frame["initial_hidden"][0].tolist()
    assert told(made_of, frame, 3) == frame["preactivation"][2, 0].tolist()
    last_loss = found["flow"]["tooltip"][-1]
    assert last_loss["name"] == "‖∂L₄/∂h_{t}‖"
    assert told(last_loss, frame, 2) == frame["flow"][3, 1]
    terms = found["W_x"]["table"][1]
    assert told(terms, frame, 2) == frame["itemised"]["W_x"][1].tolist()


@pytest.mark.parametrize(("cell", "two"), CELLS)
def test_a_place_asks_what_can_be_asked(cell: str, two: bool) -> None:
    score = make_run(T, M, "encoder_decoder", cell=cell, bidirectional=two, batch_size=2)
    known = {quantity.name for quantity in quantities(score.model)}
    for name, meta in metas(score).items():
        picks = meta.get("picks", {})
        assert {one["what"] for one in [*meta.get("asks", []), *picks.values()]} <= known, name
        assert {block["array"] for block in meta.get("blocks", [])} <= known, name
        assert set(meta.get("edges", [])) | set(meta.get("nodes", [])) <= set(picks) or not picks
