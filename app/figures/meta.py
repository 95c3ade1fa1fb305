"""What a template says to the page besides its picture, as types: the page's own come from here.

A reference in it is without its "@": nothing is put in for it until a reader asks.
"""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

Phase = Literal["forward", "backward"]
# How a number is told: as it is; in the unit of a series, with the label of its own step or of the
# next, or as a difference; as the word that it stands for; of many, the largest, by their names.
Form = Literal["number", "now", "next", "difference", "word", "ranked"]


class Fact(TypedDict):
    """A row of a tooltip, or of a table: an array of the frame, told at one step.

    In `name`, which may be the key of a string, {t} is the step and {i} the entry, from 1; after an
    underscore they stand below the line. `at` is the array, in whose index t is the step. Of a
    series with columns `of` says which of them the entries are.
    """

    name: str
    at: str
    start: NotRequired[str]  # the array at t = 0
    first: NotRequired[int]  # of the steps that have it; else 1
    last: NotRequired[int]  # else T
    form: NotRequired[Form]
    of: NotRequired[Literal["inputs", "targets"]]
    block: NotRequired[str]  # the array whose unit it tells, where the pointer is on one
    beside: NotRequired[bool]  # of a unit alone, beside the array that is drawn


class Ask(TypedDict):
    """What a place asks of the inspector, in the columns first … last."""

    what: str
    first: int
    last: int
    name: NotRequired[str]  # of a parameter
    index: NotRequired[list[int]]
    unit: NotRequired[int]
    row: NotRequired[int]  # of those that have places, from 0


class UnitRows(TypedDict):
    """An array of which a heatmap has a row for each unit; places are shares of the height."""

    array: str
    start: str | None  # the array of column 0
    symbol: str
    rows: int
    top: float
    height: float
    phase: Phase


class Scale(TypedDict):
    """A colorscale, and between which numbers it runs."""

    scale: str
    limits: list[float | str]
    symbol: str


class Meta(TypedDict, total=False):
    """What any track may tell."""

    empty: bool  # there is nothing to draw: a sentence says so
    phase: Phase  # on which way what it shows is made; else forward
    hatched: bool  # columns that are not made yet
    needs: list[str]  # fields that a frame does not hold unasked
    note: str | None  # key of what is special in this network
    foot: int  # pixels for text below the figure
    blocks: list[UnitRows]
    labels: list[str]  # names of rows, as they are: whatever stands in them is no reference
    places: list[float]  # where their middles are, as shares of the height, if they differ in it
    rows: list[int]  # the losses that are rows
    scales: list[Scale]
    legend: list[str]  # keys of the signs that are explained
    tooltip: list[Fact]
    table: list[Fact]  # else those of the tooltip
    asks: list[Ask]  # what a place outside of the blocks asks: the first that has its column
    marks: dict[str, str | None]  # arrays marked here as what a number comes from: in whose rows
    cuts: bool  # whether cut edges are marked


class WeightMeta(Meta):
    """The terms of one weight's gradient: how far their sum is, and the gradient."""

    norm: str
    largest: str
    gradient_norm: str
    gradient_largest: str


class WeightFigure(TypedDict):
    """The figure of one weight."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    meta: WeightMeta


class WeightsMeta(Meta):
    """What a track tells that shows one weight at a time."""

    weight: str  # that is shown first
    weights: dict[str, WeightFigure]


class TruncationMeta(Meta):
    """What a track tells that shows what truncation keeps, by the names of schedules."""

    schedule: str  # that is shown first
    schedules: dict[str, dict[str, Any]]  # the trace of the kept lags
    first_kept: dict[str, list[list[int]]]  # [k - 1][row]: the first step that its loss reaches
    cosine: dict[str, str]
    norm_ratio: dict[str, str]


class CurvesMeta(Meta):
    """A function and its slope over a."""

    a: list[float]
    f: list[float]
    slope: list[float]
    low: float
    high: float
    reach: float


Point = list[float]  # column and row, and where a bend must keep its shape an offset in pixels


class NodePlaces(TypedDict):
    """A point for each node of a kind, in both layouts."""

    unrolled: list[Point]
    compressed: list[Point]


class EdgePaths(TypedDict):
    """A path for each edge of a weight, with as many points in both layouts."""

    unrolled: list[list[Point]]
    compressed: list[list[Point]]


class CellNode(TypedDict):
    """A value of a cell; `at` is its place, `previous` says whether the step before made it."""

    name: str
    array: str
    previous: bool
    symbol: str
    sign: str
    at: list[float]


CellWire = TypedDict(
    "CellWire",
    {"from": str, "to": str, "weight": str | None, "hue": str | None, "way": list[list[float]]},
)


class CellRows(TypedDict):
    """An array, and which of its rows: the first, and the one after the last."""

    array: str
    symbol: str
    rows: list[int]


class CellMeta(TypedDict):
    """The inside of one cell; places are in units of a node, from the upper left."""

    columns: int
    rows: int
    nodes: list[CellNode]
    wires: list[CellWire]
    blocks: list[CellRows]
    carrier: str | None  # the weight that hands h on
    gradients: list[CellRows]


class GraphMeta(Meta):
    """What the graph of the network tells, by kinds of nodes and names of edges."""

    columns: dict[str, list[int]]  # the steps that have a node of a kind
    nodes: dict[str, NodePlaces]
    edges: dict[str, EdgePaths]
    flow: dict[str, EdgePaths]
    letters: dict[str, list[str]]  # an edge's name: letter, index, mark of the direction
    picks: dict[str, Ask]  # what nodes and edges ask
    decades: list[int]  # the powers of ten of a norm that have colours
    vectors: dict[str, int]  # kinds of nodes that are so many numbers each
    shares: dict[str, float]  # what a node of a kind measures, by the size of a state
    column_width: int  # the one that offsets are meant for
    equations: list[str]
    cell: CellMeta


class Figure(TypedDict):
    """A Plotly figure as data, with "@array" and "$colour" names in it."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    meta: NotRequired[GraphMeta | WeightsMeta | TruncationMeta | CurvesMeta | Meta]
