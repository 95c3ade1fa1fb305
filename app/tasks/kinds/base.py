"""What every task is: what is to be learnt, how that is measured, and the settings that suit it.

Where the numbers come from differs, and so there are three kinds of task: a series of numbers that
is to be continued (series.py), a long stream of inputs and targets (stream.py), and many short
sequences (sequences.py).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from ...engine.batches import Batch
from ...engine.losses import check_pair
from .metrics import METRICS, Metric

Settings = Mapping[str, Any]  # fields of a run's configuration


class Baseline(NamedTuple):
    """What a network has to beat: the metric of a simple rule on both parts of the data."""

    name: str
    train: float
    held_out: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Task(ABC):
    """d = `input_size`, o = `output_size`. Names of inputs and outputs are a vocabulary: one for
    each feature, of which one is 1 and all others 0; a number as it is has none.
    """

    name: str
    title: str
    description: str  # one sentence
    picture: str  # how the page shows what has been learnt: see app/runs/frame/pictures.py
    sequence_types: tuple[str, ...]  # that make sense, the usual one first
    metric_name: str  # one of METRICS
    loss: str = "mse"
    output_activation: str = "identity"
    source: str = ""  # of the data, and its licence
    unit: str = ""  # of a metric that has one
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    encode: Callable[[str], Batch] | None = None  # what a reader types, or UnreadableError
    defaults: Settings = field(default_factory=dict)
    cell_defaults: Mapping[str, Settings] = field(default_factory=dict)  # what differs, by cell

    def __post_init__(self) -> None:
        check_pair(self.loss, self.output_activation)

    @property
    def input_columns(self) -> tuple[str, ...]:
        """What the inputs are called, where they are numbers with names."""
        return ()

    @property
    def output_columns(self) -> tuple[str, ...]:
        """What the outputs are called, where they are numbers with names."""
        return ()

    @property
    def feeds_back(self) -> bool:
        """Whether what it puts out can be read at the next step."""
        return self.input_size == self.output_size

    @property
    def any_length(self) -> bool:
        """Whether its sequences can be had with any number of steps."""
        return False

    def with_steps(self, steps: int) -> Self:
        """The task with sequences of T steps, if they can be had; else as it is."""
        return self

    @property
    def metric(self) -> Metric:
        """What tells how well it is learnt."""
        return METRICS[self.metric_name]

    @property
    @abstractmethod
    def input_size(self) -> int: ...

    @property
    @abstractmethod
    def output_size(self) -> int: ...

    @property
    @abstractmethod
    def longest(self) -> int:
        """The most steps that an update can see."""

    @property
    @abstractmethod
    def lengths(self) -> tuple[int, int]:
        """How much is trained on and how much held out: values, steps or sequences."""

    @abstractmethod
    def baselines(self, k: int) -> list[Baseline]:
        """What windows of k steps have to beat: of a series over the values that they predict."""
