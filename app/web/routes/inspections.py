"""One number of an update, explained, and a gradient, checked."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from ...runs.errors import InputError
from ...runs.explain.check import check
from ...runs.explain.growth import so_far
from ...runs.explain.question import Question, answer
from ...runs.frame.encode import encode
from ...runs.training.lineage import check_update
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep

router = APIRouter(prefix="/runs/{run_id}", tags=["Recordings"])
Number = float | str


class Dependency(BaseModel):
    """An entry of an array in time or, with `index` (from 0), of a parameter."""

    name: str
    t: int | None
    unit: int | None
    index: list[int] | None


class FormulaPart(BaseModel):
    """A summand. `cut`: a detached step stops it, so that it counts as 0."""

    label: str
    formula: str
    result: Number
    cut: bool


class InspectedParameter(BaseModel):
    """The entry itself, and all entries beside it; `shades` are these over the largest."""

    name: str
    index: list[int]
    symbol: str
    value: Number
    after: Number = Field(description="After the update")
    values: list[list[Number]]
    shades: list[list[Number]]


class Checkable(BaseModel):
    """What /check is asked for."""

    name: str
    index: list[int]


class Inspection(BaseModel):
    """A number: formulas are TeX; non-finite numbers are "NaN", "Infinity", "-Infinity"."""

    what: str
    t: int | None
    unit: int | None
    gate: str | None
    column: str | None = Field(description="Of a series with several, the one that it belongs to")
    symbol: str
    formula: str
    substituted: str
    result: Number
    parts: list[FormulaPart]
    depends: list[Dependency]
    parameter: InspectedParameter | None
    check: Checkable | None


class Checked(BaseModel):
    """BPTT's gradient beside a finite difference, which may itself be off by `uncertainty`.

    Where the argument of a ReLU lies at its kink, there is no derivative: BPTT takes ReLU'(0) for
    0, and `one_sided` has the differences to the left and to the right.
    """

    analytic: Number
    numeric: Number
    relative_error: Number
    uncertainty: Number
    one_sided: list[Number] | None = Field(description="null: there is a derivative")


def _index(text: str) -> tuple[int, ...]:
    """The index of an entry, written as 0,1."""
    parts = text.split(",") if text else []
    if not all(part.isdecimal() and part.isascii() and len(part) < 10 for part in parts):
        raise InputError("index", "invalid_input", expected="indices")
    return tuple(map(int, parts))


@router.get("/inspect/{update}", operation_id="inspect", response_model=Inspection)
async def inspect(
    recording: RecordingDep,
    update: int,
    what: Annotated[str, Query(description="An array of the trace, `loss` or `parameter`")],
    store: StoreDep,
    request: Request,
    t: Annotated[int, Query(description="From 1; 0: the initial state")] = 1,
    unit: Annotated[int, Query(description="From 1; with a gate, of that gate")] = 1,
    gate: Annotated[
        str | None, Query(description="Of an array that has them: i, f, g, o, or r, z, n")
    ] = None,
    name: Annotated[str | None, Query(description="Of a parameter")] = None,
    index: Annotated[str, Query(description="Of a parameter, from 0: 0,1")] = "",
    b: Annotated[int, Query(description="Which sequence of the batch, from 1")] = 1,
) -> Response:
    """A number's formula, the same with numbers, its result, and what it depends on."""
    check_update(recording, "update", update)
    question = Question(what, t, unit, gate, name, _index(index), b)
    work = store.at(recording, update, partial(answer, question=question))
    found = await while_connected(request, work)
    return Response(encode(found), media_type="application/json")


@router.get("/check/{update}", operation_id="check_gradient", response_model=Checked)
async def check_gradient(
    recording: RecordingDep,
    update: int,
    name: Annotated[str, Query(description="A parameter, inputs, delta, grad_hidden, …")],
    index: Annotated[str, Query(description="Of the array, from 0: 0,1")],
    store: StoreDep,
    request: Request,
) -> Response:
    """A gradient beside its finite difference."""
    check_update(recording, "update", update)
    work = store.at(recording, update, partial(check, name=name, index=_index(index)))
    found = await while_connected(request, work)
    return Response(encode(found._asdict()), media_type="application/json")


@router.get("/so_far/{update}", operation_id="get_so_far", response_model=dict[str, list[Number]])
async def get_so_far(
    recording: RecordingDep, update: int, store: StoreDep, request: Request
) -> Response:
    """The norm of each parameter's gradient once BPTT has come to step t, t = 1 … T.

    It goes from T to 1, for the parameters of the reversed direction from 1 to T.
    """
    check_update(recording, "update", update)
    found = await while_connected(request, store.at(recording, update, so_far))
    return Response(encode(found), media_type="application/json")
