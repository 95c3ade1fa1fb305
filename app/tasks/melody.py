"""Melodies by heart: given a title, play the tune note by note, each after one's own last."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from ..engine.batches import Batch, make_batch
from .data import table
from .kinds.errors import UnreadableError
from .kinds.sequences import SequencesTask, one_hot

PITCHES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def melody() -> SequencesTask:
    """7 tunes, each of T notes (22 to 32); inputs and targets (T, 1, 33), one shared vocabulary.

    That is 7 titles, then 26 notes such as "C4:1.5": pitch and octave (C4 is the middle C, MIDI
    number 60), then how long it lasts, in quarter notes. x_1 is the title, p_t the t-th note.
    """
    tunes = dict(_tunes())
    notes = sorted({note for tune in tunes.values() for note in tune}, key=_height, reverse=True)
    vocabulary = (*tunes, *notes)
    batches = {title: _batch(title, tune, vocabulary) for title, tune in tunes.items()}

    def encode(text: str) -> Batch:
        title = next((one for one in batches if one.casefold() == text.casefold()), None)
        if title is None:
            raise UnreadableError("unknown_tune", text=text, titles=list(batches))
        return batches[title]

    return SequencesTask(
        name="melody",
        title="Melodies",
        description="Play a tune by heart, given its title: all tunes are learnt, none is new.",
        picture="roll",
        sequence_types=("one_to_many",),
        metric_name="exact_match",
        loss="cross_entropy",
        output_activation="softmax",
        source="Opening notes of melodies in the public domain, in C major.",
        input_names=vocabulary,
        output_names=vocabulary,
        train=tuple(batches.values()),
        held_out=tuple(batches.values()),
        encode=encode,
        defaults={
            "hidden_size": 32,
            "feedback": "teacher",
            "schedule": {"name": "full_sequence", "k": max(map(len, tunes.values()))},
            "optimizer": {"name": "adam", "learning_rate": 0.01, "clip_norm": 1.0},
            "updates": 2500,
        },
    )


def _tunes() -> Iterator[tuple[str, list[str]]]:
    """Each title with its notes."""
    for title, rows in groupby(table("melodies.csv"), key=lambda row: row["title"]):
        yield title, [_note(int(row["pitch"]), row["duration"]) for row in rows]


def _note(pitch: int, duration: str) -> str:
    """60 and "1.5" are "C4:1.5"."""
    return f"{PITCHES[pitch % 12]}{pitch // 12 - 1}:{duration}"


def _height(note: str) -> tuple[int, int, float]:
    """A note's place in an order by pitch, then by duration."""
    pitch, duration = note.split(":")
    return int(pitch[-1]), PITCHES.index(pitch[:-1]), float(duration)


def _batch(title: str, notes: list[str], vocabulary: tuple[str, ...]) -> Batch:
    targets = one_hot(notes, vocabulary)
    inputs = np.zeros_like(targets)
    inputs[:1] = one_hot([title], vocabulary)
    return make_batch("one_to_many", inputs, targets)
