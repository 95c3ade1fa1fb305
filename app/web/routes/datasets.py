"""Readers' own data: tables, texts and labelled sequences, shown first, kept by what they hold."""

from base64 import b64decode
from binascii import Error as NotBase64Error
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from ...runs.config.settings import RunConfig
from ...runs.training.own_data import keep, preview
from ...tasks.own.choices import LONGEST_NAME, Choices
from ...tasks.own.uploads import Upload
from ..dataset_wire import DatasetPreview
from ..reply.errors import ApiError, cannot_keep
from ..request.disconnect import while_connected
from ..request.recordings import ReaderDep

MAX_BYTES = 1_000_000

router = APIRouter(tags=["Tasks and data"])


class DatasetRequest(BaseModel):
    """A table of which columns are series, a text, or labelled sequences; as text or as a file."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["series", "text"]
    text: str | None = None
    file: str | None = Field(
        None, description="In place of text: its bytes in base64, in any encoding of text"
    )
    name: str | None = Field(None, max_length=LONGEST_NAME, description="Of the file")
    column: str | None = Field(
        None, max_length=LONGEST_NAME, description="The one target: its name, or number from 1"
    )
    choices: Choices = Choices()


class DatasetReport(DatasetPreview):
    """What was understood, and the config that learns it."""

    id: str
    config: RunConfig


@router.post("/datasets/preview", operation_id="preview_dataset")
async def preview_dataset(
    asked: DatasetRequest, reader: ReaderDep, request: Request
) -> DatasetPreview:
    """How data of your own are understood, and what has to be chosen. Nothing is kept."""
    found = await while_connected(request, reader.compute(preview, _upload(asked)))
    return DatasetPreview.model_validate(found, from_attributes=True)


@router.post("/datasets", operation_id="create_dataset", status_code=201)
async def create_dataset(
    asked: DatasetRequest, reader: ReaderDep, request: Request
) -> DatasetReport:
    """Keep data of your own. Equal data are the same."""
    try:
        found = await while_connected(request, reader.compute(keep, _upload(asked)))
    except OSError:
        raise cannot_keep() from None
    shown = DatasetPreview.model_validate(found.preview, from_attributes=True)
    return DatasetReport(**dict(shown), id=found.id, config=found.config)


def _upload(asked: DatasetRequest) -> Upload:
    """What is to be read. Raises ApiError if there is not one thing, or too much of it."""
    if (asked.text is None) == (asked.file is None):
        raise ApiError(422, "text_or_file", "text")
    data = asked.text if asked.file is None else _bytes(asked.file)
    size = len(data if isinstance(data, bytes) else data.encode())
    if size > MAX_BYTES:
        field = "text" if asked.file is None else "file"
        raise ApiError(413, "text_too_large", field, high=MAX_BYTES, count=size)
    return Upload(asked.kind, data, _choices(asked))


def _bytes(file: str) -> bytes:
    try:
        return b64decode(file, validate=True)
    except (NotBase64Error, ValueError):
        raise ApiError(422, "invalid_input", "file", expected="base64") from None


def _choices(asked: DatasetRequest) -> Choices:
    if asked.column is None:
        return asked.choices
    if asked.choices.targets is not None:
        raise ApiError(422, "column_is_targets", "column")
    return asked.choices.model_copy(update={"targets": [asked.column]})
