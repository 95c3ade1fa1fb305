"""The micro-steps of an update: what each makes of the values that a frame holds."""

from itertools import chain
from typing import Any

from ...engine.bidirectional import SUFFIX
from ...engine.model import Model
from ...engine.script import script
from ...engine.train import Update
from ..training.experiment import Experiment
from .fields import default_fields, frame
from .moments import moments


def made_by(model: Model) -> dict[str, tuple[str, ...]]:
    """What each line of the pseudocode makes: arrays, of which a micro-step at t makes entry t.

    An output of two directions is there when the reversed one, the second, has come to its step.
    """
    arrays, known = model.recurrence(1, 1).arrays, moments(model)
    own = [name for name in default_fields(model) if name in arrays]
    initial, forward, back = (
        tuple(name for name in own if known.get(name) == moment)
        for moment in (None, "forward", "backward")
    )
    made = {
        "for": ("window_start", "window_starts", "epoch"),
        "start": initial,
        "forward": ("inputs", *_ahead(forward), "outputs"),
        "error": ("targets", "errors", "loss_per_step"),
        "backward": (*_ahead(back), "grad_hidden_norm"),
        "sum": ("grad_params", "grad_norm", "clipped_grad_norm"),
        "update": ("new_params",),
        "carry": (),
    }
    if model.bidirectional:
        made["forward"] = ("inputs", *_ahead(forward))
        made["forward_reverse"] = (*_reversed(forward), "outputs")
        made["backward_reverse"] = _reversed(back)
    return made


def _ahead(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not name.endswith(SUFFIX))


def _reversed(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.endswith(SUFFIX))


def micro_frames(experiment: Experiment, update: Update) -> list[dict[str, Any]]:
    """One object for each micro-step, with the values that it makes."""
    lines = made_by(experiment.model)
    values = frame(experiment, update, chain.from_iterable(lines.values()))
    result = []
    config, answers = experiment.config, update.trace.has_output
    steps = script(answers, config.schedule.carry_state, config.bidirectional)
    for number, step in enumerate(steps):
        made = {name: values[name] for name in lines[step.line]}
        if step.t is not None:
            made = {name: array[step.t - 1] for name, array in made.items()}
        result.append(
            {"update": update.state.update, "microstep": number, **step._asdict(), **made}
        )
    return result
