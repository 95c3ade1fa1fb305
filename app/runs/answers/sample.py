"""What a network says by itself: every answer is drawn, and is the next input."""

from collections.abc import Sequence

import numpy as np

from ...engine.arrays import Array, Params
from ...engine.unroll import Unroll
from ...tasks import StreamTask
from ...tasks.kinds.errors import UnreadableError
from ..training.experiment import Experiment


def can_sample(run: Experiment) -> bool:
    """Whether its answers are words that it can read again, and it does not read ahead."""
    task = run.task
    same = task.input_names == task.output_names != ()
    return same and not run.model.bidirectional and run.model.output_activation == "softmax"


def sample(
    run: Experiment,
    params: Params,
    length: int,
    temperature: float,
    seed: int,
    start: Sequence[str] = (),
) -> list[str]:
    """`length` words after those of `start` (without them, after the first that is trained on).

    Each is drawn from softmax(z / temperature), the most likely one where that is 0. A network that
    was not taught with feedback reads 0 after the start. Raises UnreadableError for a word of
    `start` that the task does not know. For networks that `can_sample`.
    """
    names, rng = run.task.output_names, np.random.default_rng(seed)
    unroll, state = Unroll(run.model, 1), None
    first = run.windows.batches[0].inputs[0, 0].argmax()
    inputs = [_place(names, word) for word in start] or [int(first)]
    feeds = isinstance(run.task, StreamTask) or run.config.feedback != "none"
    x = np.zeros((1, 1, len(names)))
    words: list[str] = []
    while len(words) < length:
        x[:] = 0.0
        if inputs:
            x[0, 0, inputs.pop(0)] = 1.0
        y = unroll.forward(params, x, initial_state=state)[0, 0]
        state = unroll.final_state()
        if inputs:
            continue
        place = _drawn(y, temperature, rng)
        words.append(names[place])
        if feeds:
            inputs.append(place)
    return words


def _drawn(y: Array, temperature: float, rng: np.random.Generator) -> int:
    """From y = softmax(z), of which y^(1/temperature), normalised, is softmax(z / temperature)."""
    if temperature == 0 or not np.isfinite(y).all():
        return int(y.argmax())
    with np.errstate(all="ignore"):
        logs = np.log(y)
        # The largest is 0 before it is divided: a temperature however low leaves it the likeliest.
        weights = np.exp((logs - logs.max()) / temperature)
    return int(rng.choice(len(y), p=weights / weights.sum()))


def _place(names: Sequence[str], word: str) -> int:
    if word not in names:
        raise UnreadableError("unknown_word", text=word, count=len(names))
    return names.index(word)
