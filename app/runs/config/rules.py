"""What goes together in a config, as data: what is refused by it here, the page does not offer.

A rule is read in a situation: a config whose `task` has the facts of its task, too. Paths are those
of the settings, and task.<fact>.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...engine.losses import PAIRS
from ...tasks import SequencesTask, StreamTask, Task
from ..errors import InputError
from .setting import Part, When, at
from .values import MAX_K

Situation = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """Where all of `when` holds, and not all of `unless`, the setting at `path` is limited.

    A text in place of values or a bound is the path where the situation has them.
    """

    path: str
    when: When = field(default_factory=dict)
    unless: When = field(default_factory=dict)
    only: tuple[object, ...] | str | None = None
    least: int | str | None = None
    most: int | str | None = None
    why: str = ""  # the page's config.off.<why>, for a control that has no choice left
    told: str = ""  # how the server's sentence ends
    returns: bool = False  # once it no longer holds, the page takes what is usual again
    tried: bool = False  # the page lets it be tried: there is something to learn from the refusal

    def holds(self, situation: Situation) -> bool:
        """Whether it concerns a situation."""
        excepted = self.unless and applies(self.unless, situation)
        return applies(self.when, situation) and not excepted

    def allowed(self, situation: Situation) -> str:
        """What is allowed, in words, if that is not what the setting is; else ""."""
        limits: Iterable[Any] = (self.only, self.least, self.most)
        only, least, most = (at(situation, one) if isinstance(one, str) else one for one in limits)
        value = at(situation, self.path)
        values = value if isinstance(value, tuple) else (value,)
        if only is not None and not set(values) <= set(only):
            return _either(only)
        if least is not None and min(values) < least:
            return str(least) if least == most else f"at least {least}"
        if most is not None and max(values, default=most) > most:
            return str(most) if least == most else f"at most {most}"
        return ""


WHOLE: When = {"task.whole": (True,)}
ONE: When = {"sequence_type": ("one_to_one",)}
CODED: When = {"sequence_type": ("encoder_decoder",)}
CARRYING: When = {"sequence_type": ("many_to_one", "many_to_many")}
GENERAL: When = {"schedule.name": ("tbptt",)}
PARTS = ("sliding_window", "chunks", "tbptt")  # schedules that see no whole sequence
OF_TASK, OF_TYPE = " for the task {task[name]}", " for the sequence type {sequence_type}"

RULES = (
    Rule("sequence_type", only="task.sequence_types", told=OF_TASK),
    Rule("loss", only="task.losses", told=OF_TASK),
    *(
        Rule("output_activation", {"loss": (loss,)}, only=outputs, told=" for the loss {loss}")
        for loss, outputs in PAIRS.items()
    ),
    Rule("schedule.name", WHOLE, only=("full_sequence",), why="wholeSequences", told=OF_TASK),
    Rule("schedule.name", unless=WHOLE, only=PARTS, told=OF_TASK),
    Rule("schedule.k", {"task.any_length": (True,)}, least=2, told=" for {task[name]}"),
    Rule(
        "schedule.k",
        {**WHOLE, "task.any_length": (False,)},
        least="task.max_k",
        most="task.max_k",
        why="wholeSequences",
        told=", the longest sequence of {task[name]}",
    ),
    Rule("schedule.k", most="task.max_k", told=", the training steps of {task[name]}"),
    Rule("schedule.k1", unless=GENERAL, only=(None,), told=" for the schedule {schedule[name]}"),
    Rule("schedule.k1", GENERAL, most="schedule.k", told=", which is k"),
    Rule("detached", most="schedule.k", told=", which is k"),
    Rule("schedule.k", ONE, least=1, most=1, why="oneStep", told=OF_TYPE, returns=True),
    Rule("schedule.k", CODED, least=2, told=OF_TYPE),
    Rule(
        "feedback",
        unless={"task.feeds_back": (True,)},
        only=("none",),
        why="otherWords",
        told=" where inputs and outputs differ in size",
    ),
    Rule(
        "bidirectional",
        {"sequence_type": ("many_to_many",), "task.reads_answers": (True,)},
        only=(False,),
        why="readsAnswers",
        told=" here: the next input is the answer, read ahead",
        tried=True,
    ),
    Rule(
        "feedback",
        {"bidirectional": (True,)},
        only=("none",),
        why="readsAhead",
        told=" for a bidirectional network, which reads ahead",
    ),
    Rule(
        "schedule.carry_state",
        WHOLE,
        only=(False,),
        why="wholeSequences",
        told=" for the schedule full_sequence",
    ),
    Rule("schedule.carry_state", unless=CARRYING, only=(False,), why="carryType", told=OF_TYPE),
    Rule(
        "schedule.carry_state",
        unless={"batch_size": (1,)},
        only=(False,),
        why="carryBatch",
        told=" where batch_size is above 1",
    ),
    Rule("batch_size", {"schedule.carry_state": (True,)}, least=1, most=1, why="batchCarry"),
)


def max_k(task: Task) -> int:
    """The longest window that fits the task's training part."""
    return MAX_K if task.any_length else min(MAX_K, task.longest)


def facts(task: Task) -> dict[str, Any]:
    """What rules ask of a task; the page is told it with a run's task."""
    named = task.input_names if isinstance(task, StreamTask) else ()
    return {
        "sequence_types": list(task.sequence_types),
        "losses": list(dict.fromkeys((task.loss, "mse"))),
        "max_k": max_k(task),
        "any_length": task.any_length,
        "whole": isinstance(task, SequencesTask),
        "feeds_back": task.input_size == task.output_size,
        "reads_answers": named == task.output_names != (),
    }


def applies(when: When, situation: Situation) -> bool:
    """Whether the situation has one of the values at each of the paths."""
    return all(at(situation, path) in values for path, values in when.items())


def check(config: Part, task: Task) -> None:
    """Raise InputError for the first setting that a rule does not allow."""
    values = config.model_dump()
    situation = {**values, "task": {**values["task"], **facts(task)}}
    for rule in RULES:
        if rule.holds(situation) and (allowed := rule.allowed(situation)):
            told = rule.told.format_map(situation)
            raise InputError(rule.path, f"{rule.path} must be {allowed}{told}.")


def _either(values: Iterable[object]) -> str:
    """a, b or c."""
    *first, last = (str(one).lower() for one in values)
    return f"{', '.join(first)} or {last}" if first else last
