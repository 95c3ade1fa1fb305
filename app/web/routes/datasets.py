"""Readers' own data: a column of a table or a text, kept by what they hold."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from ...runs.config.settings import RunConfig
from ...runs.training.own_data import keep
from ...tasks.own.datasets import Dataset
from ...tasks.own.notes import told
from ..reply.errors import ApiError, cannot_keep
from ..request.disconnect import while_connected
from ..request.recordings import StoreDep

MAX_BYTES = 1_000_000

router = APIRouter(tags=["Tasks and data"])


class DatasetRequest(BaseModel):
    """A table, of which one column is a series, or a text."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["series", "text"]
    text: str
    column: str | None = Field(None, max_length=200, description="Its name, or its number from 1")


class DatasetReport(BaseModel):
    """What was read, and the config that learns it."""

    id: str
    report: str = Field(description="What was found and what was done, in a sentence")
    notes: list[tuple[str, int | str]] = Field(description="The same, each by its name and value")
    columns: list[str]
    config: RunConfig


@router.post("/datasets", operation_id="create_dataset", status_code=201)
async def create_dataset(asked: DatasetRequest, store: StoreDep, request: Request) -> DatasetReport:
    """Keep data of your own. Equal data are the same."""
    size = len(asked.text.encode())
    if size > MAX_BYTES:
        raise ApiError(413, "text_too_large", "text", high=MAX_BYTES, count=size)
    data = Dataset(asked.kind, asked.text, asked.column)
    try:
        found = await while_connected(request, store.compute(keep, data))
    except OSError:
        raise cannot_keep() from None
    return DatasetReport(
        id=data.id,
        report=told(found.notes),
        notes=list(found.notes),
        columns=found.columns,
        config=found.config,
    )
