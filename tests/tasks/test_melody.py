"""Melodies: the notes of the tunes, and the vocabulary that they share with the titles."""

import pytest
from unrolled.engine.batches import Batch
from unrolled.tasks.melody import melody

from ..problems import unreadable

TUNES = {
    "Frère Jacques": 32,
    "Twinkle, Twinkle, Little Star": 28,
    "Ode to Joy": 30,
    "Mary Had a Little Lamb": 26,
    "London Bridge": 24,
    "Au clair de la lune": 22,
    "Row, Row, Row Your Boat": 27,
}
BEGINNINGS = {
    "Frère Jacques": "C4:1 D4:1 E4:1 C4:1 C4:1 D4:1 E4:1 C4:1 E4:1 F4:1 G4:2",
    "Twinkle, Twinkle, Little Star": "C4:1 C4:1 G4:1 G4:1 A4:1 A4:1 G4:2",
    "Ode to Joy": "E4:1 E4:1 F4:1 G4:1 G4:1 F4:1 E4:1 D4:1 C4:1 C4:1 D4:1 E4:1 E4:1.5 D4:0.5 D4:2",
    "Mary Had a Little Lamb": "E4:1 D4:1 C4:1 D4:1 E4:1 E4:1 E4:2",
    "London Bridge": "G4:1.5 A4:0.5 G4:1 F4:1 E4:1 F4:1 G4:2",
    "Au clair de la lune": "C4:1 C4:1 C4:1 D4:1 E4:2 D4:2 C4:1 E4:1 D4:1 D4:1 C4:4",
    "Row, Row, Row Your Boat": "C4:1.5 C4:1.5 C4:1 D4:0.5 E4:1.5 E4:1 D4:0.5 E4:1 F4:0.5 G4:3",
}


def notes(one: Batch) -> list[str]:
    names = melody().output_names
    return [names[place] for place in one.targets[:, 0].argmax(axis=-1)]


def encoded(text: str) -> Batch:
    encode = melody().encode
    assert encode
    return encode(text)


def test_counts() -> None:
    task = melody()
    assert [len(one.inputs) for one in task.train] == list(TUNES.values())
    assert task.input_size == task.output_size == 33
    assert task.longest == task.defaults["schedule"]["k"] == 32


def test_one_vocabulary_of_titles_and_notes() -> None:
    task = melody()
    assert task.input_names == task.output_names
    assert task.input_names[:7] == tuple(TUNES)
    assert (task.input_names[7], task.input_names[-1]) == ("C5:0.5", "G3:1")
    assert len(set(task.input_names)) == 33


@pytest.mark.parametrize(("title", "beginning"), BEGINNINGS.items())
def test_how_the_tunes_begin(title: str, beginning: str) -> None:
    expected = beginning.split()
    assert notes(encoded(title))[: len(expected)] == expected


@pytest.mark.parametrize("title", TUNES)
def test_the_tunes_fill_eight_bars(title: str) -> None:
    bar = 3 if title == "Row, Row, Row Your Boat" else 4  # six eighths
    lengths = [float(note.split(":")[1]) for note in notes(encoded(title))]
    assert sum(lengths) == 8 * bar


def test_the_only_input_is_the_title() -> None:
    one = encoded("Ode to Joy")
    assert one.has_input.tolist() == [True] + [False] * 29
    assert one.inputs.sum() == one.inputs[0, 0, 2] == 1
    assert one.has_output.all()
    assert (one.targets.sum(axis=-1) == 1).all()


def test_all_that_is_learnt_is_played() -> None:
    task = melody()
    for title, one, other in zip(TUNES, task.train, task.held_out, strict=True):
        assert notes(one) == notes(other) == notes(encoded(title))


def test_what_encode_refuses() -> None:
    params = {"text": "Yesterday", "titles": list(TUNES)}
    assert unreadable(encoded, "Yesterday") == ("unknown_tune", params)
