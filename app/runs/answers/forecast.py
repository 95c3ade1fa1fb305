"""A series continued by a network that reads its own predictions, and how far off it has been.

The interval is empirical: a forecast of h steps is as uncertain as those of h steps have been that
began at places of the held-out part, where the truth is known (Hyndman & Athanasopoulos,
Forecasting: Principles and Practice, 3rd ed., section 5.5, has intervals from past errors). Nothing
is assumed of how the errors are distributed, and they grow with h as they did there.
"""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from ...engine.arrays import Array, Params
from ...engine.batches import has_input, has_output
from ...engine.train import Update
from ...engine.unroll import Unroll
from ...tasks import SeriesTask
from ..config.values import Whole
from ..errors import InputError
from ..training.evaluation import carries, free
from ..training.experiment import Experiment
from .predict import UpdateNumber

MAX_FORECAST, USUAL_FORECAST = 2000, 500
COVERAGE = 0.8  # the share of errors that lies within the interval
FEWEST = 9  # errors, of which lowest and highest are the ends: the tenth lies between with 8 of 10
MOST_TRIES = 200
MOST_STEPS = 600_000  # of the network, in all tries together: seconds, where it is large
Places = npt.NDArray[np.intp]


class ForecastRequest(BaseModel):
    """From where, and how far, a series is to be continued."""

    model_config = ConfigDict(extra="forbid")

    update: UpdateNumber
    start: Literal["held_out", "now"] = Field(
        "held_out",
        description="After the training part, so that the truth is known, or after the last value",
    )
    steps: Whole | None = Field(
        None,
        ge=1,
        le=MAX_FORECAST,
        description="null: over what is held out; from now on, half as far, and at most 500",
    )


def forecast(run: Experiment, update: Update, asked: ForecastRequest) -> dict[str, Any]:
    """Predictions of `steps` values and the interval of each, in the task's units.

    `values`, `low` and `high` are (steps,) of one target, (steps, o) of several. `low` and `high`
    end where fewer than 9 errors are known; `count` (steps,) says how many are. `known` names what
    was read as it was, for it is not predicted. Raises InputError for a task that is no series, and
    where what is only read would have to be known beyond its last value.
    """
    task = run.task
    if not isinstance(task, SeriesTask):
        raise InputError("update", "no_series", task=task.name)
    n, split = len(task.values), task.train_length
    first, usual = split, min(n - split, MAX_FORECAST)
    if asked.start == "now":
        first, usual = n, min((n - split + 1) // 2, USUAL_FORECAST)
    steps = asked.steps or usual
    if task.only_read and first + steps > n:
        field = "steps" if asked.start == "held_out" else "start"
        raise InputError(field, "reads_more", names=task.only_read)
    params = update.state.params
    values = free_runs(run, task, params, np.array([first]), steps)[:, 0]
    errors = _errors(run, task, params, steps)
    low, high = _interval(errors)
    if task.output_size == 1:
        values, low, high = values[:, 0], low[:, 0], high[:, 0]
    labels = [*task.labels[first:], *task.next_labels(steps)]
    return {
        "update": update.state.update,
        "start": asked.start,
        "first": first,
        "known": list(task.only_read),
        "labels": labels[:steps],
        "values": values,
        "low": values[: len(low)] + low,
        "high": values[: len(high)] + high,
        "coverage": COVERAGE,
        "count": [len(one) for one in errors],
    }


def free_runs(
    run: Experiment, task: SeriesTask, params: Params, starts: Places, steps: int
) -> Array:
    """Continuations (steps, S, o) of what lies before each of S places, in the task's units.

    The places grow. The first prediction is the run's own one step ahead; each is the next input.
    """
    series, value = task.seen, task.values[starts - 1]
    reader = _Carried if carries(run.config) else _Windows
    with np.errstate(all="ignore"):
        reading = reader(run, params, series, starts)
        x, found = series[starts - 1], []
        for ahead in range(steps):
            y = reading.answer(x)
            value = task.restore(y, value)
            found.append(value)
            x = task.read_next(y, series[np.minimum(starts + ahead, len(series) - 1)])
        return np.array(found)


class _Carried:
    """Networks that have read all before each place, and go on with the state that this left."""

    def __init__(self, run: Experiment, params: Params, series: Array, starts: Places) -> None:
        self._params, states = params, []
        state, read = None, 0
        for last in (starts - 1).tolist():
            if last > read:
                unroll = Unroll(run.model, last - read)
                unroll.forward(params, series[read:last, None], initial_state=state)
                state, read = unroll.final_state(), last
            states.append(state or {})
        self._state = {name: np.concatenate([one[name] for one in states]) for name in states[0]}
        self._unroll = Unroll(run.model, 1, len(starts))

    def answer(self, x: Array) -> Array:
        """The predictions y (S, o) after the values x (S, d)."""
        outputs = self._unroll.forward(self._params, x[None], initial_state=self._state)
        self._state = self._unroll.final_state()
        return np.asarray(outputs[0])


class _Windows:
    """Networks that read the k values before each place, starting from a state of 0."""

    def __init__(self, run: Experiment, params: Params, series: Array, starts: Places) -> None:
        self._params, kind, k = params, run.config.sequence_type, run.k
        self._masks = has_input(kind, k), has_output(kind, k)
        self._unroll = Unroll(run.model, k, len(starts), free(run.config))
        self._before = np.stack([series[place - k : place - 1] for place in starts], axis=1)

    def answer(self, x: Array) -> Array:
        """The predictions y (S, o) after the values x (S, d)."""
        reads, writes = self._masks
        window = np.concatenate([self._before, x[None]])
        self._before = window[1:]
        outputs = self._unroll.forward(self._params, window, reads, has_output=writes)
        return np.asarray(outputs[-1])


def _errors(run: Experiment, task: SeriesTask, params: Params, steps: int) -> list[Array]:
    """Truth minus prediction of 1, 2, … steps ahead, each from all tries that have a truth there.

    The tries begin at places of the held-out part: at all, or at many of equal distance.
    """
    n, split = len(task.values), task.train_length
    reach = min(steps, n - split)
    length = 1 if carries(run.config) else run.k  # what a prediction takes, in steps
    tries = min(n - split, MOST_TRIES, MOST_STEPS // (length * reach))
    starts = np.linspace(split, n - 1, tries).round().astype(int)
    runs = free_runs(run, task, params, starts, reach)
    ahead = [starts[starts + h < n] + h for h in range(steps)]
    return [
        task.values[places] - runs[h, : len(places)] if len(places) else task.values[:0]
        for h, places in enumerate(ahead)
    ]


def _interval(errors: list[Array]) -> tuple[Array, Array]:
    """What is to be added to a prediction of h steps for the ends of its interval, (H, o) each.

    The quantiles at p (n + 1) of n errors: a further one lies between them with the probability
    COVERAGE, however they are distributed, if all come about alike.
    """
    shares = (1 - COVERAGE) / 2, (1 + COVERAGE) / 2
    known = [one for one in errors if len(one) >= FEWEST]
    with np.errstate(all="ignore"):
        ends = [np.quantile(one, shares, axis=0, method="weibull") for one in known]
    low, high = np.array(ends).reshape(-1, 2, errors[0].shape[1]).swapaxes(0, 1)
    return low, high
