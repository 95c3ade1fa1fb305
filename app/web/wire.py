"""What the API answers, as types: the OpenAPI schema and the page's types come from here."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ..engine.script import pseudocode
from ..runs.config.settings import RunConfig
from ..runs.explain.pseudocode import formulas
from ..runs.explain.quantities import quantities
from ..runs.frame.analyses import Moment
from ..runs.frame.moments import moments
from ..runs.store.scalars import Scalars
from ..runs.store.store import Store
from ..runs.training.forks import Edits, Fork
from ..runs.training.lineage import Name, Recording
from ..runs.training.network import network_of
from ..strings import problem_words
from ..tasks.kinds.errors import Param


class ProblemDetail(BaseModel):
    """What is wrong, as a code with parameters and in one sentence, and which field it concerns."""

    code: str
    params: dict[str, str | int | float | list[str] | list[int]] = Field(
        description="What stands in the sentence; of some codes `expected` says which it is"
    )
    message: str
    field: str | None = Field(None, description="As it was written: schedule.k, from")


class TaskSummary(BaseModel):
    """A task: what is to be learnt, and how that is measured."""

    name: str
    title: str
    description: str
    source: str = Field(description="Of the data, and its licence")
    picture: str = Field(description="How the page shows what has been learnt")
    sequence_types: list[str]
    loss: str
    output_activation: str
    metric: str
    higher_is_better: bool
    unit: str = Field(
        description="Of the metric; errors of several targets are in the usual change of each"
    )
    input_size: int
    output_size: int
    input_names: list[str] = Field(description="One for each feature, of which one is 1")
    output_names: list[str]
    input_columns: list[str] = Field(description="Of numbers with names, one for each feature")
    output_columns: list[str]
    train_length: int = Field(description="Values, steps or sequences that are trained on")
    held_out_length: int
    max_k: int
    losses: list[str] = Field(description="That can be chosen")
    any_length: bool = Field(description="Whether k says how long its whole sequences are")
    whole: bool = Field(description="Whether an update sees whole sequences")
    feeds_back: bool = Field(description="Whether what it puts out can be read")
    reads_answers: bool = Field(description="Whether what is read next is the answer")
    encodes: bool = Field(description="Whether `text` can be asked of it")


class TaskWithDefaults(TaskSummary):
    """A task and the config that suits it."""

    defaults: RunConfig
    cell_defaults: dict[str, RunConfig] = Field(description="The same for each cell")


class Baseline(BaseModel):
    """The metric of a simple rule, on both parts of the data."""

    name: str
    train: float
    held_out: float


class SeriesColumn(BaseModel):
    """A column of a series; what the network sees of it is (value - offset) / scale."""

    name: str
    unit: str
    scale: float
    offset: float


class Series(BaseModel):
    """A series: at each step `inputs` are read, and what `targets` are one step later is asked.

    `values`, `scale` and `offset` are of the first target.
    """

    label_name: str
    labels: list[str]
    values: list[float]
    scale: float
    offset: float
    inputs: list[SeriesColumn]
    targets: list[SeriesColumn]
    differences: bool = Field(
        description="Whether of targets the network sees changes, of which scale and offset are"
    )


class TaskOfRun(TaskSummary):
    """A task as a run sees it."""

    baselines: list[Baseline]
    series: Series | None = Field(description="Of a task that continues one")


class PseudocodeLine(BaseModel):
    """A line of the pseudocode by its name, and how deep it is nested."""

    line: str
    indent: int


class RunSummary(BaseModel):
    """A run among others. A fork's config is the one from its first own update on."""

    id: str
    name: str | None
    created: datetime
    config: RunConfig
    fork: Fork | None = Field(description="Which run it follows, and where it leaves it")
    last_update: int


class RunList(BaseModel):
    """Runs, newest first."""

    runs: list[RunSummary]


class ForkRequest(BaseModel):
    """Where to leave a run, and what is different from there."""

    model_config = ConfigDict(extra="forbid")

    update: Annotated[int, Field(strict=True)] = Field(
        description="The first update of the fork's own; those before are the run's"
    )
    edits: Edits
    name: Name | None = None


class Quantity(BaseModel):
    """What can be asked about: an array, a number of all steps together, or the parameters."""

    name: str
    symbol: str
    gates: list[str] = Field(description="Of an array that is stacked of several blocks of units")
    units: int = Field(description="Entries of a step, or of a block")
    first: int | None = Field(description="The first step that has entries; null: not of a step")
    last: int | None = Field(description="The last one that has, counted from T: 0 or 1")


class ArithmeticOfRun(BaseModel):
    """What computes a run: equal ids and equal arithmetic are equal numbers, bit for bit."""

    fingerprint: str = Field(description="A hash of some numbers that it comes to")
    usual: bool = Field(description="Whether it is that of most computers; else ids depend on it")
    kernel: str = Field(description="Of OpenBLAS, by its own name; empty with another BLAS")


class Ancestor(RunSummary):
    """A run that others were forked from."""

    steps: int = Field(description="Of the longest window")
    pseudocode: list[PseudocodeLine]
    formulas: dict[str, str] = Field(
        description="What the sentences of the pseudocode leave open, as TeX"
    )


class Run(Ancestor):
    """A run: what its config comes to."""

    lineage: list[Ancestor] = Field(description="The runs that it was forked from, the root first")
    notice: ProblemDetail | None = Field(description="Why runs cannot be kept in the file")
    arithmetic: ArithmeticOfRun
    parameter_count: int
    carrier: str | None = Field(description="The parameter that multiplies h before a step")
    quantities: list[Quantity] = Field(description="In the order of computing")
    moments: dict[str, Moment] = Field(
        description="When each number of a frame is known in the update; all others are at once"
    )
    task: TaskOfRun


class EvaluationAt(BaseModel):
    """The task's metric of the network after an update."""

    update: int
    train_metric: float | str
    held_out_metric: float | str


class RunScalars(BaseModel):
    """Numbers of the updates from … to. Non-finite ones are "NaN", "Infinity", "-Infinity"."""

    first: int = Field(alias="from")
    to: int
    loss: list[float | str]
    grad_norm: list[float | str]
    clipped_grad_norm: list[float | str]
    param_norm: list[float | str] = Field(description="Of all parameters after the update")
    evaluations: list[EvaluationAt]


def problem_detail(
    code: str, params: Mapping[str, Param], field: str | None = None
) -> ProblemDetail:
    """A problem with its English sentence."""
    message = problem_words(code, params, field)
    return ProblemDetail(code=code, params=dict(params), message=message, field=field)


def run_summary(run: Recording) -> RunSummary:
    """What the API says of a run among others."""
    return RunSummary(
        id=run.id,
        name=run.name,
        created=datetime.fromtimestamp(run.created, UTC),
        config=run.config,
        fork=run.fork,
        last_update=run.last_update,
    )


def ancestor(run: Recording) -> Ancestor:
    """What a run says of itself, and of the runs that it was forked from."""
    schedule = run.config.schedule
    lines = pseudocode(schedule.carry_state, run.config.bidirectional)
    return Ancestor(
        **dict(run_summary(run)),
        steps=schedule.k,
        pseudocode=[PseudocodeLine(**line._asdict()) for line in lines],
        formulas=formulas(run.config, network_of(run.config)),
    )


async def run_resource(run: Recording, store: Store) -> Run:
    """What the API says of a run."""
    described, arithmetic = await store.describe(run.config), store.arithmetic
    sizes = described.task["input_size"], described.task["output_size"]
    network = network_of(run.config, *sizes)
    _, *ancestors = run.ancestry()
    return Run(
        **dict(ancestor(run)),
        lineage=[ancestor(one) for one in reversed(ancestors)],
        notice=problem_detail(*store.notice) if store.notice else None,
        arithmetic=ArithmeticOfRun(
            fingerprint=arithmetic.fingerprint, usual=not arithmetic.name, kernel=arithmetic.kernel
        ),
        carrier=network.new_cell().carrier,
        quantities=[Quantity(**one._asdict()) for one in quantities(network)],
        moments=dict(moments(network)),
        parameter_count=described.parameter_count,
        task=TaskOfRun.model_validate(described.task),
    )


def scalars_resource(scalars: Scalars) -> dict[str, Any]:
    """The fields of RunScalars, for the encoder of frames."""
    names = ("loss", "grad_norm", "clipped_grad_norm", "param_norm")
    return {
        "from": scalars.first,
        "to": scalars.first + len(scalars.values) - 1,
        **{name: scalars.column(name) for name in names},
        "evaluations": [
            dict(zip(EvaluationAt.model_fields, evaluated, strict=True))
            for evaluated in scalars.evaluated()
        ],
    }
