"""What a task's picture on the page is drawn from, and the words of an update's window."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...engine.arrays import Array, Mask
from ...engine.trace import Trace
from ...engine.train import Update
from ...tasks import Task
from ...tasks.kinds.metrics import Answers
from ...tasks.kinds.tokens import read, read_answers
from ..answers.predict import speaks_for
from ..answers.sample import can_sample, sample
from ..training.evaluation import Evaluation
from ..training.experiment import Experiment

MOST_ROWS = 60
SAMPLE = 120  # letters

Picture = dict[str, Any]


def tokens(task: Task, trace: Trace) -> dict[str, list[list[str]]]:
    """By sequence and step, what is read, to be answered and answered; "" where nothing is."""
    return {
        "inputs": _spoken(task.input_names, trace["inputs"], trace.has_input | trace.fed),
        "targets": _spoken(task.output_names, trace["targets"], trace.has_output),
        "outputs": _spoken(task.output_names, trace["outputs"], trace.has_output),
    }


def _spoken(names: Sequence[str], features: Array, there: Mask) -> list[list[str]]:
    words = [read(names, features[:, b]) for b in range(features.shape[1])]
    return [
        [word if is_there else "" for word, is_there in zip(one, there.tolist(), strict=True)]
        for one in words
    ]


def picture(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """What the page needs to show how well the task is learnt, after the update."""
    return PICTURES[run.task.picture](run, update, evaluation)


def _forecast(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """(n,) for one target, (n, o) for several."""
    predictions = evaluation.predictions
    assert predictions is not None  # it is of a series
    return {"predictions": predictions[:, 0] if predictions.shape[1] == 1 else predictions}


def _curve(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """The curve through what is held out, by growing x: (N,) each."""
    inputs = np.concatenate([one.inputs[0, :, 0] for one in run.judge.held_out])
    order = inputs.argsort()
    targets, outputs = (
        np.concatenate([getattr(one, name)[0, :, 0] for one in evaluation.answers])[order]
        for name in ("targets", "outputs")
    )
    return {"inputs": inputs[order], "targets": targets, "outputs": outputs}


def _table(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    return {"rows": rows(run, evaluation.answers)}


def _confusion(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """counts[i, j]: how often i was to be answered and j was; and the influence as in _words."""
    names = run.task.output_names
    counts = np.zeros((len(names), len(names)))
    for one in evaluation.answers:
        pairs = [values[one.has_output].argmax(-1).ravel() for values in (one.targets, one.outputs)]
        np.add.at(counts, tuple(pairs), 1)
    _, influence = speaks_for(run, update.state.params, update.window.batch)
    return {"counts": counts, "influence": influence, "rows": rows(run, evaluation.answers)}


def _words(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """The window's answer after each step, and what each input does to the last, (T, B)."""
    outputs, influence = speaks_for(run, update.state.params, update.window.batch)
    return {
        "outputs": outputs[..., 0],
        "influence": influence,
        "rows": rows(run, evaluation.answers),
    }


def _text(run: Experiment, update: Update, evaluation: Evaluation) -> Picture:
    """A sample of what the network writes by itself, drawn anew after every update."""
    if not can_sample(run):
        return {"sample": ""}
    params, seed = update.state.params, update.state.update
    return {"sample": "".join(sample(run, params, length=SAMPLE, temperature=0.7, seed=seed))}


def rows(run: Experiment, answers: Sequence[Answers]) -> list[dict[str, Any]]:
    """What was asked, wanted and answered, as words, and which of the answers are right."""
    task, probability = run.task, run.model.output_activation == "sigmoid"
    found: list[dict[str, Any]] = []
    for asked, one in zip(run.judge.held_out, answers, strict=True):
        right = one.right
        for b in range(asked.inputs.shape[1]):
            if len(found) == MOST_ROWS:
                return found
            outputs = one.outputs[asked.has_output, b]
            targets = asked.targets[asked.has_output, b]
            found.append(
                {
                    "inputs": read(task.input_names, asked.inputs[asked.has_input, b]),
                    "targets": read(task.output_names, targets),
                    "outputs": read_answers(task.output_names, outputs, probability),
                    "right": right[:, b].tolist(),
                }
            )
    return found


PICTURES: dict[str, Callable[[Experiment, Update, Evaluation], Picture]] = {
    "forecast": _forecast,
    "curve": _curve,
    "roll": _table,
    "words": _words,
    "confusion": _confusion,
    "table": _table,
    "text": _text,
}
