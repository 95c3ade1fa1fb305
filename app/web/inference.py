"""What the network of any update answers, and how it goes on by itself."""

from functools import partial

from fastapi import APIRouter, Request, Response

from ..runs.frames import encode
from ..runs.inference import (
    ForecastRequest,
    PredictRequest,
    SampleRequest,
    asked_batch,
    drawn,
    forecast,
    predict,
)
from ..runs.timing import timing
from .abandon import unless_abandoned
from .asked import RecordingDep, StoreDep, check_update

router = APIRouter()


@router.post("/runs/{run_id}/predict", operation_id="predict", response_model=None)
async def post_predict(
    run: RecordingDep, asked: PredictRequest, store: StoreDep, request: Request
) -> Response:
    """What the network answers to a sequence, after each of its steps."""
    check_update(run, "update", asked.update)
    work = partial(predict, batch=asked_batch(run.at(asked.update).config, asked))
    found = await unless_abandoned(request, store.at(run, asked.update, work))
    return Response(encode(found), media_type="application/json")


@router.get("/runs/{run_id}/timing", operation_id="get_timing", response_model=None)
async def get_timing(run: RecordingDep, store: StoreDep, request: Request) -> Response:
    """Seconds of a way forward and back of this run's network for several k, measured now."""
    found = await unless_abandoned(request, store.at(run, 1, timing))
    return Response(encode(found), media_type="application/json")


@router.post("/runs/{run_id}/sample", operation_id="sample", response_model=None)
async def post_sample(
    run: RecordingDep, asked: SampleRequest, store: StoreDep, request: Request
) -> Response:
    """Words that the network goes on with, each drawn and read again."""
    check_update(run, "update", asked.update)
    found = await unless_abandoned(
        request, store.at(run, asked.update, partial(drawn, asked=asked))
    )
    return Response(encode(found), media_type="application/json")


@router.post("/runs/{run_id}/forecast", operation_id="forecast", response_model=None)
async def post_forecast(
    run: RecordingDep, asked: ForecastRequest, store: StoreDep, request: Request
) -> Response:
    """A series continued with nothing but the network's own answers, in the task's unit."""
    check_update(run, "update", asked.update)
    work = partial(forecast, asked=asked)
    found = await unless_abandoned(request, store.at(run, asked.update, work))
    return Response(encode(found), media_type="application/json")
