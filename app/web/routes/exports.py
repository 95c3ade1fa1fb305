"""Updates of a run as files that need no server: a program, or a page."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from ...export import program_of
from ...export.recording import check_single, page_of, wanted_of
from ...runs.training.lineage import check_update
from ..reply.formats import TEXT
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep

router = APIRouter(tags=["Exports"])


@router.get(
    "/runs/{run_id}/export",
    operation_id="export_update",
    response_class=Response,
    responses={
        200: {
            "description": "A Python program, or with `format=html` a page",
            "content": {"text/x-python": TEXT, "text/html": TEXT},
        }
    },
)
async def export_update(
    run: RecordingDep,
    store: StoreDep,
    request: Request,
    update: Annotated[int, Query(description="The update that the program makes once more")] = 1,
    form: Annotated[
        Literal["pytorch", "keras", "numpy", "html"],
        Query(alias="format", description="A program, or html: a page with all tracks"),
    ] = "pytorch",
    to: Annotated[int | None, Query(description="Of a page: its last update")] = None,
    every: Annotated[int, Query(description="Of a page: from one to the next")] = 1,
    lang: Annotated[Literal["en", "zh-Hans"], Query(description="Of a page: its language")] = "en",
) -> Response:
    """A program that prints the loss and every gradient of an update, and makes it; or a page.

    The page is one file that shows the tracks of an update, or of several with a slider, offline.
    """
    check_update(run, "update", update)
    name = f"{run.config.task.name}_{update}"
    if form == "html":
        work = page_of(run, store, wanted_of(run, update, to, every), lang)
        text = await while_connected(request, work)
        return _file(f"{name}.html", text, "text/html", "attachment")
    check_single(to, every)
    asked = store.at(run, update, partial(program_of, framework=form))
    text = await while_connected(request, asked)
    return _file(f"{name}_{form}.py", text, "text/x-python", "inline")


def _file(name: str, text: str, media_type: str, disposition: str) -> Response:
    """An answer that a browser may save under a name."""
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return Response(text, headers=headers, media_type=f"{media_type}; charset=utf-8")
