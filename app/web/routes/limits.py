"""What a client may ask for at most: the numbers that the server itself goes by."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ...export import recording
from ...runs.answers import forecast, predict
from ...runs.config import values
from ...runs.traces import include, request
from ...runs.workers import reader
from ...tasks.own.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ..guard.bodies import BODY_LIMIT, DATA_BODY_LIMIT
from . import frames, runs

router = APIRouter(tags=["Server"])


class TraceLimits(BaseModel):
    """Limits of POST /api/trace, and of the trace of an update."""

    hidden_size: int = values.MAX_HIDDEN_SIZE
    features: int = Field(request.MAX_FEATURES, description="input_size and output_size, each")
    steps: int = Field(include.MAX_STEPS, description="T")
    cells: int = Field(include.MAX_CELLS, description="steps x batch x hidden_size")
    numbers: int = Field(include.MAX_NUMBERS, description="Of all arrays of the answer together")
    truncation_steps: int = Field(
        include.MAX_TRUNCATION_STEPS, description="T where truncations are included"
    )


class RunLimits(BaseModel):
    """Limits of a config."""

    k: int = values.MAX_K
    hidden_size: int = values.MAX_HIDDEN_SIZE
    batch_size: int = values.MAX_BATCH_SIZE
    updates: int = values.MAX_UPDATES


class EventLimits(BaseModel):
    """Limits of a stream of events."""

    count: int = frames.MAX_FRAMES
    every: int = frames.MAX_EVERY


class ExportLimits(BaseModel):
    """Limits of a page of updates."""

    updates: int = recording.MAX_UPDATES
    every: int = recording.MAX_EVERY
    bytes: int = Field(recording.MAX_BYTES, description="Of its numbers")


class InferenceLimits(BaseModel):
    """Limits of what a trained network is asked."""

    steps: int = Field(values.MAX_K, description="Read by predict, and by sample as its start")
    text: int = Field(predict.MAX_TEXT, description="Characters that predict reads")
    sample: int = Field(predict.MAX_SAMPLE, description="Words that sample writes")
    forecast: int = Field(forecast.MAX_FORECAST, description="Steps that forecast goes on")


class DatasetLimits(BaseModel):
    """Limits of data of a reader's own."""

    bytes: int = Field(MAX_BYTES, description="Of the text, or of the file")
    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    cells: int = MAX_CELLS
    waiting: int = Field(
        reader.MOST_WAITING, description="Uploads at a time, with the one that is read: else 503"
    )


class Limits(BaseModel):
    """The most of everything. More is refused with 422, or 413 where it is bytes."""

    body_bytes: int = BODY_LIMIT
    data_body_bytes: int = Field(
        DATA_BODY_LIMIT, description="Of trace, datasets, predict and forks"
    )
    dataset_bytes: int = Field(MAX_BYTES, description="As dataset.bytes")
    dataset: DatasetLimits = DatasetLimits()
    runs_listed: int = Field(runs.MAX_LISTED, description="In one answer of GET /api/runs")
    run: RunLimits = RunLimits()
    events: EventLimits = EventLimits()
    inference: InferenceLimits = InferenceLimits()
    trace: TraceLimits = TraceLimits()
    export: ExportLimits = ExportLimits()


@router.get("/limits", operation_id="get_limits")
async def get_limits() -> Limits:
    """The most of everything that can be asked for."""
    return Limits()
