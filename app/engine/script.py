"""The order in which one update happens: the authority for playback.

The reversed direction of a bidirectional network goes the other way, forward from T to 1 and back
from 1 to T: both directions go forward before there is an error, and then back one after the other.

An update is a list of micro-steps. Each names the pseudocode line it carries out, the phase it
belongs to and, where it concerns one timestep, that timestep t (1-based).
"""

from typing import NamedTuple

from .arrays import Mask


class PseudocodeLine(NamedTuple):
    """A line of the pseudocode by its name, and how deep it is nested."""

    line: str
    indent: int


class MicroStep(NamedTuple):
    """One thing that happens in an update."""

    line: str
    phase: str
    t: int | None


def pseudocode(carry_state: bool, bidirectional: bool = False) -> list[PseudocodeLine]:
    """The lines of BPTT over windows, or chunks, of k steps."""
    forward, backward = ["forward"], ["backward"]
    if bidirectional:
        forward.append("forward_reverse")
        backward.append("backward_reverse")
    body = ["start", *forward, "error", *backward, "sum", "update"]
    if carry_state:
        body.append("carry")
    return [
        PseudocodeLine("repeat", 0),
        PseudocodeLine("for", 1),
        *(PseudocodeLine(line, 2) for line in body),
    ]


def script(has_output: Mask, carry_state: bool, bidirectional: bool = False) -> list[MicroStep]:
    """The micro-steps of one update over the T steps of `has_output`, in order."""
    times = range(1, len(has_output) + 1)
    steps = [MicroStep("for", "window", None), MicroStep("start", "window", None)]
    steps += [MicroStep("forward", "forward", t) for t in times]
    if bidirectional:
        steps += [MicroStep("forward_reverse", "forward", t) for t in reversed(times)]
    steps += [MicroStep("error", "error", t) for t in times if has_output[t - 1]]
    steps += [MicroStep("backward", "backward", t) for t in reversed(times)]
    if bidirectional:
        steps += [MicroStep("backward_reverse", "backward", t) for t in times]
    steps += [MicroStep("sum", "update", None), MicroStep("update", "update", None)]
    if carry_state:
        steps.append(MicroStep("carry", "update", None))
    return steps
