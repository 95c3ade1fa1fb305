"""What the network of any update answers, and how it goes on by itself."""

from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from ...runs.answers.forecast import ForecastRequest, forecast
from ...runs.answers.predict import PredictRequest, SampleRequest, drawn, predict
from ...runs.answers.timing import timing
from ...runs.frame.encode import encode
from ...runs.training.lineage import check_update
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep

router = APIRouter(tags=["Trained networks"])
Number = float | str


class Tokens(BaseModel):
    """What is read and what is answered, in the task's words; [] if it has none."""

    inputs: list[str]
    outputs: list[str]


class Prediction(BaseModel):
    """What a network answers. Non-finite numbers are "NaN", "Infinity", "-Infinity"."""

    update: int
    has_input: list[bool]
    has_output: list[bool]
    outputs: list[list[Number]] = Field(description="y, (T, o)")
    influence: list[Number] = Field(description="How much each step speaks for the answer, (T,)")
    tokens: Tokens


class Sample(BaseModel):
    """Words that a network has gone on with."""

    update: int
    words: list[str]


class Forecast(BaseModel):
    """A series continued, in the task's unit, from the place `first` on.

    `low` and `high` are an empirical interval: between them lay the share `coverage` of the truth
    in forecasts, as many steps ahead, that began in the held-out part. Where fewer than 9 errors
    are known there is none, and the two lists end.
    """

    update: int
    start: str
    first: int
    known: list[str] = Field(description="What is read as it was: it is not predicted")
    labels: list[str] = Field(description="What the values are called, such as their years")
    values: list[Number] | list[list[Number]] = Field(
        description="A number for each step; of several targets a number for each of them"
    )
    low: list[Number] | list[list[Number]]
    high: list[Number] | list[list[Number]]
    coverage: float
    count: list[int] = Field(description="Errors that are known, by how many steps ahead")


class Timing(BaseModel):
    """Seconds of a way forward and back over k steps."""

    k: list[int]
    seconds: list[float]


@router.post("/runs/{run_id}/predict", operation_id="predict", response_model=Prediction)
async def post_predict(
    run: RecordingDep, asked: PredictRequest, store: StoreDep, request: Request
) -> Response:
    """What the network answers to a sequence, after each of its steps."""
    check_update(run, "update", asked.update)
    work = store.at(run, asked.update, partial(predict, asked=asked))
    found = await while_connected(request, work)
    return Response(encode(found), media_type="application/json")


@router.get("/runs/{run_id}/timing", operation_id="get_timing", response_model=Timing)
async def get_timing(run: RecordingDep, store: StoreDep, request: Request) -> Response:
    """Seconds of a way forward and back of this run's network for several k, measured now."""
    found = await while_connected(request, store.at(run, 1, timing))
    return Response(encode(found), media_type="application/json")


@router.post("/runs/{run_id}/sample", operation_id="sample", response_model=Sample)
async def post_sample(
    run: RecordingDep, asked: SampleRequest, store: StoreDep, request: Request
) -> Response:
    """Words that the network goes on with, each drawn and read again."""
    check_update(run, "update", asked.update)
    found = await while_connected(request, store.at(run, asked.update, partial(drawn, asked=asked)))
    return Response(encode(found), media_type="application/json")


@router.post("/runs/{run_id}/forecast", operation_id="forecast", response_model=Forecast)
async def post_forecast(
    run: RecordingDep, asked: ForecastRequest, store: StoreDep, request: Request
) -> Response:
    """A series continued by a network that reads its own answers, and how far off such were."""
    check_update(run, "update", asked.update)
    work = partial(forecast, asked=asked)
    found = await while_connected(request, store.at(run, asked.update, work))
    return Response(encode(found), media_type="application/json")
