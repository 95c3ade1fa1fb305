"""From a stretch of a run to the engine's objects."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...engine.arrays import Mask
from ...engine.initializers import Initializer
from ...engine.optimizers import RULES, Optimizer
from ...engine.schedule import Entry, Plan, Window
from ...engine.train import TrainState, Update, start, train
from ..config.settings import RunConfig, task_of
from .evaluation import judge_of
from .forks import Edits, check_values, edited_params, edited_window, forked_config
from .lineage import Stretch
from .network import network_of
from .windows import WholeSequences, windows_of


class Shape(NamedTuple):
    """What of a window the score is drawn from: which steps read and which answer, (T,)."""

    has_input: Mask
    has_output: Mask

    @property
    def key(self) -> str:
        """A letter a step: i reads, o answers, b does both, - neither."""
        pairs = zip(self.has_input.tolist(), self.has_output.tolist(), strict=True)
        return "".join("-oib"[2 * reads + answers] for reads, answers in pairs)


class Experiment:
    """All that a stretch of a run needs of the engine and its task."""

    def __init__(self, stretch: Stretch) -> None:
        self.config, first, edits, entry = stretch
        config = self.config
        self.task = task_of(config)
        self.k = config.schedule.k
        self.model = network_of(config, self.task.input_size, self.task.output_size)
        self.optimizer = _optimizer(config)
        self.detached = np.isin(np.arange(self.k) + 1, config.detached)
        self.windows = windows_of(self.task, config)
        chosen = self.windows
        self.plan = _EditedPlan(chosen.batches, chosen.schedule, chosen.shuffle_seed, entry)
        if edits is not None:
            self.plan.edit(first, edits)
        self.judge = judge_of(self.task, self.model, config)

    def start(self) -> TrainState:
        """The state before the first update."""
        initializer = Initializer(**self.config.initializer.model_dump())
        params = self.model.init_params(initializer, self.config.seed)
        return start(self.model, self.optimizer, params)

    def updates(self, state: TrainState) -> Iterator[Update]:
        """The updates after `state`, without end."""
        return train(
            self.model,
            self.plan,
            self.optimizer,
            state,
            self.config.loss,
            self.config.feedback,
            detached=self.detached,
        )

    def shape_of(self, update: int) -> Shape:
        """What the window of an update has."""
        *_, has_input, has_output = self.plan.window(update).batch
        return Shape(has_input, has_output)


def initial_state(stretch: Stretch, state: TrainState) -> TrainState:
    """The state that a stretch begins with, where `state` is the one at the end of those before."""
    if stretch.edits is None:
        return state
    state = state._replace(params=edited_params(state.params, stretch.edits))
    changed = stretch.edits.optimizer
    if changed is not None and "name" in changed.model_fields_set:
        state = state._replace(optimizer=_optimizer(stretch.config).start(state.params))
    return state


def _optimizer(config: RunConfig) -> Optimizer:
    chosen = config.optimizer
    return Optimizer(rule=RULES[chosen.name](), **chosen.model_dump(exclude={"name"}))


class _EditedPlan(Plan):
    """A plan, of which one update's window may be another one."""

    _edited: tuple[int, Window] | None = None

    def edit(self, update: int, edits: Edits) -> None:
        """Let `update` see the edited window."""
        window = self.window(update)
        self._edited = update, window._replace(batch=edited_window(window.batch, edits))

    def window(self, update: int) -> Window:
        """The window of update 1, 2, …"""
        if self._edited and self._edited[0] == update:
            return self._edited[1]
        return super().window(update)


@lru_cache(maxsize=8)  # megabytes each, in every worker
def experiment(stretch: Stretch) -> Experiment:
    """The experiment of a stretch, kept: its buffers are worth it."""
    return Experiment(stretch)


def forked(parent: Stretch, update: int, edits: Edits) -> Stretch:
    """The stretch that leaves another one before an update. Raises InputError."""
    config = forked_config(parent.config, edits)
    entry = entry_of(parent, update, config)
    plain = Experiment(Stretch(config, update, entry=entry))
    check_values(edits, plain.model.param_shapes(), plain.plan.window(update).batch)
    return Stretch(config, update, edits, entry)


def entry_of(before: Stretch, first: int, config: RunConfig) -> Entry:
    """How update `first` sees the window that it would have seen before, in the same epoch.

    A carried state is that of the step where this window begins, so the new one begins there, too.
    Without one it is, where no window begins there now, the last that begins earlier. Sequences of
    another length come in the order of the epoch as it was.
    """
    if config.schedule == before.config.schedule:
        return before.entry
    run, new = experiment(before), Experiment(Stretch(config))
    epoch, position = run.plan.place(first)
    earlier = epoch * new.plan.windows - (first - 1)
    if isinstance(new.windows, WholeSequences):
        return Entry(earlier + min(position, new.plan.windows - 1))
    start = run.windows.start(run.plan.window(first))
    position = new.windows.position(start)
    if config.schedule.carry_state and new.plan.window(position + 1).start != start:
        return Entry(earlier, epoch + 1, start)
    return Entry(earlier + position)
