"""Readers' own data: tables, texts and labelled sequences, shown first, kept by what they hold."""

from typing import Any

from fastapi import APIRouter, Request, Response

from ...runs.errors import TookTooLongError, WorkerDiedError
from ...runs.workers.reader import Reader
from ..reply.errors import ApiError
from ..request.disconnect import while_connected
from ..request.recordings import ReaderDep
from ..request.upload import answered

router = APIRouter(tags=["Tasks and data"])


def _json(model: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{model}"}}}}


# Neither body is FastAPI's to read or to write: this process knows nothing of what people bring
# along, nor imports the types of it.
TAKES = {"requestBody": {"required": True, **_json("DatasetRequest")}}


@router.post(
    "/datasets/preview",
    operation_id="preview_dataset",
    openapi_extra={**TAKES, "responses": {"200": _json("DatasetPreview")}},
)
async def preview_dataset(reader: ReaderDep, request: Request) -> Response:
    """How data of your own are understood, and what has to be chosen. Nothing is kept."""
    return await _answer(request, reader, is_kept=False)


@router.post(
    "/datasets",
    operation_id="create_dataset",
    status_code=201,
    openapi_extra={**TAKES, "responses": {"201": _json("DatasetReport")}},
)
async def create_dataset(reader: ReaderDep, request: Request) -> Response:
    """Keep data of your own. Equal data are the same."""
    return await _answer(request, reader, is_kept=True)


async def _answer(request: Request, reader: Reader, *, is_kept: bool) -> Response:
    content_type = request.headers.get("content-type", "")
    work = reader.compute(answered, content_type, await request.body(), is_kept)
    try:
        found = await while_connected(request, work)
    except TookTooLongError as error:
        raise ApiError(422, "reading_too_long", seconds=round(error.seconds)) from None
    except WorkerDiedError:
        raise ApiError(500, "reader_died") from None
    return Response(found.body, found.status, media_type="application/json")
