"""Texts of any script and length: what of them is learned, and what is told."""

import random
from unicodedata import normalize

import pytest
from unrolled.tasks import StreamTask, read_task
from unrolled.tasks.own.datasets import TextData
from unrolled.tasks.own.notes import Note
from unrolled.tasks.own.text import text_reading

HINDI = "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। "
RUSSIAN = "Все люди рождаются свободными и равными в своём достоинстве и правах. "
ABC = "X:1\nT:Speed the Plough\nM:4/4\nK:G\n|:GABc dedB|dedB dedB|c2ec B2dB|A2F2 G4:|\n"


def learned(data: bytes | str) -> tuple[str, StreamTask, list[Note]]:
    reading = text_reading(data)
    assert isinstance(reading.data, TextData)
    task = read_task(reading.data)
    assert isinstance(task, StreamTask)
    return reading.data.text, task, reading.preview.notes


@pytest.mark.parametrize("text", [HINDI, RUSSIAN, ABC])
def test_any_script_is_learned(text: str) -> None:
    text *= 5
    kept, task, notes = learned(text)
    assert kept == " ".join(text.split())
    assert task.input_names == tuple(sorted(set(kept)))
    assert notes == [("letters", len(kept)), ("different", task.input_size)]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_its_encoding(encoding: str) -> None:
    kept, _, notes = learned((RUSSIAN * 5).encode(encoding))
    assert kept == (RUSSIAN * 5).strip()
    assert [value for name, value in notes if name == "encoding"] == {
        "cp1251": ["cp1251"],
        "utf-16": ["utf-16-le"],
    }.get(encoding, [])


def test_letters_and_their_marks_are_put_together() -> None:
    text = "Un élève à l'école, où ça? " * 10
    apart = normalize("NFD", text)
    assert len(apart) > len(text)
    kept, _, notes = learned(apart)
    assert kept == text.strip()
    assert ("composed", "") in notes


def test_of_a_long_text_the_beginning_is_learned() -> None:
    """65 different characters and 1.1 MB, as the tiny Shakespeare of many tutorials has."""
    alphabet = "".join(map(chr, range(33, 33 + 64)))
    text = alphabet + " " + "".join(random.Random(1).choices(alphabet, k=1_115_330))
    kept, task, notes = learned(text)
    assert kept == text[: 2_500_000 // 65]
    assert notes == [("letters", 1_115_395), ("beginning", 38_461), ("different", 65)]
    assert task.lengths == (36_461, 1_999)
    assert task.inputs.nbytes < 20_000_000


def test_the_rarest_of_very_many_characters_are_read_as_one() -> None:
    signs = [chr(0x4E00 + number) for number in range(300)]
    text = "".join(signs[:199] * 3 + signs[199:])
    kept, task, notes = learned(text)
    assert kept == "".join(signs[:199] * 3) + "□" * 101
    assert task.input_size == 200
    assert notes == [("letters", 698), ("different", 300), ("rare", 101)]
    kept, task, notes = learned(text[:-100])
    assert kept == text[:-100]
    assert task.input_size == 200
    assert notes == [("letters", 598), ("different", 200)]
