"""Labelled sequences: which column says the class, what is read a step, and what is learned."""

import numpy as np
import pytest
from unrolled.tasks import read_task
from unrolled.tasks.kinds.sequences import SequencesTask
from unrolled.tasks.own.choices import Choices
from unrolled.tasks.own.datasets import LabelledData
from unrolled.tasks.own.labelled.reading import labelled_reading
from unrolled.tasks.own.notes import Note

from ...problems import unreadable

MANY = range(40)
WORDS = [f'"{"Good" if i % 2 else "Bad"}, film {i % 7}!",{"yes" if i % 2 else "no"}' for i in MANY]
NUMBERS = [f"{'up' if i % 2 else 'down'};{i % 5},5;{i % 3},25;{i % 7},75" for i in MANY]


def read(*rows: str, **chosen: object) -> LabelledData:
    data, shown = labelled_reading("\n".join(rows), Choices.model_validate(chosen))
    assert isinstance(data, LabelledData)
    assert shown.labelled is not None
    assert shown.rows == len(data.classes) == sum(one.count for one in shown.labelled.classes)
    return data


def test_texts_are_cut_into_words() -> None:
    data = read("text,liked", *WORDS)
    assert data.sequences[:2] == [["bad", "film", "0"], ["good", "film", "1"]]
    assert data.classes[:2] == ["no", "yes"]
    assert data.choices == {"label": "liked", "inputs": ["text"], "tokens": "words"}
    task = read_task(data)
    assert isinstance(task, SequencesTask)
    assert task.lengths == (32, 8)
    assert task.output_names == ("no", "yes")
    assert {*task.input_names} == {"bad", "good", "film", *map(str, range(7)), "…"}
    for part in (task.train, task.held_out):
        assert {int(one.targets[-1].argmax()) for one in part} == {0, 1}
    assert task.encode is not None
    words = task.encode("A GOOD film").inputs[:, 0].argmax(-1)
    assert [task.input_names[place] for place in words] == ["…", "good", "film"]


def test_texts_without_blanks_are_cut_into_letters() -> None:
    names = ["Ivanov", "Rossi", "Petrov", "Bianchi"]
    rows = [f"{names[i % 4]},{'ru' if i % 2 else 'it'}" for i in MANY]
    assert read("name,language", *rows).sequences[0] == list("Ivanov")
    chosen = read("name,language", *rows, tokens="words")
    assert chosen.sequences[0] == ["ivanov"]


def test_rows_of_numbers_are_series() -> None:
    data = read("label;t1;t2;t3", *NUMBERS, "up;1,5;;2,5", "down;3,5;;", ";1,5;1,5;1,5")
    assert data.sequences[1] == [1.5, 1.25, 1.75]
    assert data.sequences[-2:] == [[1.5, 2.0, 2.5], [3.5]]
    assert data.notes[:4] == [
        Note("sequences", 42),
        Note("unlabelled", 1),
        Note("label", "label"),
        Note("missing", 1),
    ]
    task = read_task(data)
    assert isinstance(task, SequencesTask)
    every = np.concatenate([one.inputs.ravel() for one in task.train])
    assert (every.min(), every.max()) == (0, 1)
    assert task.encode is not None
    assert task.encode("0.25 6.75").inputs.shape == (2, 1, 1)
    for text in ("good film", "1 nan", "inf"):
        assert unreadable(task.encode, text)[0] == "not_numbers"


def test_numbers_are_shown_as_they_are_understood() -> None:
    _, shown = labelled_reading("\n".join(["label;t1;t2;t3", *NUMBERS]), Choices())
    assert shown.head[1] == ["up", "1.5", "1.25", "1.75"]
    assert shown.tail[-1] == ["up", "4.5", "0.25", "4.75"]
    assert [one.format is None for one in shown.columns] == [True, False, False, False]


def test_what_is_long_is_cut_and_told() -> None:
    rows = [f"{'word ' * (100 if i == 3 else 5)},{'a' if i % 2 else 'b'}" for i in MANY]
    data = read("text,label", *rows)
    assert len(data.sequences[3]) == 60
    assert Note("cut", 1) in data.notes


def test_rare_words_are_read_as_one() -> None:
    rows = [f"w{i} w{i + 1} w{i % 3},{'a' if i % 2 else 'b'}" for i in range(600)]
    task = read_task(read("text,label", *rows))
    assert len(task.input_names) == 200
    assert {"…", "w0", "w1", "w2"} <= set(task.input_names)


@pytest.mark.parametrize(
    ("rows", "chosen", "code"),
    [
        (["text,n", *(f"word {i},{i}" for i in MANY)], {}, "no_column_of_classes"),
        (["text,label", *WORDS[:10]], {}, "labelled_rows"),
        (["text,label", *WORDS], {"label": "kind"}, "unknown_column"),
        (["text,n", *(f"word {i},{i}" for i in MANY)], {"label": "n"}, "labelled_classes"),
    ],
)
def test_what_has_no_classes_is_refused(
    rows: list[str], chosen: dict[str, object], code: str
) -> None:
    choices = Choices.model_validate(chosen)
    assert unreadable(labelled_reading, "\n".join(rows), choices)[0] == code
