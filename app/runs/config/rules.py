"""What goes together in a config, as data: what is refused by it here, the page does not offer.

A rule is read in a situation: a config whose `task` has the facts of its task, too. Paths are those
of the settings, and task.<fact>.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...engine.losses import PAIRS
from ...tasks import SequencesTask, StreamTask, Task
from ...tasks.kinds.errors import Param
from ..errors import InputError
from .setting import Part, When, applies, at
from .values import MAX_K

Situation = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """Where all of `when` holds, and not all of `unless`, the setting at `path` is limited.

    A text in place of values or a bound is the path where the situation has them.
    """

    path: str
    code: str  # of the problem that it makes
    when: When = field(default_factory=dict)
    unless: When = field(default_factory=dict)
    only: tuple[object, ...] | str | None = None
    least: int | str | None = None
    most: int | str | None = None
    why: str = ""  # the page's config.off.<why>, for a control that has no choice left
    returns: bool = False  # once it no longer holds, the page takes what is usual again
    tried: bool = False  # the page lets it be tried: there is something to learn from the refusal

    def holds(self, situation: Situation) -> bool:
        """Whether it concerns a situation."""
        excepted = self.unless and applies(self.unless, situation)
        return applies(self.when, situation) and not excepted

    def allowed(self, situation: Situation) -> dict[str, Param]:
        """What is allowed, as params, if that is not what the setting is; else {}."""
        limits: Iterable[Any] = (self.only, self.least, self.most)
        only, least, most = (at(situation, one) if isinstance(one, str) else one for one in limits)
        value = at(situation, self.path)
        values = value if isinstance(value, tuple) else (value,)
        if only is not None and not set(values) <= set(only):
            return {"choices": [str(one).lower() for one in only]}
        too_low = least is not None and min(values) < least
        too_high = most is not None and max(values, default=most) > most
        ends = {"low": least, "high": most} if too_low or too_high else {}
        return {name: end for name, end in ends.items() if end is not None}

    def concerned(self, situation: Situation) -> dict[str, Param]:
        """The task and the choices because of which it holds, as params."""
        found = {path: situation.get(path) for path in (*self.when, *self.unless)}
        choices = {path: value for path, value in found.items() if isinstance(value, str)}
        return {"task": situation["task"]["name"], **choices}


CARRY, MAX = "schedule.carry_state", "task.max_k"
WHOLE: When = {"task.whole": (True,)}
FIXED: When = {**WHOLE, "task.any_length": (False,)}
ALIKE: When = {"task.feeds_back": (True,)}
ONE: When = {"sequence_type": ("one_to_one",)}
CODED: When = {"sequence_type": ("encoder_decoder",)}
CARRYING: When = {"sequence_type": ("many_to_one", "many_to_many")}
GIVEN_AWAY: When = {"sequence_type": ("many_to_many",), "task.reads_answers": (True,)}
TWO_WAYS: When = {"bidirectional": (True,)}
GENERAL: When = {"schedule.name": ("tbptt",)}
PARTS = ("sliding_window", "chunks", "tbptt")  # schedules that see no whole sequence

RULES = (
    Rule("sequence_type", "not_for_task", only="task.sequence_types"),
    Rule("loss", "not_for_task", only="task.losses"),
    *(
        Rule("output_activation", "not_for_loss", {"loss": (loss,)}, only=outputs)
        for loss, outputs in PAIRS.items()
    ),
    Rule("schedule.name", "not_for_task", WHOLE, only=("full_sequence",), why="wholeSequences"),
    Rule("schedule.name", "not_for_task", unless=WHOLE, only=PARTS),
    Rule("schedule.k", "k_too_short", {"task.any_length": (True,)}, least=2),
    Rule("schedule.k", "k_of_whole_sequences", FIXED, least=MAX, most=MAX, why="wholeSequences"),
    Rule("schedule.k", "k_too_long", most=MAX),
    Rule("schedule.k1", "k1_of_tbptt", unless=GENERAL, only=(None,)),
    Rule("schedule.k1", "k1_too_long", GENERAL, most="schedule.k"),
    Rule("detached", "steps_beyond", most="schedule.k"),
    Rule("schedule.k", "k_of_one_to_one", ONE, least=1, most=1, why="oneStep", returns=True),
    Rule("schedule.k", "k_of_encoder_decoder", CODED, least=2),
    Rule("feedback", "feedback_of_other_words", unless=ALIKE, only=("none",), why="otherWords"),
    Rule("bidirectional", "reads_answers", GIVEN_AWAY, only=(False,), tried=True),
    Rule("feedback", "feedback_reads_ahead", TWO_WAYS, only=("none",), why="readsAhead"),
    Rule(CARRY, "carry_of_whole_sequences", WHOLE, only=(False,), why="wholeSequences"),
    Rule(CARRY, "carry_of_type", unless=CARRYING, only=(False,), why="carryType"),
    Rule(
        CARRY, "carry_needs_batch_1", unless={"batch_size": (1,)}, only=(False,), why="carryBatch"
    ),
    Rule("batch_size", "carry_needs_batch_1", {CARRY: (True,)}, least=1, most=1, why="carryBatch"),
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
        "feeds_back": task.feeds_back,
        "reads_answers": named == task.output_names != (),
    }


def check(config: Part, task: Task) -> None:
    """Raise InputError for the first setting that a rule does not allow."""
    values = config.model_dump()
    situation = {**values, "task": {**values["task"], **facts(task)}}
    for rule in RULES:
        if rule.holds(situation) and (allowed := rule.allowed(situation)):
            raise InputError(rule.path, rule.code, **rule.concerned(situation), **allowed)
